from __future__ import annotations

import io
import logging
import subprocess
import traceback
from pathlib import Path

import pikepdf
import pytest
from pypdfium2 import PdfDocument
from reportlab.pdfgen.canvas import Canvas

from workspace.secrets.secret_pdf import passphrase, sealed, words

SECRET = "Mot-de-passe-tres-secret-42"
PHRASE = "abricot balcon cerise domaine escalier fontaine galaxie"
SHORT = "lune pont cube miel roue sapin"  # pdftotext takes 32 characters on its command line


@pytest.fixture(scope="module")
def page() -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, pageCompression=0)
    canvas.setTitle(SECRET)
    canvas.drawString(72, 720, SECRET)
    canvas.save()
    return out.getvalue()


def read(path: Path, *options: str) -> subprocess.CompletedProcess[str]:
    command = ["pdftotext", *options, str(path), "-"]
    return subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603


def test_it_opens_with_the_passphrase(page: bytes, tmp_path: Path) -> None:
    path = tmp_path / "acces.pdf"
    path.write_bytes(sealed(page, PHRASE))

    with pikepdf.open(path, password=PHRASE) as document:
        assert len(document.pages) == 1
        assert (document.encryption.R, document.encryption.bits) == (6, 256)
        assert document.encryption.stream_method.name == "aesv3"


def test_readers_of_other_makers_open_it(page: bytes, tmp_path: Path) -> None:
    path = tmp_path / "acces.pdf"
    path.write_bytes(sealed(page, SHORT))
    assert SECRET in read(path, "-upw", SHORT).stdout

    document = PdfDocument(sealed(page, PHRASE), password=PHRASE)
    assert document[0].get_textpage().get_text_bounded().strip() == SECRET
    document.close()


@pytest.mark.parametrize("wrong", ["", PHRASE.upper(), PHRASE[:-1], PHRASE.replace(" ", "")])
def test_it_opens_with_nothing_else(page: bytes, tmp_path: Path, wrong: str) -> None:
    path = tmp_path / "acces.pdf"
    path.write_bytes(sealed(page, PHRASE))

    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(path, password=wrong)
    found = read(path, "-upw", wrong)
    assert (found.returncode, found.stdout) == (1, "")


def test_nothing_of_the_page_can_be_read_without_it(page: bytes) -> None:
    assert SECRET.encode() in page
    found = sealed(page, PHRASE)
    assert SECRET.encode() not in found
    assert PHRASE.encode() not in found


def test_no_failure_and_no_log_tells_it(page: bytes, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    told = []
    for content, phrase in ((SECRET.encode(), PHRASE), (page, SECRET), (b"", PHRASE)):
        with pytest.raises(ValueError, match=r"PDF|passphrase") as caught:
            sealed(content, phrase)
        told += [repr(caught.value), *traceback.format_exception(caught.value)]
    sealed(page, PHRASE)

    said = "".join(told) + caplog.text
    assert SECRET not in said
    assert not [word for word in PHRASE.split() if word in said]


def test_a_passphrase_is_of_six_or_more_words_of_the_list() -> None:
    made = [passphrase() for _ in range(50)]

    assert len(set(made)) == 50
    assert all(len(each.split()) >= 6 and set(each.split()) <= set(words()) for each in made)
    assert len(passphrase(9).split()) == 9
    with pytest.raises(ValueError, match="six words"):
        passphrase(5)


def test_the_words_can_be_said_and_typed() -> None:
    assert len(words()) == len(set(words())) >= 2000
    assert all(word.isascii() and word.isalpha() and word.islower() for word in words())
    assert len({word[:4] for word in words()}) == len(words())
