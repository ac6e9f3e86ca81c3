"""Rules of VAT: rates, categories, and who may buy under which.  One function, one rule."""

from __future__ import annotations

from collections.abc import Iterator

from stdnum.eu import vat as eu_vat

from invoicing.document.parties import BuyerKind, Regime
from invoicing.document.vat import DWELLINGS, ENERGY, EU_SERVICES, Category
from invoicing.rows.draft_with_rows import DraftRule, DraftWithRows
from invoicing.values.amounts import ZERO
from invoicing.values.french import euros, short_date
from invoicing.values.problems import Problem

UNION = frozenset(state.upper() for state in eu_vat.MEMBER_STATES - {"xi"}) | {"MC"}
NUMBERED = UNION - {"MC"} | {"EL", "XI"}  # how VAT numbers of the Union begin
HOME = frozenset({"FR", "MC"})  # Monaco is French for VAT (CGI ann. IV art. 1)


def has_vat_in_force(case: DraftWithRows) -> Iterator[Problem]:
    """BR-FR-16: only rates in force."""
    today = case.context.today
    for line, row in case.lines:
        if line.vat.valid_to is not None and today > line.vat.valid_to:
            yield row.problem("vat-rate", "vat", word=line.vat.word, on=short_date(today))


def charges_no_vat_under_franchise(case: DraftWithRows) -> Iterator[Problem]:
    """CGI 293 E: a seller under the franchise charges none (and would owe it, CGI 283-3)."""
    if case.context.client.regime is not Regime.FRANCHISE:
        return
    for line, row in case.lines:
        if line.vat.rate > 0:
            yield row.problem("vat-under-franchise", "vat", word=line.vat.word)


def names_the_buyer_who_owes_the_vat(case: DraftWithRows) -> Iterator[Problem]:
    """BR-AE-02 and BR-IC-02: both VAT numbers where the buyer owes the VAT."""
    owes = case.draft.has(Category.REVERSE_CHARGE) or case.draft.has(Category.INTRA_COMMUNITY)
    if owes and not case.draft.buyer.vat_id:
        yield case.context.buyer.problem("buyer-vat-id", "vat_id", buyer=case.context.buyer.code)


def has_a_buyer_with_a_sound_vat_id(case: DraftWithRows) -> Iterator[Problem]:
    """A VAT number of the Union has check digits or a form, by its state."""
    buyer = case.draft.buyer
    of_union = buyer.vat_id[:2] in NUMBERED or buyer.address.country in UNION
    if buyer.vat_id and of_union and not eu_vat.is_valid(buyer.vat_id):
        row = case.context.buyer
        yield row.problem("buyer-vat-id-wrong", "vat_id", typed=buyer.vat_id)


def sells_to_another_state(case: DraftWithRows) -> Iterator[Problem]:
    """CGI 262 ter I and 283-2: the buyer is in another state of the Union, and has its number."""
    draft = case.draft
    if not (draft.has(Category.INTRA_COMMUNITY) or EU_SERVICES in draft.words):
        return
    row, abroad = case.context.buyer, UNION - HOME
    if draft.buyer.address.country not in abroad:
        yield row.problem("not-in-union", "country", country=draft.buyer.address.country)
    elif draft.buyer.vat_id[:2] == "FR":
        yield row.problem("buyer-vat-id-french", "vat_id", typed=draft.buyer.vat_id)


def says_when_it_delivered_abroad(case: DraftWithRows) -> Iterator[Problem]:
    """BR-IC-11: a delivery within the Union has its date or period."""
    draft = case.draft
    dated = draft.period_start or draft.period_end
    if draft.has(Category.INTRA_COMMUNITY) and not dated:
        yield case.context.invoice.problem("no-delivery-date", "period_start")


def exports_out_of_the_union(case: DraftWithRows) -> Iterator[Problem]:
    """CGI 262 I: what is exported leaves the Union."""
    country = case.draft.buyer.address.country
    if case.draft.has(Category.EXPORT) and country in UNION:
        yield case.context.buyer.problem("not-exported", "country", country=country)


def mixes_nothing_with_what_is_out_of_scope(case: DraftWithRows) -> Iterator[Problem]:
    """BR-O-11 to BR-O-14: an invoice out of VAT's scope has no other category."""
    categories = {line.vat.category for line in case.draft.lines}
    if Category.OUT_OF_SCOPE in categories and len(categories) > 1:
        yield case.context.invoice.problem("mixed-scope", "vat")


def has_no_negative_base(case: DraftWithRows) -> Iterator[Problem]:
    """Our choice: what is deducted at one rate is not made up for by another.

    A negative total has its own problem.
    """
    if case.draft.totals.amount_due < ZERO:
        return
    for group in case.draft.totals.vat_breakdown:
        if group.taxable_amount < ZERO:
            base = euros(group.taxable_amount)
            yield case.context.invoice.problem("negative-base", word=group.vat.word, base=base)


def says_where_the_dwelling_is(case: DraftWithRows) -> Iterator[Problem]:
    """CGI 279-0 bis, 278-0 bis A: the reduced rate is that of a place; arrêté 83-50/A."""
    reduced = case.draft.words & {DWELLINGS, ENERGY}
    if reduced and case.draft.buyer.kind is BuyerKind.PRIVATE and not case.draft.place:
        yield case.context.invoice.problem("no-place", "place_of_work", word=min(reduced))


VAT_RULES: tuple[DraftRule, ...] = (
    has_vat_in_force,
    charges_no_vat_under_franchise,
    names_the_buyer_who_owes_the_vat,
    has_a_buyer_with_a_sound_vat_id,
    sells_to_another_state,
    says_when_it_delivered_abroad,
    exports_out_of_the_union,
    mixes_nothing_with_what_is_out_of_scope,
    has_no_negative_base,
    says_where_the_dwelling_is,
)
