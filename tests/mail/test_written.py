from __future__ import annotations

import pytest

from mail.parts import parsed, parts
from mail.reply_text import reply_text


def read(text: str, kind: str = "text/plain") -> str:
    mail = f"From: bob@acheteur.example\nContent-Type: {kind}; charset=utf-8\n\n{text}"
    return reply_text(list(parts(parsed(mail.encode()))))


SAID = "Bonjour, il y a une erreur : 3 jours et non 4."
REPLIES = {
    "Gmail": """\
Bonjour, il y a une erreur : 3 jours et non 4.

Le mar. 24 nov. 2026 à 10:12, Ada Lovelace <factures.ada@gmail.com> a écrit :

> Bonjour,
> voici votre facture.
""",
    "Gmail, broken over two lines": """\
Bonjour, il y a une erreur : 3 jours et non 4.

Le mar. 24 nov. 2026 à 10:12, Ada Lovelace, Conseil et Formation d’Épinal <
factures.ada@gmail.com> a écrit :

> Bonjour,
""",
    "Outlook": """\
Bonjour, il y a une erreur : 3 jours et non 4.

De : Ada Lovelace <factures.ada@gmail.com>
Envoyé : mardi 24 novembre 2026 10:12
À : Bob <bob@acheteur.example>
Objet : Facture A-2026-0001

Bonjour,
""",
    "old Outlook": """\
Bonjour, il y a une erreur : 3 jours et non 4.

-----Message d'origine-----
De : Ada
""",
    "Outlook on a phone": """\
Bonjour, il y a une erreur : 3 jours et non 4.

Télécharger Outlook pour Android<https://aka.ms/x>
________________________________
From: Ada <factures.ada@gmail.com>
Sent: Tuesday, November 24, 2026 10:12:00 AM
To: Bob
""",
    "Apple Mail": """\
Bonjour, il y a une erreur : 3 jours et non 4.

Envoyé de mon iPhone

> Le 24 nov. 2026 à 10:12, Ada <factures.ada@gmail.com> a écrit :
>
> Bonjour,
""",
    "Thunderbird": """\
Bonjour, il y a une erreur : 3 jours et non 4.
--\u0020
Bob, comptabilité
Le 24/11/2026 à 10:12, Ada a écrit :
> Bonjour
""",
    "Free": """\
Bonjour, il y a une erreur : 3 jours et non 4.

----- Mail original -----
De: "Ada" <factures.ada@gmail.com>
""",
    "Orange": """\
Bonjour, il y a une erreur : 3 jours et non 4.

> Message du 24/11/26 10:12
> De : "Ada" <factures.ada@gmail.com>
> A : bob@orange.example
""",
    "the new Orange": """\
Bonjour, il y a une erreur : 3 jours et non 4.

envoyé : 24 novembre 2026 à 10:12
de : Ada <factures.ada@gmail.com>
à : bob@orange.example
objet : Facture
""",
    "below the quotation": """\
Le 24 nov. 2026 à 10:12, Ada <factures.ada@gmail.com> a écrit :

> Bonjour,
> voici votre facture.

Bonjour, il y a une erreur : 3 jours et non 4.
""",
    "within the quotation": """\
> Bonjour,
Bonjour, il y a une erreur :
> voici votre facture
3 jours et non 4.
""",
    "forwarding": """\
Bonjour, il y a une erreur : 3 jours et non 4.

---------- Forwarded message ---------
De : Ada
""",
}


@pytest.mark.parametrize("text", REPLIES.values(), ids=REPLIES.keys())
def test_what_is_quoted_or_signed_is_left_out(text: str) -> None:
    assert read(text) == SAID
    assert read(text.replace("\n", "\r\n")) == SAID


HTML = {
    "Gmail": (
        '<div dir="ltr">Bonjour,<br>il y a une erreur&nbsp;: <b>3</b> jours et non 4.</div><br>'
        '<div class="gmail_quote"><div class="gmail_attr">Le mar. 24 nov. 2026 à 10:12, Ada a'
        ' écrit&nbsp;:</div><blockquote class="gmail_quote">Bonjour</blockquote></div>'
    ),
    "Outlook": (
        "<html><head><style>p {margin:0}</style></head><body><p>Bonjour,</p><p>il y a une erreur :"
        ' 3 jours et non 4.</p><div style="border-top:solid"><p><b>De&nbsp;:</b> Ada<br><b>Envoyé'
        "&nbsp;:</b> mardi<br><b>À&nbsp;:</b> Bob<br><b>Objet&nbsp;:</b> Facture</p></div>"
        "<p>Bonjour</p></body></html>"
    ),
    "Outlook on the web": (
        "<div>Bonjour, il y a une erreur : 3 jours et non 4.</div><hr>"
        '<div id="divRplyFwdMsg"><b>De :</b> Ada</div><div>Bonjour</div>'
    ),
    "Apple Mail": (
        "<body>Bonjour, il y a une erreur : 3 jours et non 4.<br><blockquote type=cite>Le 24 nov."
        " 2026, Ada a écrit :<br>Bonjour</blockquote></body>"
    ),
}


@pytest.mark.parametrize("html", HTML.values(), ids=HTML.keys())
def test_html_is_read_where_there_is_no_plain_text(html: str) -> None:
    assert read(html, "text/html") == SAID


@pytest.mark.parametrize(
    "said",
    [
        "Le prix que vous avez écrit est faux.",
        "Date : le 12, pas le 13.",
        "De : rien à signaler",
        "Objet : la remise.\nMerci",
        "Le montant a été corrigé.",
        "Le contrat du 3 dit autre chose.\nBob",
        "- 3 jours\n- 4 heures",
    ],
)
def test_what_only_looks_like_a_quotation_is_kept(said: str) -> None:
    assert read(said) == " ".join(said.split())


@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_a_line_that_begins_as_an_attribution_does_is_no_part_of_it(between: str) -> None:
    after = f"{between}Le 23 nov. 2026, Ada a écrit :\n> Bonjour"

    assert read("Le 3e prix est faux." + after) == "Le 3e prix est faux."


def test_no_more_than_500_characters_and_none_that_commands() -> None:
    found = read("a\x1b[31m\u202eb\x00 " * 400)

    assert found.startswith("a[31mb a[31mb")
    assert len(found) <= 500


def test_a_wrong_charset_loses_no_words() -> None:
    mail = b"Content-Type: text/plain; charset=us-ascii\n\nD\xe9sol\xe9, le prix est faux.\n"

    assert "le prix est faux." in reply_text(list(parts(parsed(mail))))


def test_an_attached_text_is_not_what_he_wrote() -> None:
    mail = (
        'Content-Type: multipart/mixed; boundary="b"\n\n--b\nContent-Type: text/plain\n'
        "Content-Disposition: attachment; filename=a.txt\n\nannexe\n"
        "--b\nContent-Type: text/plain\n\nOui\n--b--\n"
    )

    assert reply_text(list(parts(parsed(mail.encode())))) == "Oui"
