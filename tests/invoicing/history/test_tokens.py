"""Codes of approval: whatever is forged passes nowhere, and what is genuine passes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import assume, given
from hypothesis import strategies as st

from invoicing.approval.verdicts import NOBODY, AnswerContext
from invoicing.history.approval_code import Claim, SigningKey, parsed, request_id, signed
from invoicing.history.approval_file import AnswerOutcome, ApprovalFile, RequestVersion
from invoicing.history.history import History
from invoicing.history.records import DocumentKey

NOW = datetime(2026, 11, 24, 13, 15, tzinfo=UTC)
Decision = bool | None
BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
KEYS = {
    "1": SigningKey(secret=b"a" * 32, made=NOW - timedelta(days=10)),
    "2": SigningKey(secret=b"b" * 32, made=NOW - timedelta(days=1)),
}
PARTIES = [(seller, key) for seller in ("MARTIN", "DURAND") for key in ("F0001", "F0002", "")]

GENUINE = frozenset(AnswerOutcome) - {AnswerOutcome.FORGED, AnswerOutcome.UNKNOWN}


def a_version(seller: str, key: str, version: int) -> RequestVersion:
    claim = Claim(
        request=request_id("workbook", seller, key, version),
        client_code=seller,
        reference=key,
        version=version,
        content=f"content of {key} {version}",
        approver=f"approver of {seller}",
        expires=NOW + timedelta(days=30),
    )
    signed_with = str(version)
    return RequestVersion(
        claim=claim, record="", signed_with=signed_with, reasons=(), is_silent=True, hours=48,
        letter="", at=NOW,
    )  # fmt: skip


VERSIONS = [a_version(*party, version) for party in PARTIES for version in (1, 2)]
GENUINE_CODES = [signed(v.claim, v.signed_with, KEYS[v.signed_with]) for v in VERSIONS]
COURT = AnswerContext(
    history=History(
        dossiers={
            DocumentKey(*party): ApprovalFile(
                versions=tuple(a_version(*party, number) for number in (1, 2))
            )
            for party in PARTIES
        }
    ),
    keys=KEYS,
    standing={DocumentKey(*party): a_version(*party, 2).claim.content for party in PARTIES},
)
codes = st.sampled_from(GENUINE_CODES)
versions = st.sampled_from(VERSIONS)
texts = st.text(max_size=80) | st.text(alphabet=BASE32 + "-0189 \t\u00a0", max_size=80)
shaped = st.from_regex(r"[0-9]{1,6}-[A-Z2-7]{16}-[A-Z2-7]{32}", fullmatch=True)
cases = st.sampled_from([str.lower, str.upper, str.title])
decisions = st.sampled_from([True, False, None])


def outcome(
    text: str, *, approves: bool | None = True, court: AnswerContext = COURT
) -> AnswerOutcome:
    verdict = court.judge(text, approves=approves, at=NOW)
    if verdict.outcome not in GENUINE:
        assert (verdict.key, verdict.request) == (NOBODY, "")
    return verdict.outcome


def is_refused(text: str, approves: Decision) -> bool:
    return outcome(text, approves=approves) not in GENUINE


@given(versions, st.booleans())
def test_a_genuine_code_is_its_own_document_s(version: RequestVersion, approves: Decision) -> None:
    code = signed(version.claim, version.signed_with, KEYS[version.signed_with])
    verdict = COURT.judge(code, approves=approves, at=NOW)
    current = AnswerOutcome.APPROVED if version.claim.version == 2 else AnswerOutcome.STALE
    assert verdict.outcome is (current if approves else AnswerOutcome.OBJECTED)
    assert verdict.key == version.claim.key


@given(codes, st.text(alphabet=" \t\n\u00a0\u202f", max_size=3), cases)
def test_a_code_may_be_typed_small_and_with_blanks_around(
    code: str, blanks: str, cased: Callable[[str], str]
) -> None:
    typed = blanks + cased(code) + blanks
    assert outcome(typed) is outcome(code)


@given(texts | shaped, decisions)
def test_no_random_text_passes_or_raises(text: str, approves: Decision) -> None:
    assume(text.strip().upper() not in GENUINE_CODES)
    assert is_refused(text, approves)


@given(codes, st.data(), decisions)
def test_no_code_with_another_character_passes(
    code: str, data: st.DataObject, approves: Decision
) -> None:
    at = data.draw(st.integers(0, len(code) - 1))
    other = data.draw(st.sampled_from(BASE32 + "0189-") | st.characters())
    forged = code[:at] + other + code[at + 1 :]
    assume(forged.strip().upper() not in GENUINE_CODES)
    assert is_refused(forged, approves)


@given(codes, st.data(), decisions)
def test_no_code_with_a_flipped_bit_passes(
    code: str, data: st.DataObject, approves: Decision
) -> None:
    at = data.draw(st.integers(0, len(code) - 1))
    bit = data.draw(st.integers(0, 6))
    forged = code[:at] + chr(ord(code[at]) ^ (1 << bit)) + code[at + 1 :]
    assume(forged.strip().upper() not in GENUINE_CODES)
    assert is_refused(forged, approves)


@given(codes, codes, st.sampled_from(["1", "2", "3", "01", "999999"]), decisions)
def test_no_parts_of_two_codes_make_a_third(
    one: str, other: str, key: str, approves: Decision
) -> None:
    """Between documents, clients, versions and keys."""
    (key1, request, _), (_, _, mac) = one.split("-"), other.split("-")
    for forged in (f"{key1}-{request}-{mac}", f"{key}-{request}-{mac}"):
        if forged not in GENUINE_CODES:
            assert is_refused(forged, approves)


@given(codes, st.integers(0, 52), decisions)
def test_no_part_of_a_code_passes(code: str, length: int, approves: Decision) -> None:
    assume(length < len(code))
    assert is_refused(code[:length], approves)
    assert is_refused(code[len(code) - length :], approves)


@given(codes, st.data(), decisions)
def test_no_code_with_something_within_or_after_passes(
    code: str, data: st.DataObject, approves: Decision
) -> None:
    at = data.draw(st.integers(1, len(code)))
    more = data.draw(st.sampled_from([" ", "\n", "-", "A", "\u200b", "=", "1", "\u0660"]))
    forged = code[:at] + more + code[at:]
    assume(forged.strip().upper() not in GENUINE_CODES)
    assert is_refused(forged, approves)


CHANGED = {
    "client_code": "DUPONT", "reference": "F0009", "version": 3,
    "content": "another", "approver": "thief", "expires": NOW + timedelta(days=31),
}  # fmt: skip


@given(versions, st.sampled_from(sorted(CHANGED)))
def test_a_code_covers_all_that_its_request_stands_for(version: RequestVersion, field: str) -> None:
    key = KEYS[version.signed_with]
    claim = replace(version.claim, **{field: CHANGED[field]})  # type: ignore[arg-type]
    assume(claim != version.claim)
    assert outcome(signed(claim, version.signed_with, key)) is AnswerOutcome.FORGED


@given(versions, st.binary(min_size=1, max_size=64))
def test_no_other_secret_makes_a_code(version: RequestVersion, secret: bytes) -> None:
    assume(secret not in {key.secret for key in KEYS.values()})
    made = signed(version.claim, version.signed_with, SigningKey(secret=secret, made=NOW))
    assert outcome(made) is AnswerOutcome.FORGED


@given(versions)
def test_the_other_key_of_ours_makes_no_code_for_it_either(version: RequestVersion) -> None:
    other = "1" if version.signed_with == "2" else "2"
    assert outcome(signed(version.claim, other, KEYS[other])) is AnswerOutcome.FORGED
    assert outcome(signed(version.claim, version.signed_with, KEYS[other])) is AnswerOutcome.FORGED


@given(codes)
def test_without_its_key_no_code_passes(code: str) -> None:
    assert outcome(code, court=replace(COURT, keys={})) is AnswerOutcome.FORGED


@given(shaped)
def test_a_code_is_read_as_it_is_written(text: str) -> None:
    code = parsed(text)
    assert code is not None
    assert f"{code.key}-{code.request}-{code.mac}" == text


def test_a_code_under_an_old_key_counts_for_thirty_days_after_the_next_key_was_made() -> None:
    key, version = DocumentKey(*PARTIES[0]), a_version(*PARTIES[0], 1)
    history = History(dossiers={key: ApprovalFile(versions=(version,))})
    court = AnswerContext(history=history, keys=KEYS, standing={key: version.claim.content})
    code = signed(version.claim, "1", KEYS["1"])
    until = KEYS["2"].made + timedelta(days=30)
    assert court.judge(code, approves=True, at=until).outcome is AnswerOutcome.APPROVED
    late = court.judge(code, approves=True, at=until + timedelta(minutes=1))
    assert late.outcome is AnswerOutcome.EXPIRED
