"""The demonstration agency: well made, and wrong only where it means to be.

Its cells are read as Sheets takes them when they are typed into a workbook that setup has made.
"""

from __future__ import annotations

import csv
import re
import tomllib
from collections import Counter
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest
from stdnum import iban
from stdnum.eu import vat as eu_vat
from stdnum.fr import siren, siret

from invoicing.document.invoice import DocumentType
from invoicing.history.history import History
from invoicing.register.entry import DocumentState, Entry
from invoicing.register.register import Register
from invoicing.rows.recipients import EACH
from invoicing.rows.tabs import BuyerRow, ClientRow, Rows, normalised
from invoicing.values.calendar import seller_date
from invoicing.values.mail_addresses import addresses, is_address
from jobs.ports import Reading
from pdf.press import check_logo
from sandbox.google.sheets.grid.user_entered import FRENCH, typed
from workspace.columns.column import Column, Tab
from workspace.columns.columns import BY_TITLE
from workspace.columns.program import JOURNAL, PARAMETERS
from workspace.setup.formats import number_format
from workspace.workbook.headers import Grid
from workspace.workbook.numbers import Raw
from workspace.workbook.reading import reading

DEMO = Path(__file__).parents[3] / "sandbox" / "demo"
TITLES = ("Paramètres", "Clients", "Destinataires", "Tarifs", "Factures", "Lignes", "Règlements")
FICTITIOUS = "999"  # no SIREN is given that begins so
LONG = 55  # lines of an invoice of several pages

TO_ASK = {"F0041", "F0042", "F0044", "F0045"}
LATER = {"F0046", "F0047", "F0090", "F0094"}
UNTOUCHED = {"F0048", "F0077"}
ISSUED_VAT = {"20 %", "10 %", "10 % travaux logement", "5,5 %", "Franchise",
              "Exonérée – formation", "Autoliquidation – UE",
              "Autoliquidation – sous-traitance BTP"}  # fmt: skip
WRONG = """
    unknown-buyer-near other-client no-line number number-text percent-fraction vat-rate
    negative-price too-old date-none doubled-key buyer-problem too-long choice
    vat-under-franchise public-by-mail no-email no-order unknown-price unknown-price
    period client-problem buyer-vat-id negative-total unknown-buyer number terms-45
    retention negative-base above-limit late-terms no-delivery-date agreed-total
    unknown-number unknown-number unknown-number no-original no-affair progress-elsewhere
"""
RIGHT = {f"F{number:04d}" for number in (*range(1, 41), 43, 66, *range(78, 83), 89)}
STOPPED = (
    f"F{number:04d}"
    for number in (*range(49, 66), *range(67, 77), *range(83, 89), *range(91, 94), *range(95, 98))
)
PROBLEMS = dict(zip(STOPPED, WRONG.split(), strict=True))

Table = list[dict[str, str]]


@cache
def table(title: str) -> Table:
    """Return the rows of one file, by header."""
    with (DEMO / f"{title}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter=";", strict=True))


@cache
def agency() -> dict[str, object]:
    return tomllib.loads((DEMO / "agency.toml").read_text(encoding="utf-8"))


def instant() -> datetime:
    found = agency()["instant"]
    assert isinstance(found, datetime)
    return found


def hosted() -> list[str]:
    mailboxes = agency()["mailboxes"]
    assert isinstance(mailboxes, list)
    return [mailbox["address"] for mailbox in mailboxes]


def cell(column: Column, text: str) -> Raw:
    """Return what a cell of that column holds once *text* has been typed into it."""
    found = typed(text, FRENCH, seller_date(instant()), number_format(column))
    assert not found.formula, text
    return Decimal(repr(found.value)) if isinstance(found.value, float) else found.value


def grid(tab: Tab) -> Grid:
    headers: list[Raw] = [column.header for column in tab.columns]
    rows = table(tab.title) if tab.title in TITLES else []
    return [headers, *([cell(c, row.get(c.header, "")) for c in tab.columns] for row in rows)]


@cache
def read() -> Reading:
    headers: list[Raw] = [column.header for column in JOURNAL.columns]
    grids = {tab: grid(tab) for tab in BY_TITLE.values() if tab is not JOURNAL}
    return reading(grids, [headers])


def rows() -> Rows:
    return read().rows


def parties() -> list[ClientRow | BuyerRow]:
    return [*rows().clients, *rows().buyers]


@cache
def books() -> Register:
    return Register.opened(rows(), History(), instant().astimezone(UTC))


def entries(*states: DocumentState) -> dict[str, Entry]:
    now = instant().astimezone(UTC)
    return {entry.key.reference: entry for entry in books().entries if entry.state(now) in states}


@pytest.mark.parametrize("title", TITLES)
def test_headers_are_the_columns_people_fill_and_every_row_has_a_cell_for_each(title: str) -> None:
    with (DEMO / f"{title}.csv").open(encoding="utf-8", newline="") as file:
        headers, *cells = csv.reader(file, delimiter=";", strict=True)
    wanted = [column.header for column in BY_TITLE[title].people]
    assert headers == [header for header in wanted if header in headers]
    assert {len(row) for row in cells} == {len(headers)}


@pytest.mark.parametrize("title", TITLES)
def test_files_are_plain_utf8(title: str) -> None:
    content = (DEMO / f"{title}.csv").read_bytes()
    assert not content.startswith(b"\xef\xbb\xbf")
    assert b"\r" not in content
    assert content.endswith(b"\n")


def test_the_run_is_on_a_monday_morning_while_mail_may_leave() -> None:
    assert (instant().isoweekday(), instant().date()) == (1, date(2026, 11, 23))
    assert rows().settings.hours.contain(instant())
    assert rows().settings.delay_minutes == 0
    assert not rows().problems
    assert [row["Paramètre"] for row in table("Paramètres")] == [each.header for each in PARAMETERS]


def test_the_agency_and_every_client_have_a_hosted_mailbox_of_their_own() -> None:
    boxes = [client.mailbox for client in rows().clients]
    assert len(set(boxes)) == len(boxes)
    assert {*boxes, agency()["account"], rows().settings.agency.email} <= set(hosted())
    assert len(set(hosted())) == len(hosted())


def test_no_mail_goes_astray() -> None:
    """The sandbox sends mail back that is for nobody of a domain that it hosts."""
    domains = {address.partition("@")[2] for address in hosted()}
    for buyer in rows().buyers:
        for address in addresses(f"{buyer.email},{buyer.office}"):
            assert is_address(address)
            assert address in hosted() or address.partition("@")[2] not in domains
    copies = {client.accountant for client in rows().clients if client.accountant}
    copies |= {buyer.office for buyer in rows().buyers if buyer.office}
    copies |= {buyer.email for buyer in rows().buyers if buyer.code == "CLEMAT-OPCO"}
    assert copies <= set(hosted())


def test_every_way_to_concern_somebody_is_shown_once_at_least() -> None:
    clients, buyers = rows().clients, rows().buyers
    assert [client.code for client in clients if client.accounting == EACH] == ["NORDET"]
    assert [client.code for client in clients if client.copy == EACH] == ["GRENAT"]
    assert [buyer.payer for buyer in buyers if buyer.payer] == ["CLEMAT-OPCO"]
    assert [buyer.code for buyer in buyers if buyer.office] == ["ROUXEL-HOTEL"]
    assert {"Chorus Pro", "Portail", "Courrier"} <= {buyer.channel for buyer in buyers}
    assert rows().settings.digest


def test_all_domains_are_reserved_ones() -> None:
    text = "".join(path.read_text(encoding="utf-8") for path in sorted(DEMO.glob("*.[!p]*")))
    domains = re.findall(r"@([\w.-]+\w)", text) + re.findall(r"https?://([\w.-]+\w)", text)
    assert domains
    assert [domain for domain in domains if not domain.endswith((".example", ".test"))] == []


def test_company_numbers_have_valid_check_digits_and_belong_to_nobody() -> None:
    numbers = [row.siret for row in parties() if row.siret]
    numbers.append(rows().settings.agency.legal_id)
    for number in numbers:
        assert siret.is_valid(number), number
        assert number.startswith(FICTITIOUS)
    assert len({number[:9] for number in numbers}) == len(numbers)


def test_vat_numbers_are_valid_and_those_of_their_companies() -> None:
    for row in parties():
        if row.vat_id:
            assert eu_vat.is_valid(row.vat_id), row.vat_id
            assert row.vat_id[:2] == (row.country or "FR")
        if row.vat_id.startswith("FR"):
            assert row.vat_id[4:] == row.siret[:9]


def test_ibans_are_valid_and_of_no_bank() -> None:
    for client in rows().clients:
        assert iban.is_valid(client.iban), client.code
        assert client.iban.replace(" ", "")[4:9] == "99999"


def test_registrations_name_the_siren_of_their_client() -> None:
    for client in rows().clients:
        for number in re.findall(r"\d{3} \d{3} \d{3}", client.registration):
            assert siren.compact(number) == client.siret[:9]


def test_two_clients_have_a_logo_that_can_be_printed_and_a_colour() -> None:
    logos = agency()["logos"]
    assert isinstance(logos, dict)
    for name in logos.values():
        check_logo((DEMO / name).read_bytes())
    assert sorted(logos) == ["GRENAT", "ROUXEL"]
    assert set(logos) < {client.code for client in rows().clients if client.colour}


def test_there_is_enough_of_everything() -> None:
    assert len(rows().clients) >= 6
    assert len(rows().buyers) >= 15
    assert len({client.regime for client in rows().clients}) == 3
    assert len({buyer.kind for buyer in rows().buyers}) == 5
    assert len({client.approval for client in rows().clients}) == 3


def test_forty_eight_invoices_are_issued_at_once() -> None:
    assert set(entries(DocumentState.READY)) == RIGHT


def test_what_is_agreed_on_or_held_back_is_shown_once_at_least() -> None:
    drafts = [
        entry.candidate.draft
        for entry in entries(DocumentState.READY).values()
        if entry.candidate and entry.candidate.draft
    ]
    assert any(draft.document_type is DocumentType.DEPOSIT for draft in drafts)
    assert any(draft.settlement.retained and draft.penalties for draft in drafts)
    assert any(draft.totals.rounding for draft in drafts)
    assert any(draft.seller.penalty_rate and draft.seller.early_discount for draft in drafts)


def test_the_words_of_vat_that_the_clients_trades_want_are_issued() -> None:
    words = {
        line.vat.word
        for entry in entries(DocumentState.READY).values()
        if entry.candidate and entry.candidate.draft
        for line in entry.candidate.draft.lines
    }
    assert words == ISSUED_VAT


def test_some_invoices_wait_and_some_rows_are_left_alone() -> None:
    assert set(entries(DocumentState.UNASKED)) == TO_ASK
    assert set(entries(DocumentState.LATER)) == LATER
    assert set(entries(DocumentState.UNTOUCHED)) == UNTOUCHED


def test_wrong_rows_are_wrong_in_the_one_way_they_mean_to_be() -> None:
    blocked = entries(DocumentState.BLOCKED)
    assert {
        key: " ".join(problem.code for problem in entry.problems) for key, entry in blocked.items()
    } == PROBLEMS


def test_two_invoices_have_some_sixty_lines() -> None:
    counts = Counter(line.key for line in rows().lines)
    assert sorted(key for key, count in counts.items() if count >= LONG) == ["F0027", "F0028"]


def test_several_invoices_are_five_cells_only() -> None:
    further = {line.key for line in rows().lines}
    typed_cells = {
        row["Réf."]: {header for header, text in row.items() if text} for row in table("Factures")
    }
    five = {"Réf.", "Destinataire", "Code", "Quantité", "Prestation du", "Prête"}
    short = {key for key, headers in typed_cells.items() if headers == five and key not in further}
    assert len(short & set(entries(DocumentState.READY))) >= 5


def test_every_code_is_one_of_its_clients_prices() -> None:
    prices = {(price.client, price.code) for price in rows().prices}
    sellers = {buyer.code: buyer.client for buyer in rows().buyers}
    buyers = {row.key: row.buyer for row in rows().invoices}
    asked = [(row.key, row.code) for row in rows().invoices if row.code]
    asked += [(row.key, row.code) for row in rows().lines if row.code]
    unknown = {key for key, code in asked if (sellers.get(buyers.get(key, "")), code) not in prices}
    assert unknown == {"F0049", "F0074", "F0077", "F0999"}  # no such buyer, or no such invoice


def test_prices_are_of_known_clients_and_their_own_buyers() -> None:
    clients = {client.code for client in rows().clients}
    sellers = {buyer.code: buyer.client for buyer in rows().buyers}
    assert set(sellers.values()) == clients
    for price in rows().prices:
        assert price.client in clients
        assert sellers.get(price.buyer, price.client) == price.client
        assert not price.problems


def test_only_the_rows_that_mean_to_be_wrong_have_unreadable_cells() -> None:
    assert [buyer.code for buyer in rows().buyers if buyer.problems] == ["ROUXEL-LIEN"]
    assert [client.code for client in rows().clients if client.problems] == []
    assert [line.key for line in rows().lines if line.problems] == ["F0075"]


def test_one_client_has_not_signed_his_mandate_yet() -> None:
    stopped = {code: found for code, found in books().client_problems.items() if found}
    assert {code: [problem.code for problem in found] for code, found in stopped.items()} == {
        normalised("Sablier"): ["later-mandate"]
    }
