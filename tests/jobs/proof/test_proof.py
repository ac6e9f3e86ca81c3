"""The proof pack: what it tells, what it holds, and that it can be checked by anybody."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from invoicing.values.problems import Problem, Source
from jobs.mail.attempts import attached
from jobs.ports import Conflict, Document, IncomingKind, JournalRow, Refused, Unavailable
from jobs.proof.journal_extract import flaws
from jobs.proof.pack import Pack, proof
from tests.jobs.channels.test_transmissions import ACCOUNTANT, OFFICE, PAYER, by, everyone
from tests.jobs.world.asking import CLIENT, Story, requests
from tests.jobs.world.fakes import FakeArchive, FakeLedger, Fakes, a_desk
from tests.jobs.world.listening import comes_in
from tests.jobs.world.people import a_buyer, a_client, an_invoice, two_clients, workbook_rows
from tests.jobs.world.world import cut

TUESDAY = "2026-11-24 14:15"
NUMBER = "MARTIN-2026-0001"


def proved(story: Story, **which: str) -> Pack:
    """Make the pack of F0001, and see that making it changes nothing."""
    before = story.world.fingerprint
    named = which or {"ref": "F0001", "seller": "MARTIN"}
    pack = proof(a_desk(story.world), story.world.now, **named)
    assert story.world.fingerprint == before
    return pack


def told(pack: Pack) -> str:
    """The page, as the plain press prints it."""
    return pack.files[0].content.decode()


def names(pack: Pack) -> list[str]:
    return [document.name for document in pack.files]


def lying(pack: Pack) -> dict[str, bytes]:
    return {document.name: document.content for document in pack.files}


@pytest.fixture
def silent() -> Story:
    return Story(TUESDAY).run().at("2026-11-25 14:30").at("2026-11-26 15:00")


def test_silence_is_proved_by_what_was_shown_asked_and_read(silent: Story) -> None:
    pack = proved(silent, number=NUMBER)
    draft, archived = list(silent.world.files.values())

    page = told(pack)
    assert "aucun retour avant l’échéance du 26/11/2026 14:30:00" in page
    assert "Constaté le 26/11/2026 15:00:00" in page
    assert "('Rappel parti le', '25/11/2026 14:30:00" in page
    assert draft.sha256 in page
    assert archived.sha256 in page
    assert "martin@client.test" in page
    assert "ada@buyer.test" in page
    assert pack.name == f"preuve-{NUMBER}"
    assert pack.missing == ()


def test_the_pack_holds_every_file_and_can_be_checked(silent: Story) -> None:
    pack = proved(silent, number=NUMBER.lower())
    assert names(pack) == [
        f"preuve_{NUMBER}.pdf",
        f"{NUMBER}.pdf",
        f"brouillon-1_{next(iter(silent.world.files.values())).name}",
        "mail-1_demande-de-validation.eml",
        "mail-2_rappel-de-la-demande.eml",
        "mail-3_destinataire.eml",
        "journal.json",
        "SHA256SUMS",
    ]
    assert list(flaws(lying(pack))) == []


def test_a_document_without_a_number_has_a_proof_of_its_approval() -> None:
    pack = proved(Story(TUESDAY).run())
    assert "Preuve de validation" in told(pack)
    assert "Pas de décision à ce jour." in told(pack)
    assert pack.name == "preuve-F0001"
    assert list(flaws(lying(pack))) == []


def test_each_request_tells_its_own_story() -> None:
    story = Story(TUESDAY).run().answers(approves=False, comment="90 et non 100")
    story.at("2026-11-24 15:00").types(net_price=Decimal(90), action="Remettre en validation")
    story.at("2026-11-24 15:15").answers(approves=True).at("2026-11-24 16:00")
    first, second = (
        told(proved(story)).split("Validation : demande n° 1")[1].split("Validation : demande n° 2")
    )
    assert "90 et non 100" in first
    assert "Accord donné sur le formulaire" not in first
    assert "Accord donné sur le formulaire le 24/11/2026 15:15:00, lu le" in second


def test_a_life_is_told_in_its_order_whenever_it_was_noted(silent: Story) -> None:
    """Silence is dated at the deadline, and noted by a later run that also sends."""
    life = told(proved(silent)).partition("Ce qui s’est passé")[2]
    instants = re.findall(r"\('(\d\d/11/2026 \d\d:\d\d:\d\d)'", life)
    assert len(instants) > 8
    assert instants == sorted(instants)


def test_an_agreement_by_hand_names_who_noted_it(silent: Story) -> None:
    story = Story(TUESDAY).run()
    story.types(agreed_on=date(2026, 11, 24), agreed_by="Téléphone", noted_by="Zoé")
    story.at("2026-11-24 15:00")
    said = "Accord recueilli le 24/11/2026 par Téléphone, noté par Zoé"
    assert said in told(proved(story))
    assert said not in told(proved(silent))


@pytest.mark.parametrize(
    ("nature", "said"),
    [(IncomingKind.REPLY, "attends, c’est faux"), (IncomingKind.BOUNCE, "550 5.1.1 no such user")],
)
def test_what_came_back_is_told(nature: IncomingKind, said: str) -> None:
    story = Story(TUESDAY).run()
    comes_in(story.world, requests(story)[0], text="attends, c’est faux", nature=nature)
    page = told(proved(story.at("2026-11-24 15:00")))
    assert said in page
    assert ("aucun avis de non-distribution" in page) == (nature is IncomingKind.REPLY)


def test_a_document_that_nobody_had_to_approve_says_so() -> None:
    story = Story(TUESDAY, workbook_rows(an_invoice())).run()
    page = told(proved(story))
    assert "Aucune validation n’a été demandée" in page
    assert "octet pour octet" in page


def test_a_mail_about_two_documents_says_so() -> None:
    rows = workbook_rows(an_invoice(), an_invoice("F0002"), clients=(a_client(approval="Toutes"),))
    assert "portait sur 2 documents" in told(proved(Story(TUESDAY, rows).run()))


def test_emptied_contents_are_said_and_the_rest_still_proves(silent: Story) -> None:
    book = silent.world.workbook
    book.journal = [replace(row, content="") for row in book.journal]
    pack = proved(silent)
    assert "contenu vidé du Journal" in told(pack)
    assert list(flaws(lying(pack))) == []


def test_a_changed_content_is_said_and_not_repeated(silent: Story) -> None:
    book = silent.world.workbook
    book.journal = [
        replace(row, content=row.content.replace("Conseil", "Conquête")) for row in book.journal
    ]
    pack = proved(silent)
    assert "ATTENTION" in told(pack)
    assert "Conquête" not in b"".join(lying(pack).values()).decode()
    assert pack.missing == ("journal.json",)


def test_files_and_mails_that_are_gone_are_said(silent: Story) -> None:
    silent.world.files.clear()
    silent.world.sent.clear()
    pack = proved(silent)
    assert told(pack).count("INTROUVABLE") >= 4
    assert len(pack.missing) == 5
    assert names(pack)[1:] == ["journal.json", "SHA256SUMS"]


def test_a_file_that_was_replaced_is_said(silent: Story) -> None:
    file_id, archived = list(silent.world.files.items())[-1]
    silent.world.files[file_id] = Document(name=archived.name, content=b"another")
    pack = proved(silent)
    assert pack.missing == (archived.name,)
    assert any("aucun fichier ne porte" in flaw for flaw in flaws(lying(pack)))


def test_a_mail_without_the_archived_file_is_said(silent: Story) -> None:
    out = silent.world.sent[-1]
    silent.world.sent[-1] = replace(out, mail=replace(out.mail, attachments=()))
    assert "n’est PAS parmi les pièces jointes" in told(proved(silent))


def test_a_mailbox_that_is_dead_or_no_longer_named_stops_nothing(silent: Story) -> None:
    silent.world.dead.add("martin@agence.test")
    assert "ILLISIBLE" in told(proved(silent))
    rows = silent.world.workbook.rows
    clients = (replace(rows.clients[0], mailbox="autre@agence.test"),)
    silent.world.workbook.rows = replace(rows, clients=clients)
    assert "NON RELU" in told(proved(silent))


def test_nothing_of_another_client_is_told() -> None:
    story = Story(TUESDAY, two_clients()).run()
    pack = proved(story)
    kept = b"".join(document.content for document in pack.files)
    assert b"MARTIN" in kept
    assert b"DURAND" not in kept


@pytest.mark.parametrize(
    "which", [{"number": "MARTIN-2026-0099"}, {"ref": "F0099"}, {"ref": "F0001", "seller": "X"}]
)
def test_a_document_that_is_not_known_is_refused(silent: Story, which: dict[str, str]) -> None:
    with pytest.raises(Refused) as caught:
        proved(silent, **which)
    assert [problem.code for problem in caught.value.problems] == ["no-document"]


def test_a_proof_can_be_made_after_any_record() -> None:
    """As a killed run leaves it: asked and not filed, written and not sent, numbered."""
    story = Story(TUESDAY).run()
    story.world.form_flaws = (Problem(code="form-closed", source=Source(tab="Paramètres")),)
    story.at("2026-11-24 15:00")
    story.world.form_flaws = ()
    story.types(action="Remettre en validation").at("2026-11-24 15:15")
    story.answers(approves=True).at("2026-11-24 15:30")
    pages = [told(pack) for pack in _after_each_record(story)]
    for said in ("pas encore déposé", "pas encore écrite", "('Demande partie', 'non')",
                 "préparé, pas encore parti", "Silence sans valeur", "demande n° 2"):  # fmt: skip
        assert any(said in page for page in pages)


def _after_each_record(story: Story) -> Iterator[Pack]:
    for count in range(len(story.world.workbook.journal), 2, -1):
        if cut(story.world, count):
            pack = proved(story)
            assert list(flaws(lying(pack))) == []
            yield pack


def test_an_agreement_whose_words_were_emptied_still_says_how() -> None:
    story = Story(TUESDAY).run()
    story.types(agreed_on=date(2026, 11, 24), agreed_by="Téléphone", noted_by="Zoé")
    story.at("2026-11-24 15:00")
    book = story.world.workbook
    book.journal = [replace(row, content="") for row in book.journal]
    assert "Accord recueilli par Téléphone" in told(proved(story))


def test_contents_that_cannot_be_read_are_said(silent: Story) -> None:
    desk = a_desk(silent.world, fakes=Fakes(ledger=MovingLedger, archive=DeafArchive))
    pack = proof(desk, silent.world.now, number=NUMBER)
    assert "ATTENTION" in told(pack)
    assert "ILLISIBLE" in told(pack)


class MovingLedger(FakeLedger):
    """Rows have moved since they were read."""

    def contents(self, rows: Sequence[JournalRow]) -> Sequence[str]:  # noqa: ARG002
        raise Conflict("rows have moved")


class DeafArchive(FakeArchive):
    """Drive does not answer."""

    def get(self, file_id: str, name: str) -> Document:  # noqa: ARG002
        raise Unavailable("drive")


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"Content-Type: multipart/mixed\n\nno parts",
        b"Content-Type: message/rfc822; name=x\n\nSubject: inner\n\nwords",
    ],
)
def test_a_mail_without_a_file_has_nothing_attached(raw: bytes) -> None:
    assert list(attached(raw)) == []


def test_the_xml_of_the_archived_file_stands_beside_it(silent: Story) -> None:
    desk = replace(a_desk(silent.world), carried=lambda _: b"<xml/>")
    pack = proof(desk, silent.world.now, number=NUMBER)
    assert lying(pack)["factur-x.xml"] == b"<xml/>"
    assert list(flaws(lying(pack))) == []


def test_a_pack_whose_mails_can_still_be_answered_warns_of_it() -> None:
    story = Story(TUESDAY).run()
    pending = proved(story)
    assert pending.has_live_codes
    assert "encore valable" in told(pending)
    numbered = proved(story.answers(approves=True).at("2026-11-24 15:00"))
    assert not numbered.has_live_codes
    assert "encore valable" not in told(numbered)


def test_a_code_of_another_document_in_the_same_mail_is_live_too() -> None:
    rows = workbook_rows(an_invoice(), an_invoice("F0002"), clients=(a_client(approval="Toutes"),))
    story = Story(TUESDAY, rows).run().answers(approves=True)
    assert proved(story.at("2026-11-24 15:00"), number=NUMBER).has_live_codes
    story.world.now += timedelta(days=40)
    assert not proved(story, number=NUMBER).has_live_codes


def test_everyone_concerned_stands_in_the_proof() -> None:
    pack = proved(Story(TUESDAY, everyone()).run())
    for address in ("ada@buyer.test", OFFICE, PAYER, ACCOUNTANT, CLIENT):
        assert f"('Adressé à', '{address}')" in told(pack)
    assert sum(name.endswith(".eml") for name in names(pack)) == 5
    assert list(flaws(lying(pack))) == []


@pytest.mark.parametrize("channel", ["Chorus Pro", "Portail", "Courrier"])
def test_what_a_person_delivers_is_proved_by_what_was_noted(channel: str) -> None:
    story = Story(TUESDAY, by(channel)).run()
    assert "pas encore, ou pas noté" in told(proved(story))
    story.types(deposited_on=date(2026, 11, 24), deposit_reference="CPP-77").at("2026-11-25 09:00")
    page = told(proved(story))
    assert f"('Par', '{channel}')" in page
    assert "CPP-77" in page
    assert proved(story).missing == ()


def test_a_mail_that_came_back_and_the_one_after_it_are_both_told() -> None:
    story = Story(TUESDAY, workbook_rows(an_invoice())).run()
    comes_in(story.world, story.world.sent[0], nature=IncomingKind.BOUNCE)
    story.at("2026-11-24 20:30")
    rows = story.world.workbook.rows
    story.world.workbook.rows = replace(rows, buyers=(a_buyer(email="new@buyer.test"),))
    story.types(action="Renvoyer").at("2026-11-25 09:15").at("2026-11-25 09:30")
    pack = proved(story, number=NUMBER)
    first, second = told(pack).split("envoi n° 2")[:2]
    assert "('Adressé à', 'ada@buyer.test')" in first
    assert "('Revenu', 'le 24/11/2026" in first
    assert "('Adressé à', 'new@buyer.test')" in second
    assert "550 5.1.1 no such user" in second
    assert len([name for name in names(pack) if "destinataire" in name]) == 2


TAMPERED: dict[str, Callable[[dict[str, bytes]], dict[str, bytes]]] = {
    "a file": lambda files: files | {f"{NUMBER}.pdf": b"another"},
    "a file taken away": lambda files: {n: c for n, c in files.items() if n != f"{NUMBER}.pdf"},
    "a file put in": lambda files: files | {"autre.pdf": b"another"},
    "no manifest": lambda files: {n: c for n, c in files.items() if n != "SHA256SUMS"},
    "no journal": lambda files: {n: c for n, c in files.items() if n != "journal.json"},
    "a journal that is none": lambda files: files | {"journal.json": b"[]"},
}


@pytest.mark.parametrize("how", TAMPERED)
def test_a_pack_that_was_tampered_with_does_not_verify(silent: Story, how: str) -> None:
    assert list(flaws(TAMPERED[how](lying(proved(silent, number=NUMBER))))) != []


@pytest.mark.parametrize("field", ["instant", "facts", "content", "key", "hash", "event"])
def test_no_field_of_the_extract_can_be_changed(silent: Story, field: str) -> None:
    files = lying(proved(silent, number=NUMBER))
    kept = json.loads(files["journal.json"])
    places = [n for n, row in enumerate(kept["suite"]) if isinstance(row, dict) and row[field]]
    for place in places:
        changed = json.loads(files["journal.json"])
        row = changed["suite"][place]
        row[field] = "{}" if field == "facts" else row[field][:-1] + "x"
        found = flaws({**files, "journal.json": json.dumps(changed).encode()})
        assert any(flaw.startswith("journal :") for flaw in found)
    assert places


@pytest.mark.parametrize("field", ["avant", "empreinte"])
def test_the_ends_of_the_extract_cannot_be_changed(silent: Story, field: str) -> None:
    files = lying(proved(silent, number=NUMBER))
    changed = json.loads(files["journal.json"]) | {field: "0" * 64}
    found = flaws({**files, "journal.json": json.dumps(changed).encode()})
    assert any(flaw.startswith("journal :") for flaw in found)
