from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from invoicing.texts.form import APPROVED, SUBJECTS, WRONG
from jobs.ports import Refused, Unavailable
from tests.workspace.forms.agency_form import Bureau, bureau, open_link, submit
from tests.workspace.loopback import Google
from workspace.forms.items import CODE, COMMENT, DECISION, DOCUMENT
from workspace.google.errors import answer, done

MORNING = datetime(2026, 11, 23, 7, tzinfo=UTC)
SUMMARY = "A-2026-0001 pour Épi d’or\n3 jours × 650 € = 1 950,00 € HT"
LIST = "forms.forms.responses.list"


@pytest.fixture
def office(google: Google) -> Iterator[Bureau]:
    google.at(MORNING)
    with bureau(google) as made:
        yield made


def flaws(office: Bureau) -> list[str]:
    return [each.code for each in office.form.answers(MORNING).flaws]


@pytest.mark.parametrize(("approves", "decision"), [(True, APPROVED), (False, WRONG)])
def test_a_link_fills_the_form_in_and_does_nothing(
    office: Bureau, *, approves: bool, decision: str
) -> None:
    link = office.form.link(["k1.AAA", "k1.BBB+/="], SUMMARY, approves=approves)

    assert open_link(link) == {
        DOCUMENT.entry: SUMMARY,
        DECISION.entry: decision,
        COMMENT.entry: "",
        CODE.entry: "k1.AAA k1.BBB+/=",
    }
    assert office.form.answers(MORNING).given == ()


def test_an_approval_is_what_the_link_says_once_it_is_sent(office: Bureau) -> None:
    link = office.form.link(["k1.AAA"], SUMMARY, approves=True)
    assert submit(link) == 200

    (given,) = office.form.answers(MORNING).given

    assert (given.codes, given.approves) == (("k1.AAA",), True)
    assert (given.subjects, given.comment) == ((), "")
    assert MORNING <= given.at < MORNING + timedelta(minutes=1)


def test_a_correction_says_what_and_how(office: Bureau) -> None:
    link = office.form.link(["k1.AAA"], SUMMARY, approves=False)
    comment = "3 jours,\r\net non\t4 \x1b[0m" + "x" * 2_000
    submit(link, corrections=["Quantité", "Prix"], comment=comment)

    (given,) = office.form.answers(MORNING).given

    assert given.approves is False
    assert given.subjects == ("Prix", "Quantité")
    assert given.comment.startswith("3 jours, et non 4 [0mxxx")
    assert len(given.comment) == 1_000


def test_codes_are_parted_and_bounded(office: Bureau) -> None:
    link = office.form.link([], "", approves=True)
    many = "a,b\nc  d a,\u202ee " + "z" * 400 + " " + " ".join(map(str, range(200)))
    submit(link, code=many)

    (given,) = office.form.answers(MORNING).given

    assert given.codes[:6] == ("a", "b", "c", "d", "e", "z" * 300)
    assert len(given.codes) == 100


@pytest.mark.parametrize("length", [0, 50, 1_000, 100_000])
def test_an_address_stays_short_whatever_the_summary(length: int, office: Bureau) -> None:
    codes = ["k1." + "A" * 60] * 50
    summary = "é€ " * length

    link = office.form.link(codes, summary, approves=True)

    assert len(link) <= 7_000
    filled = open_link(link)
    assert filled[CODE.entry] == " ".join(codes)
    shown = filled[DOCUMENT.entry]
    assert shown == summary.strip() or summary.startswith(shown.removesuffix("…"))
    assert (shown == summary.strip()) == (length <= 50)


def test_codes_are_never_cut(office: Bureau) -> None:
    codes = ["k1." + "A" * 290] * 30

    link = office.form.link(codes, SUMMARY, approves=True)

    assert open_link(link)[CODE.entry] == " ".join(codes)


def test_answers_are_told_since_an_instant_and_in_order(office: Bureau, google: Google) -> None:
    link = office.form.link(["k1.AAA"], SUMMARY, approves=True)
    for hour in range(5):
        google.at(MORNING + timedelta(hours=hour))
        submit(link, code=f"n{hour}")

    def told(since: datetime) -> list[str]:
        return [each.codes[0] for each in office.form.answers(since).given]

    third = office.form.answers(MORNING).given[2]
    assert told(MORNING) == ["n0", "n1", "n2", "n3", "n4"]
    assert told(third.at) == ["n2", "n3", "n4"]
    assert told(third.at + timedelta(microseconds=1)) == ["n3", "n4"]


def test_all_pages_are_read(
    office: Bureau, google: Google, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("workspace.forms.form.PAGE", 100)
    link = office.form.link(["k1.AAA"], "", approves=True)
    for number in range(250):
        submit(link, code=f"n{number}")

    given = office.form.answers(MORNING).given

    assert {each.codes[0] for each in given} == {f"n{number}" for number in range(250)}
    assert len(given) == 250
    assert all(one.at <= other.at for one, other in pairwise(given))
    assert google.asked(LIST) == 3


def test_the_form_is_looked_for_once_a_run(office: Bureau, google: Google) -> None:
    before, form = google.asked("drive.files.list"), office.form
    for _ in range(2):
        form.answers(MORNING)
        form.link(["k1.AAA"], "", approves=True)

    assert google.asked("drive.files.list") == before + 1


def test_a_form_as_it_was_made_has_no_flaw(office: Bureau) -> None:
    assert flaws(office) == []


@pytest.mark.parametrize("published", [False, True])
def test_a_closed_form_is_said_to_be(office: Bureau, *, published: bool) -> None:
    link = office.form.link(["k1.AAA"], SUMMARY, approves=True)
    submit(link)
    office.publish(published=published, accepting=False)

    answers = office.form.answers(MORNING)

    assert [each.code for each in answers.flaws] == ["form-closed"]
    assert [each.codes for each in answers.given] == [("k1.AAA",)]


def test_a_form_that_not_everybody_may_answer_is_closed(office: Bureau) -> None:
    files, permissions = office.drive.files(), office.drive.permissions()
    viewed = files.get(fileId=office.form_id, fields="permissions",
                       includePermissionsForView="published")  # fmt: skip
    (anyone,) = (each for each in answer(viewed)["permissions"] if each["type"] == "anyone")
    done(permissions.delete(fileId=office.form_id, permissionId=anyone["id"]))

    assert flaws(office) == ["form-closed"]


def at(office: Bureau, title: str) -> dict[str, int]:
    return {"index": office.titles().index(title)}


@pytest.mark.parametrize("title", ["Votre décision", "Précisez", "Code de validation"])
def test_a_form_without_a_question_still_tells_its_answers(office: Bureau, title: str) -> None:
    submit(office.form.link(["k1.AAA"], SUMMARY, approves=True))
    office.change({"deleteItem": {"location": at(office, title)}})

    answers = office.form.answers(MORNING)

    (flaw,) = answers.flaws
    assert (flaw.code, flaw.values) == ("form-broken", {"parts": f"« {title} »"})
    assert [each.codes for each in answers.given] == [("k1.AAA",)]


def test_an_option_in_other_words_breaks_the_form(office: Bureau) -> None:
    item = {"questionItem": {"question": {"choiceQuestion": {
        "type": "RADIO", "options": [{"value": "OK"}, {"value": "KO"}]}}}}  # fmt: skip
    mask = "questionItem.question.choiceQuestion"
    where = at(office, "Votre décision")
    office.change({"updateItem": {"item": item, "location": where, "updateMask": mask}})
    submit(office.form.link(["k1.AAA"], SUMMARY, approves=True), decision="OK")

    answers = office.form.answers(MORNING)

    assert [each.values for each in answers.flaws] == [{"parts": "« Votre décision »"}]
    assert [each.approves for each in answers.given] == [None]


def test_titles_and_further_questions_are_peoples(office: Bureau) -> None:
    item = {"title": "Votre avis", "description": "Oui ou non ?"}
    where = at(office, "Votre décision")
    office.change(
        {"updateItem": {"item": item, "location": where, "updateMask": "title,description"}},
        {"createItem": {"item": {"title": "Bonjour", "textItem": {}}, "location": {"index": 0}}},
    )

    assert flaws(office) == []


def test_in_the_trash_a_form_is_gone_though_its_answers_are_told(office: Bureau) -> None:
    form = office.form  # of one run: a later one does not find what lies in the trash
    submit(form.link(["k1.AAA"], SUMMARY, approves=False))
    office.trash()

    answers = form.answers(MORNING)

    assert [each.code for each in answers.flaws] == ["form-gone"]
    assert [each.codes for each in answers.given] == [("k1.AAA",)]


def test_a_form_that_is_gone_tells_nothing(office: Bureau) -> None:
    done(office.drive.files().delete(fileId=office.form_id))

    answers = office.form.answers(MORNING)

    assert answers.given == ()
    assert [each.code for each in answers.flaws] == ["form-gone"]
    with pytest.raises(Refused) as caught:
        office.form.link([], "", approves=True)
    assert [each.code for each in caught.value.problems] == ["form-gone"]


@pytest.mark.parametrize("method", [LIST, "forms.forms.get", "drive.files.get"])
def test_a_reading_that_fails_is_no_answer(method: str, office: Bureau, google: Google) -> None:
    submit(office.form.link(["k1.AAA"], SUMMARY, approves=True))
    google.fault("status", method, status=503, times=5)

    with pytest.raises(Unavailable):
        office.form.answers(MORNING)

    assert len(office.form.answers(MORNING).given) == 1


def test_what_is_forged_is_read_as_nothing(office: Bureau) -> None:
    link = office.form.link(["k1.AAA"], SUMMARY, approves=True)
    statuses = [submit(link, corrections=["Tout"]), submit(link, decision="Peut-être")]

    given = office.form.answers(MORNING).given

    assert len(given) == statuses.count(200)
    assert {each.approves for each in given} <= {True, None}
    assert all(set(each.subjects) <= set(SUBJECTS) for each in given)
