"""The mail that carries an invoice."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from decimal import Decimal

import pytest

from invoicing.document.invoice import Invoice
from invoicing.document.parties import Agency
from invoicing.document.terms import Terms
from invoicing.rows.recipients import Recipient
from invoicing.values.amounts import ZERO
from invoicing.values.channels import Channel
from invoicing.values.french import euros, percent
from invoicing.values.roles import Role
from mail.mime import MailContent, composed
from pdf.mails.cover_words import CoverMail, words
from pdf.mails.frame import WIDTH, CoverWords, line, wrapped
from pdf.press import Press
from pdf.typesetting.drawn_text import squeezed
from pdf.typesetting.filename import LONGEST, filename
from tests.pdf import samples
from tests.pdf.conftest import Golden

LINK = "https://drive.google.com/file/d/1abcDEF/view"
LETTERS = {
    "plain": samples.plain,
    "franchise": samples.franchise,
    "extreme": samples.extreme,
    "credit-note": samples.credit_note,
    "corrected": samples.corrected,
}
TYPES = {
    "plain": samples.plain,
    "deposit": samples.deposit,
    "situation": samples.situation,
    "final": samples.final,
    "credit-note": samples.credit_note,
    "deposit-credit": samples.deposit_credit,
    "corrected": samples.corrected,
    "rich": samples.rich,
    "reverse-charge": samples.reverse_charge,
}
SLUGS: dict[str, str] = {
    Role.OFFICE: "office",
    Role.PAYER: "payer",
    Role.ACCOUNTANT: "accountant",
    Role.COPY: "copy",
}
RECIPIENTS = (
    Recipient(
        role=Role.BUYER, channel=Channel.MAIL, to=("compta@durand.example",), name="Durand SARL"
    ),
    Recipient(role=Role.PAYER, channel="Portail", name="OPCO Santé"),
    Recipient(
        role=Role.COPY,
        channel=Channel.MAIL,
        to=("contact@martin.example",),
        name="Menuiserie Martin",
    ),
)


def said_to(role: str, invoice: Invoice, link: str = "") -> CoverWords:
    return words(CoverMail(invoice=invoice, role=role, link=link, recipients=RECIPIENTS))


def paid_by(payer: str, invoice: Invoice) -> Invoice:
    return replace(invoice, draft=replace(invoice.draft, payer=payer))


@pytest.mark.parametrize("name", LETTERS)
def test_the_letter_is_the_golden_one(press: Press, golden: Golden, name: str) -> None:
    letter = press.cover_mail(LETTERS[name]())
    golden.check(f"letter-{name}.txt", f"{letter.subject}\n\n{letter.text}")
    golden.check(f"letter-{name}.html", letter.html)


@pytest.mark.parametrize("role", SLUGS)
@pytest.mark.parametrize("name", TYPES)
def test_the_letter_to_each_is_the_golden_one(
    press: Press, golden: Golden, name: str, role: str
) -> None:
    invoice = paid_by("OPCO Santé", TYPES[name]())
    letter = press.cover_mail(invoice, role, recipients=RECIPIENTS)
    golden.check(f"letter-{name}-{SLUGS[role]}.txt", f"{letter.subject}\n\n{letter.text}")


@pytest.mark.parametrize("role", SLUGS)
def test_a_letter_with_a_link_is_the_golden_one(press: Press, golden: Golden, role: str) -> None:
    letter = press.cover_mail(samples.plain(), role, LINK, recipients=RECIPIENTS)
    golden.check(f"letter-link-{SLUGS[role]}.html", letter.html)


@pytest.mark.parametrize("role", tuple(Role))
@pytest.mark.parametrize("name", [*LETTERS, *TYPES])
def test_text_and_html_say_the_same(press: Press, name: str, role: str) -> None:
    invoice = paid_by("OPCO Santé", {**LETTERS, **TYPES}[name]())
    letter = press.cover_mail(invoice, role, LINK, recipients=RECIPIENTS)
    said = said_to(role, invoice, LINK)
    parts = [said.attention, said.greeting, said.opening, said.request, said.contact, said.sender]
    parts += [*said.signature, said.download, *(text for pair in said.facts for text in pair)]
    for part in parts:
        assert squeezed(part) in squeezed(letter.text)
        assert " ".join(part.split()) in " ".join(html.unescape(letter.html).split())


@pytest.mark.parametrize("name", LETTERS)
def test_the_text_is_narrow_enough(press: Press, name: str) -> None:
    for role in tuple(Role):
        letter = press.cover_mail(LETTERS[name](), role, recipients=RECIPIENTS)
        assert max(map(len, letter.text.splitlines())) <= WIDTH


def test_the_subject_names_number_seller_and_buyer(press: Press) -> None:
    subject = press.cover_mail(samples.plain()).subject
    assert subject == "Facture MARTIN-2026-0001 – Menuiserie Martin pour Durand SARL"


@pytest.mark.parametrize("role", tuple(Role))
def test_a_name_on_two_lines_adds_no_header(press: Press, role: str) -> None:
    draft, harm = samples.draft(), "Durand\r\nBcc: x@y.example"
    buyer = replace(draft.buyer, name=harm, attention="A\nB")
    seller = replace(draft.seller, contact="A\nB")
    hostile = samples.issue(replace(draft, buyer=buyer, seller=seller, payer=harm))
    others = tuple(replace(each, name=harm) for each in RECIPIENTS)
    letter = press.cover_mail(hostile, role, recipients=others)
    assert letter.subject.endswith("pour Durand Bcc: x@y.example")
    assert "\nBcc:" not in letter.text
    assert ("Bonjour A B,\n" in letter.text) == (role in {Role.BUYER, Role.COPY})


@pytest.mark.parametrize("role", tuple(Role))
def test_a_letter_leaves_in_seven_bits_with_the_headers_it_was_given(
    press: Press, role: str
) -> None:
    letter = press.cover_mail(paid_by("OPCO Santé", samples.plain()), role, LINK)
    mail = MailContent(
        sender="factures@martin.example",
        sender_name="Menuiserie Martin",
        to=("compta@durand.example",),
        subject=letter.subject,
        text=letter.text,
        html=letter.html,
    )
    assert composed(mail).isascii()


@pytest.mark.parametrize("role", tuple(Role))
def test_a_document_too_large_to_attach_is_downloaded(press: Press, role: str) -> None:
    letter = press.cover_mail(samples.plain(), role, LINK)
    assert LINK in letter.text.splitlines()
    assert re.findall(r'href="([^"]*)"', letter.html) == [LINK]
    assert "joint" not in letter.text.replace("trop lourd pour être joint", "")


@pytest.mark.parametrize("role", tuple(Role))
def test_a_link_that_is_none_of_the_web_is_refused(press: Press, role: str) -> None:
    with pytest.raises(ValueError, match="address"):
        press.cover_mail(samples.plain(), role, "javascript:alert(1)")


def test_each_role_is_told_by_the_subject() -> None:
    subjects = {role: said_to(role, samples.final()).subject for role in tuple(Role)}
    plain = "acture de solde MARTIN-2026-0001 – Menuiserie Martin pour Durand SARL"
    assert subjects[Role.BUYER] == subjects[Role.OFFICE] == subjects[Role.PAYER] == f"F{plain}"
    assert subjects[Role.ACCOUNTANT] == f"Pour la comptabilité\u00a0: f{plain}"
    assert subjects[Role.COPY] == f"Copie\u00a0: f{plain}"


def test_the_payer_learns_for_whom_he_pays_and_the_buyer_who_does() -> None:
    invoice = paid_by("OPCO Santé", samples.plain())
    payer = said_to(Role.PAYER, invoice)
    assert "au nom de Durand SARL, dont vous êtes le tiers payeur" in payer.opening
    assert "c’est à vous de la régler" in payer.opening
    assert "tiers payeur\u00a0: OPCO Santé." in said_to(Role.BUYER, invoice).opening
    assert "régler" not in said_to(Role.PAYER, samples.credit_note()).opening


@pytest.mark.parametrize("name", TYPES)
@pytest.mark.parametrize("role", [Role.ACCOUNTANT, Role.COPY])
def test_who_has_nothing_to_pay_is_given_no_bank_account(
    press: Press, name: str, role: str
) -> None:
    text = press.cover_mail(TYPES[name](), role, recipients=RECIPIENTS).text
    assert "IBAN" not in text
    assert "votre crédit" not in text


def test_the_accountant_finds_the_vat_by_rate() -> None:
    facts = dict(said_to(Role.ACCOUNTANT, samples.rich()).facts)
    draft = samples.rich().draft
    for group in draft.totals.vat_breakdown:
        assert facts[f"TVA {percent(group.vat.rate)}"].startswith(euros(group.tax_amount))
    assert facts["Total TTC"] == euros(draft.totals.total_with_vat)
    assert (
        "Autoliquidation"
        in dict(said_to(Role.ACCOUNTANT, samples.reverse_charge()).facts)["Sans TVA"]
    )


def test_the_accountant_reads_the_figures_in_the_order_in_which_they_are_booked() -> None:
    labels = [label for label, _ in said_to(Role.ACCOUNTANT, samples.plain()).facts]
    assert labels == ["Date", "Total HT", "TVA 20\u00a0%", "Total TTC", "Échéance"]


def test_the_client_s_copy_tells_what_he_is_owed_and_how_to_reach_his_agency_once(
    press: Press,
) -> None:
    letter = press.cover_mail(samples.plain(), Role.COPY, recipients=RECIPIENTS)
    assert dict(said_to(Role.COPY, samples.plain()).facts)["Montant à recevoir"] == euros(
        samples.plain().draft.settlement.net_payable
    )
    assert "régler" not in letter.text
    assert letter.text.count(samples.AGENCY.phone) == letter.text.count(samples.AGENCY.email) == 1


@pytest.mark.parametrize("role", tuple(Role))
def test_what_is_due_on_receipt_is_not_told_as_due_today(press: Press, role: str) -> None:
    at_once = replace(samples.draft(), terms=Terms(days=0))
    invoice = paid_by("OPCO Santé", samples.issue(at_once))
    said = said_to(role, invoice)
    assert dict(said.facts)["Échéance"] == "à réception de la facture"
    assert "au plus tard" not in press.cover_mail(invoice, role).html.lower()


@pytest.mark.parametrize("role", tuple(Role))
def test_only_a_person_is_greeted_by_name(role: str) -> None:
    draft = samples.draft()
    named = replace(
        draft,
        buyer=replace(draft.buyer, attention="Service comptabilité"),
        seller=replace(draft.seller, contact="Hélène Martin, gérante"),
    )
    greeting = said_to(role, samples.issue(named)).greeting
    assert greeting == ("Bonjour Hélène Martin" if role == Role.COPY else "Bonjour")


@pytest.mark.parametrize("role", [Role.BUYER, Role.OFFICE, Role.PAYER, Role.ACCOUNTANT])
def test_the_sender_is_named_as_it_is_spoken(role: str) -> None:
    draft = samples.draft()
    opale = replace(draft, seller=replace(draft.seller, name="Opale", trade_name=""))
    said = said_to(role, samples.issue(opale))
    assert said.sender == "Message envoyé par Cabinet Lumière pour le compte d’Opale."


def test_a_line_ends_at_no_blank_that_keeps_together() -> None:
    for length in range(40, 78):
        text = wrapped("x" * length + line(" à 20 % avant 9 h 15 : « oui »"))
        assert not re.search(r"\s[%:»h]|« |\d\n|h\n", text.replace("\u00a0", "~"))


def test_an_address_stays_whole() -> None:
    address = "a" * 40 + "@" + "b" * 30 + "-" + "c" * 30 + ".example"
    assert address in wrapped(f"Écrivez à {address}.").splitlines()[1]


def test_the_client_s_copy_says_to_whom_and_how() -> None:
    facts = dict(said_to(Role.COPY, samples.plain()).facts)
    assert facts["Destinataire"] == "Durand SARL, par mail (compta@durand.example)"
    assert facts["Tiers payeur"] == "OPCO Santé, dépôt sur son portail"
    by_hand = (replace(RECIPIENTS[0], channel="Chorus Pro", to=()),)
    said = words(CoverMail(invoice=samples.plain(), role=Role.COPY, recipients=by_hand))
    assert "établie ce jour pour Durand SARL" in said.opening
    assert dict(said.facts)["Destinataire"] == "Durand SARL, dépôt sur Chorus Pro"
    assert dict(words(CoverMail(invoice=samples.plain(), role=Role.COPY)).facts)[
        "Destinataire"
    ] == ("Durand SARL")


def test_nothing_is_fetched_from_elsewhere(press: Press) -> None:
    for role in tuple(Role):
        letter = press.cover_mail(samples.plain(), role)
        assert not re.search(r"(?i)\bsrc=|\bhref=|url\(|https?:|<script|<link|<img", letter.html)


def test_the_iban_can_be_copied_into_a_bank_form(press: Press) -> None:
    letter = press.cover_mail(samples.plain())
    assert "FR76 3000 6000 0112 3456 7890 189" in letter.text
    assert "FR76 3000 6000 0112 3456 7890 189" in letter.html


def test_without_agency_attention_or_debt_little_is_said(press: Press) -> None:
    draft = samples.draft(1)
    free = replace(draft.lines[0], net_price=ZERO)
    draft = replace(draft, lines=(free,), buyer=replace(draft.buyer, attention=""))
    bare = replace(samples.issue(draft), agency=Agency())
    letter = press.cover_mail(bare)
    assert letter.text.startswith("Bonjour,\n")
    assert "IBAN" not in letter.text
    assert "pour le compte" not in letter.text + letter.html


def test_each_kind_is_called_by_its_name() -> None:
    assert "notre facture d’acompte MARTIN" in said_to(Role.BUYER, samples.deposit()).opening
    assert "notre facture de situation MARTIN" in said_to(Role.BUYER, samples.situation()).opening
    assert said_to(Role.BUYER, samples.final()).subject.startswith(
        "Facture de solde MARTIN-2026-0001 – "
    )


def test_a_credit_note_asks_for_nothing_and_names_its_invoice(press: Press) -> None:
    text = press.cover_mail(samples.credit_note()).text
    assert "Il se rapporte à la facture MARTIN-2026-0001" in text
    assert "À votre crédit" in text
    assert not any(word in text for word in ("IBAN", "régler", "règlement"))


def test_what_is_held_back_is_not_asked_for() -> None:
    assert dict(said_to(Role.BUYER, samples.held_back()).facts)["Montant à régler"] == euros(
        Decimal("3481.56")
    )
    assert said_to(Role.BUYER, samples.final()).preheader.startswith(euros(Decimal("2022.72")))


@pytest.mark.parametrize(
    ("seller", "number", "expected"),
    [
        ("Menuiserie Martin", "MARTIN-2026-0001", "MENUISERIE-MARTIN_MARTIN-2026-0001.pdf"),
        ("L’Œuvre & Cie", "O-1", "L-OEUVRE-CIE_O-1.pdf"),
        ("木工", "O-1", "O-1.pdf"),
        ("../../etc", "A/1", "ETC_A-1.pdf"),
        ("A" * 80, "B" * 20, "A" * 25 + "_" + "B" * 20 + ".pdf"),
        ("A" * 80, "B" * 46, "B" * 46 + ".pdf"),
    ],
)
def test_the_attachment_is_named_after_the_seller(seller: str, number: str, expected: str) -> None:
    name = filename(seller, number)
    assert name == expected
    assert len(name) <= LONGEST
