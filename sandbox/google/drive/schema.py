"""Drive's tables and its names for things."""

from __future__ import annotations

FOLDER = "application/vnd.google-apps.folder"
NATIVE_PREFIX = "application/vnd.google-apps."

SCHEMA = """
CREATE TABLE IF NOT EXISTS files (
    id TEXT PRIMARY KEY, owner TEXT NOT NULL, client_id TEXT NOT NULL, name TEXT NOT NULL,
    mime_type TEXT NOT NULL, parent TEXT REFERENCES files (id) ON DELETE CASCADE,
    description TEXT NOT NULL DEFAULT '', starred INTEGER NOT NULL DEFAULT 0,
    trashed INTEGER NOT NULL DEFAULT 0, trashed_by_parent INTEGER NOT NULL DEFAULT 0,
    created_at REAL NOT NULL, modified_at REAL NOT NULL, modified_by TEXT NOT NULL,
    version INTEGER NOT NULL DEFAULT 1, restrictions TEXT NOT NULL DEFAULT '[]',
    revision TEXT NOT NULL DEFAULT '', mirrored TEXT NOT NULL DEFAULT ''
);
CREATE INDEX IF NOT EXISTS files_by_parent ON files (parent);
CREATE INDEX IF NOT EXISTS files_by_owner ON files (owner, mime_type);
CREATE INDEX IF NOT EXISTS files_by_mirror ON files (mirrored);
CREATE TABLE IF NOT EXISTS file_properties (
    file_id TEXT NOT NULL REFERENCES files (id) ON DELETE CASCADE,
    client_id TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL,
    PRIMARY KEY (file_id, client_id, key)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS file_properties_by_value ON file_properties (client_id, key, value);
CREATE TABLE IF NOT EXISTS permissions (
    file_id TEXT NOT NULL REFERENCES files (id) ON DELETE CASCADE,
    id TEXT NOT NULL, type TEXT NOT NULL, role TEXT NOT NULL, address TEXT NOT NULL,
    view TEXT NOT NULL DEFAULT '', PRIMARY KEY (file_id, id)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS permissions_by_address ON permissions (address);
CREATE TABLE IF NOT EXISTS pending_owners (
    file_id TEXT PRIMARY KEY REFERENCES files (id) ON DELETE CASCADE, address TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS revisions (
    file_id TEXT NOT NULL REFERENCES files (id) ON DELETE CASCADE,
    id TEXT NOT NULL, mime_type TEXT NOT NULL, name TEXT NOT NULL, size INTEGER NOT NULL,
    md5 TEXT NOT NULL, sha1 TEXT NOT NULL, sha256 TEXT NOT NULL, content BLOB NOT NULL,
    modified_at REAL NOT NULL, modified_by TEXT NOT NULL, keep INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (file_id, id)
);
CREATE TABLE IF NOT EXISTS generated_ids (
    id TEXT PRIMARY KEY, used INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;
"""
