"""Rules of a client: what stops all its documents.  One function, one rule."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from stdnum import bic, iban
from stdnum.fr import siret

from invoicing.document.series import SERIES
from invoicing.rows.tabs import ClientRow
from invoicing.rules.buyer import COUNTRY
from invoicing.values.colour import fault
from invoicing.values.countries import country_code
from invoicing.values.french import short_date
from invoicing.values.mail_addresses import addresses, is_address
from invoicing.values.problems import Problem

MOST_HOURS = 720  # `Délai de validation (h)`
ClientRule = Callable[[ClientRow, date], Iterator[Problem]]


def is_named(client: ClientRow, today: date) -> Iterator[Problem]:
    """CGI ann. II 242 nonies A, I-1°: full name and address of the seller."""
    for name in ("name", "street", "postcode", "city"):
        if not getattr(client, name):
            yield client.problem("client-incomplete", name, header=client.header(name))


def is_in_a_country(client: ClientRow, today: date) -> Iterator[Problem]:
    """BR-09: the country is a code of ISO 3166-1; its form is checked here."""
    country = country_code(client.country)
    if not COUNTRY.fullmatch(country):
        yield client.problem("country", "country", country=country)


def has_a_siret(client: ClientRow, today: date) -> Iterator[Problem]:
    """BR-FR-10: the seller's SIREN; its check digits by Luhn."""
    if not siret.is_valid(client.siret):
        yield client.problem("siret", "siret", siret=client.siret or "(vide)")


def has_the_vat_id_of_its_siren(client: ClientRow, today: date) -> Iterator[Problem]:
    """A typed VAT number must be the one of the SIREN (CGI 286 ter)."""
    typed = client.vat_id.replace(" ", "").upper()
    if typed and not typed.endswith(client.siret[:9]):
        yield client.problem("client-vat-id", "vat_id", typed=typed)


def has_a_regime(client: ClientRow, today: date) -> Iterator[Problem]:
    """Without it neither VAT nor its absence can be stated."""
    if client.regime is None and "regime" not in _unread(client):
        yield client.problem("no-regime", "regime")


def _unread(client: ClientRow) -> set[str]:
    sources = {problem.source for problem in client.problems}
    return {name for name, source in client.cells.items() if source in sources}


def leaves_time_to_answer(client: ClientRow, today: date) -> Iterator[Problem]:
    """`Délai de validation (h)`: our choice, one hour to one month."""
    hours = client.approval_hours
    if hours is not None and not 1 <= hours <= MOST_HOURS:
        yield client.problem(
            "approval-hours", "approval_hours", hours=str(hours), most=str(MOST_HOURS)
        )


def has_a_sound_iban(client: ClientRow, today: date) -> Iterator[Problem]:
    """ISO 13616 mod 97: no official rule of EN 16931 checks it."""
    if client.iban and not iban.is_valid(client.iban):
        yield client.problem("iban", "iban", iban=client.iban)
    if client.bic and not bic.is_valid(client.bic):
        yield client.problem("bic", "bic", bic=client.bic)


def has_a_mailbox(client: ClientRow, today: date) -> Iterator[Problem]:
    """Invoices leave from a mailbox dedicated to the client."""
    if not is_address(client.mailbox):
        yield client.problem("mailbox", "mailbox", mailbox=client.mailbox or "(vide)")


def has_addresses_to_ask_at(client: ClientRow, today: date) -> Iterator[Problem]:
    """Whoever approves is known by his address from the first document on."""
    name = "approver" if client.approver else "email"
    for wrong in [each for each in addresses(getattr(client, name)) if not is_address(each)]:
        yield client.problem("email", name, email=wrong)


def has_given_a_mandate(client: ClientRow, today: date) -> Iterator[Problem]:
    """CGI 289 I-2, ann. II 242 nonies I: a written mandate, before the first invoice."""
    if client.mandate_on is None:
        yield client.problem("no-mandate", "mandate_on")
    elif client.mandate_on > today:
        yield client.problem("later-mandate", "mandate_on", on=short_date(client.mandate_on))


def has_a_series(client: ClientRow, today: date) -> Iterator[Problem]:
    """At most 8 characters, so that a number has at most 20 (PPF G1.05)."""
    if not SERIES.fullmatch(client.series or client.code):
        yield client.problem("series", "series", series=client.series or client.code)


def has_a_colour_that_can_be_read(client: ClientRow, today: date) -> Iterator[Problem]:
    """Our choice: a title must stand out from white paper (WCAG 2.2, 1.4.3)."""
    if found := fault(client.colour):
        code, values = found
        yield client.problem(code, "colour", **values)


CLIENT_RULES: tuple[ClientRule, ...] = (
    is_named,
    is_in_a_country,
    has_a_siret,
    has_the_vat_id_of_its_siren,
    has_a_regime,
    has_a_sound_iban,
    leaves_time_to_answer,
    has_a_mailbox,
    has_addresses_to_ask_at,
    has_given_a_mandate,
    has_a_series,
    has_a_colour_that_can_be_read,
)


def client_problems(client: ClientRow, today: date) -> tuple[Problem, ...]:
    """Everything that stops a client's documents, unreadable cells included."""
    broken = (problem for rule in CLIENT_RULES for problem in rule(client, today))
    unread = {problem.source for problem in client.problems}
    return client.problems + tuple(problem for problem in broken if problem.source not in unread)
