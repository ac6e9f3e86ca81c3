"""Documents that hang on earlier ones, from rows to the issued document, in dates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from invoicing.document.invoice import DocumentType
from invoicing.values.amounts import Amount, total
from jobs.dry_run import plan
from jobs.engine.run import End, run
from jobs.ports import JournalRow
from tests.invoicing.people import vat
from tests.jobs.explorer.invariants import faults
from tests.jobs.explorer.rehearsal import BILLING
from tests.jobs.world.fakes import FakeLedger, Fakes, a_desk
from tests.jobs.world.people import a_buyer
from tests.jobs.world.years import WORKS, Year, a_line, a_payment, a_row, a_year, empty, works

DEPOSIT, SITUATION = DocumentType.DEPOSIT, DocumentType.SITUATION
FINAL, CREDIT = DocumentType.FINAL, DocumentType.CREDIT_NOTE
CORRECTED, INVOICE = DocumentType.CORRECTED, DocumentType.INVOICE
REASONED = ("Autoliquidation – UE", "Livraison UE", "Exonérée – formation", "Hors TVA")


def euros(text: str) -> Amount:
    return Amount(Decimal(text))


def due(year: Year, key: str) -> Amount:
    """BT-115 of a row's document."""
    return year.draft(key).totals.amount_due


def test_a_deposit_is_deducted_from_the_final_invoice_once_it_has_been_paid() -> None:
    year = a_year()
    year.types(a_row("F0001", DEPOSIT, affair="Cuisine", net_price=Decimal(300)))
    year.run("2026-09-14")
    assert year.shown("F0001", "Statut") == "Envoyée"

    year.types(a_row("F0002", FINAL, affair="cuisine ", net_price=Decimal(1000)))
    year.run("2026-10-05")
    assert year.shown("F0002", "Statut") == "Bloquée : voir Problème"
    assert "0,00 € sur 360,00 € TTC" in year.problem("F0002")
    assert "Saisissez son paiement dans Règlements" in year.problem("F0002")

    year.types(paid=(a_payment("MARTIN-2026-0001", "360.00", date(2026, 10, 6)),))
    year.run("2026-10-07")
    assert year.shown("F0002", "Statut") == "Envoyée"
    assert due(year, "F0002") == euros("840.00")
    (deposit,) = year.draft("F0002").deposits
    assert (deposit.number, deposit.total_vat) == ("MARTIN-2026-0001", euros("60.00"))
    assert year.world.workbook.shown["Règlements"]["MARTIN-2026-0001 2026-10-06"] == {
        "Client": "MARTIN",
        "Problème": "",
    }
    assert faults(year.world) == []


def test_an_invoice_is_credited_in_part_and_then_to_the_end() -> None:
    year = a_year()
    year.types(a_row("F0001", INVOICE, quantity=Decimal(3), net_price=Decimal("33.33")))
    year.run("2026-03-02")
    number = str(year.shown("F0001", "Numéro"))

    back = {"original": number, "reason": "Retour d’une pièce"}
    year.types(
        a_row("F0002", CREDIT, item_name="Conseil F0001", net_price=Decimal("33.33"), **back)
    )
    year.run("2026-03-09")
    assert due(year, "F0002") == euros("40.00")
    assert year.shown("F0001", "Statut") == "Envoyée"

    year.types(empty("F0003", CREDIT, original=number, reason="Commande annulée"))
    year.run("2026-03-16")
    (line,) = year.draft("F0003").lines
    assert (line.item_name, line.quantity) == ("Conseil F0001", Decimal(2))
    assert due(year, "F0002") + due(year, "F0003") == due(year, "F0001")
    assert year.shown("F0001", "Statut") == "Annulée par avoir"
    assert year.shown("F0003", "Total TTC") == year.draft("F0003").totals.total_with_vat

    year.types(empty("F0004", CREDIT, original=number, reason="Encore"))
    year.run("2026-03-23")
    assert "déjà été annulée tout entière" in year.problem("F0004")


def test_situations_bill_each_line_to_the_cent_and_the_last_one_all_of_it() -> None:
    year = a_year()
    for key, on, done in (
        ("F0001", "2026-04-30", (30, 10, 0)),
        ("F0002", "2026-05-29", (70, 33, 0)),
        ("F0003", "2026-06-30", (100, 100, 100)),
    ):
        year.types(empty(key, SITUATION, affair="Chantier"), lines=works(key, *done))
        year.run(on)
        assert year.shown(key, "Statut") == "Envoyée"
    drafts = [year.draft(key) for key in ("F0001", "F0002", "F0003")]
    for rank, price in enumerate(WORKS.values()):
        assert total(draft.lines[rank].net_amount for draft in drafts) == euros(price)
    assert [old.number for old in drafts[2].preceding] == ["MARTIN-2026-0001", "MARTIN-2026-0002"]
    assert faults(year.world) == []


def test_a_final_invoice_bills_what_situations_and_deposits_have_left() -> None:
    year = a_year()
    year.types(
        a_row("F0001", DEPOSIT, affair="Chantier", net_price=Decimal(500)),
        empty("F0002", SITUATION, affair="Chantier"),
        lines=works("F0002", 50, 50, 0),
        paid=(a_payment("MARTIN-2026-0001", "600", date(2026, 5, 4)),),
    )
    year.run("2026-05-04")
    year.types(empty("F0003", FINAL, affair="Chantier"), lines=works("F0003", None, None, None))
    year.run("2026-06-30")
    billed = [*year.draft("F0002").lines, *year.draft("F0003").lines]
    assert total(line.net_amount for line in billed) == total(map(euros, WORKS.values()))
    assert year.draft("F0003").totals.prepaid == euros("600.00")

    year.types(empty("F0004", SITUATION, affair="Chantier"), lines=works("F0004", 100, 100, 100))
    year.run("2026-07-01")
    assert "est déjà soldée par MARTIN-2026-0003" in year.problem("F0004")
    assert year.shown("F0002", "Problème") == ""


def test_a_wrong_situation_is_credited_as_a_whole_and_the_next_one_counts_it_no_more() -> None:
    year = a_year()
    year.types(empty("F0001", SITUATION, affair="A"), lines=works("F0001", 90, 90, 90))
    year.run("2026-04-30")
    number = str(year.shown("F0001", "Numéro"))
    year.types(empty("F0002", CREDIT, original=number, reason="Avancement faux"))
    year.run("2026-05-04")
    assert year.shown("F0001", "Statut") == "Annulée par avoir"
    year.types(empty("F0003", SITUATION, affair="A"), lines=works("F0003", 30, 30, 30))
    year.run("2026-05-05")
    assert year.draft("F0003").preceding == ()
    assert year.draft("F0003").lines[0].net_amount == euros("300.00")


def test_a_corrected_invoice_replaces_its_original() -> None:
    year = a_year()
    year.types(a_row("F0001", INVOICE, net_price=Decimal(100)))
    year.run("2026-03-02")
    number = str(year.shown("F0001", "Numéro"))
    year.types(
        a_row("F0002", CORRECTED, net_price=Decimal(90), original=number, reason="Prix convenu")
    )
    year.run("2026-03-03")
    assert due(year, "F0002") == euros("108.00")
    assert year.shown("F0001", "Statut") == "Remplacée"
    assert year.shown("F0001", "Problème") == ""
    assert faults(year.world) == []


def test_a_final_invoice_that_is_cancelled_gives_its_deposit_back_to_the_next_one() -> None:
    year = a_year()
    year.types(
        a_row("F0001", DEPOSIT, affair="A", net_price=Decimal(300)),
        paid=(a_payment("MARTIN-2026-0001", "360", date(2026, 9, 14)),),
    )
    year.run("2026-09-14")
    year.types(a_row("F0002", FINAL, affair="A", net_price=Decimal(1000)))
    year.run("2026-10-05")
    year.types(empty("F0003", CREDIT, original="MARTIN-2026-0002", reason="Prix faux"))
    year.run("2026-10-06")
    assert due(year, "F0003") == euros("840.00")
    year.types(a_row("F0004", FINAL, affair="A", net_price=Decimal(900)))
    year.run("2026-10-07")
    assert due(year, "F0004") == euros("720.00")
    assert year.shown("F0002", "Statut") == "Annulée par avoir"


def test_an_unpaid_deposit_is_cancelled_and_deducted_no_more() -> None:
    year = a_year()
    year.types(a_row("F0001", DEPOSIT, affair="A", net_price=Decimal(300)))
    year.run("2026-09-14")
    year.types(empty("F0002", CREDIT, original="MARTIN-2026-0001", reason="Pas payé"))
    year.run("2026-09-21")
    assert year.draft("F0002").document_type is DocumentType.DEPOSIT_CREDIT
    year.types(a_row("F0003", FINAL, affair="A", net_price=Decimal(1000)))
    year.run("2026-10-05")
    assert due(year, "F0003") == euros("1200.00")
    assert year.draft("F0003").deposits == ()


def test_two_situations_ticked_at_once_are_issued_one_after_the_other() -> None:
    year = a_year()
    year.types(
        empty("F0001", SITUATION, affair="A"),
        empty("F0002", SITUATION, affair="A"),
        lines=(*works("F0001", 30, 30, 30), *works("F0002", 70, 70, 70)),
    )
    year.run("2026-04-30", more=True)
    assert year.shown("F0002", "Prochaine étape") == "part au prochain passage"
    year.run("2026-05-04")
    assert year.draft("F0002").lines[0].net_amount == euros("400.01")


def contents_read(year: Year) -> list[int]:
    """How many contents each request of an idle look reads."""
    asked: list[int] = []

    class Counting(FakeLedger):
        def contents(self, rows: Sequence[JournalRow]) -> Sequence[str]:
            asked.append(len(rows))
            return FakeLedger.contents(self, rows)

    desk = a_desk(year.world, "idle", fakes=Fakes(ledger=Counting))
    assert run(BILLING, desk, year.world.now) is End.IDLE
    return asked


def test_contents_are_read_only_while_a_row_waits_that_hangs_on_them() -> None:
    year = a_year()
    year.types(a_row("F0001", DEPOSIT, affair="A"), a_row("F0002", INVOICE))
    year.run("2026-09-14")
    assert contents_read(year) == []
    year.types(a_row("F0003", FINAL, affair="A", net_price=Decimal(1000)))
    year.run("2026-09-15")
    assert contents_read(year) == [1]
    year.types(paid=(a_payment("MARTIN-2026-0001", "120", date(2026, 9, 16)),))
    year.run("2026-09-16")
    assert contents_read(year) == []


def test_a_content_that_was_emptied_stops_only_the_row_that_needs_it() -> None:
    year = a_year()
    year.types(a_row("F0001", INVOICE))
    year.run("2026-03-02")
    journal = year.world.workbook.journal
    journal[:] = [replace(row, content="") for row in journal]
    credit = {"original": "MARTIN-2026-0001", "reason": "Retour"}
    year.types(empty("F0002", CREDIT, **credit), a_row("F0003", INVOICE))
    year.run("2026-03-03")
    assert "n’est plus dans le Journal" in year.problem("F0002")
    assert year.shown("F0003", "Statut") == "Envoyée"


def test_a_dry_run_knows_what_a_row_hangs_on() -> None:
    year = a_year()
    year.types(a_row("F0001", INVOICE))
    year.run("2026-03-02")
    year.types(empty("F0002", CREDIT, original="MARTIN-2026-0001", reason="Retour"))
    (step,) = plan(year.desk("dry run"), year.world.now).steps
    assert (step.key, step.problems) == ("F0002", ())


def test_every_vat_can_be_credited_and_billed_in_parts() -> None:
    """Two rates, discounts, an agreed total, goods, a franchise: the official rules hold."""
    year = a_year()
    two = (
        a_line("F0001", "Livres", "199.90", vat=vat("5,5 %"), kind="Bien", discount=Decimal(5)),
        a_line("F0001", "Pose", "333.33", vat=vat("20 %")),
    )
    discounted = {"document_discount": Decimal("2.5"), "agreed_total": Decimal("585.3")}
    year.types(empty("F0001", INVOICE, **discounted), lines=two)
    on = {"period_start": date(2026, 3, 1)}
    for nth, word in enumerate(REASONED, start=2):
        year.types(a_row(f"F{nth:04}", INVOICE, vat=vat(word), buyer="ROMA", **on))
    abroad = a_buyer("ROMA", country="IT", vat_id="IT00743110157", siret="")
    rows = year.world.workbook.rows
    year.world.workbook.rows = replace(rows, buyers=(*rows.buyers, abroad))
    year.run("2026-03-02")
    credit = {"reason": "Erreur"}
    year.types(empty("F0011", CREDIT, original="MARTIN-2026-0001", **credit))
    for nth, _ in enumerate(REASONED, start=2):
        original = year.shown(f"F{nth:04}", "Numéro")
        year.types(empty(f"F{nth + 10:04}", CREDIT, original=original, buyer="ROMA", **credit))
    year.run("2026-03-03")
    for nth in range(1, len(REASONED) + 2):
        assert due(year, f"F{nth + 10:04}") == due(year, f"F{nth:04}")
        assert year.shown(f"F{nth:04}", "Statut") == "Annulée par avoir"


def test_the_last_credit_note_rounds_to_what_is_left_under_the_official_rules() -> None:
    """0.30 EUR at 5.5 % carries 0.02 of VAT; three times 0.10 would carry 0.03."""
    year = a_year()
    cells = {"item_name": "Timbre", "net_price": Decimal("0.1"), "vat": vat("5,5 %")}
    year.types(a_row("F0001", INVOICE, quantity=Decimal(3), **cells))
    year.run("2026-03-02")
    credit = {"original": "MARTIN-2026-0001", "reason": "Retour"}
    for key, on in (("F0002", "2026-03-03"), ("F0003", "2026-03-04")):
        year.types(a_row(key, CREDIT, **cells, **credit))
        year.run(on)
    year.types(empty("F0004", CREDIT, **credit))
    year.run("2026-03-05")
    assert [due(year, key) for key in ("F0002", "F0003", "F0004")] == [
        euros("0.11"),
        euros("0.11"),
        euros("0.10"),
    ]
    assert year.draft("F0004").totals.rounding == euros("-0.01")  # BT-114
    assert year.shown("F0001", "Statut") == "Annulée par avoir"
