"""Gmail's tables and the labels that every mailbox has."""

from __future__ import annotations

SYSTEM_LABELS = (
    "CHAT",
    "SENT",
    "INBOX",
    "IMPORTANT",
    "TRASH",
    "DRAFT",
    "SPAM",
    "CATEGORY_FORUMS",
    "CATEGORY_UPDATES",
    "CATEGORY_PERSONAL",
    "CATEGORY_PROMOTIONS",
    "CATEGORY_SOCIAL",
    "STARRED",
    "UNREAD",
)

SCHEMA = """
CREATE TABLE IF NOT EXISTS mails (
    account TEXT NOT NULL, id TEXT NOT NULL, thread TEXT NOT NULL, labels TEXT NOT NULL,
    at_ms INTEGER NOT NULL, history INTEGER NOT NULL, raw BLOB NOT NULL, digest TEXT NOT NULL,
    mirrored TEXT NOT NULL DEFAULT '', PRIMARY KEY (account, id)
);
CREATE INDEX IF NOT EXISTS mails_by_time ON mails (account, at_ms DESC, id DESC);
CREATE INDEX IF NOT EXISTS mails_by_thread ON mails (account, thread);
CREATE TABLE IF NOT EXISTS message_ids (
    account TEXT NOT NULL, message_id TEXT NOT NULL, mail TEXT NOT NULL,
    PRIMARY KEY (account, message_id, mail)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS drafts (
    account TEXT NOT NULL, id TEXT NOT NULL, mail TEXT NOT NULL, PRIMARY KEY (account, id)
);
CREATE TABLE IF NOT EXISTS labels (
    account TEXT NOT NULL, id TEXT NOT NULL, name TEXT NOT NULL, shown TEXT NOT NULL,
    PRIMARY KEY (account, id)
);
CREATE TABLE IF NOT EXISTS mail_history (
    id INTEGER PRIMARY KEY AUTOINCREMENT, account TEXT NOT NULL, at REAL NOT NULL,
    kind TEXT NOT NULL, mail TEXT NOT NULL, thread TEXT NOT NULL, labels TEXT NOT NULL,
    changed TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS mail_history_by_account ON mail_history (account, id);
CREATE TABLE IF NOT EXISTS bounces (address TEXT PRIMARY KEY, kind TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS forwarding_addresses (
    account TEXT NOT NULL, address TEXT NOT NULL, status TEXT NOT NULL, token TEXT NOT NULL,
    PRIMARY KEY (account, address)
);
CREATE TABLE IF NOT EXISTS automatic_forwarding (
    account TEXT PRIMARY KEY, address TEXT NOT NULL, disposition TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS filters (
    account TEXT NOT NULL, id TEXT NOT NULL, content TEXT NOT NULL, PRIMARY KEY (account, id)
);
CREATE TABLE IF NOT EXISTS vacations (account TEXT PRIMARY KEY, content TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS vacation_answers (
    account TEXT NOT NULL, sender TEXT NOT NULL, at_ms INTEGER NOT NULL,
    PRIMARY KEY (account, sender)
);
CREATE TABLE IF NOT EXISTS aliases (
    account TEXT NOT NULL, alias TEXT NOT NULL, status TEXT NOT NULL, PRIMARY KEY (account, alias)
);
CREATE TABLE IF NOT EXISTS delegates (
    account TEXT NOT NULL, delegate TEXT NOT NULL, PRIMARY KEY (account, delegate)
);
"""
