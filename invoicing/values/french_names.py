"""Names within French sentences: « d’Opale », « Bonjour Yann Rouxel », a long one cut short.

Whoever prints « de NAME » in a mail, a letter or a mention takes ``of``.
"""

from __future__ import annotations

import re
import unicodedata

VOWELS = frozenset("aeiou")
MUTE = (
    "habi", "haleine", "harmon", "heberg", "hebdo", "helen", "helic", "helio", "helv",
    "hemi", "hemo", "henri", "hepat", "herb", "heredit", "herit", "hermine", "hermit", "herve",
    "heure", "hexa", "hilai", "hippiq", "hippo", "hist", "hiver", "homeo", "homme", "homo",
    "honor", "honnet", "honneur", "hopita", "horair", "horizo", "horlo", "horo", "horti", "hortens",
    "hospi", "hote", "hubert", "hugue", "huile", "huiss", "huitr", "human", "humec",
    "humeur", "humid", "humil", "humor", "humour", "humus", "hyacin", "hybrid", "hydr", "hygien",
    "hymne", "hyper", "hypno", "hypo",
)  # fmt: skip
SOUNDED = ("onz", "oui", "ouate", "uhlan", "ululement")  # begin with a vowel, and take no d’
ARTICLES = re.compile(r"(?:le|les)\s", re.IGNORECASE)
TITLE = re.compile(r"\s*(?:[,;(/|]|\s[-–—]\s).*", re.DOTALL)  # « Bérengère Foëx, trésorière »
OFFICES = frozenset({
    "accueil", "achats", "administration", "agence", "bureau", "cabinet", "compta",
    "comptabilite", "departement", "direction", "equipe", "facturation", "fournisseurs", "gestion",
    "mairie", "pole", "regie", "secretariat", "service", "services", "standard", "tresorerie",
})  # fmt: skip


def of(name: str) -> str:
    """Say « de NAME », or « d’NAME » where the name begins with the sound of a vowel.

    * Vowels elide, whatever their accents; « y » only before a consonant (d’Yves, de Yann).
    * A name beginning with h elides only where its h is known to be mute (d’Hôtel, d’Hélène):
      « de » is never wrong to the ear, « d’ » before an aspirated h is (de Hautecourt).
    * An acronym follows its first letter: d’ATS, d’EDF, de SNCF.
    * « Le » and « Les » would contract to « du » and « des », which changes the name: it stands in
      quotation marks.

    Our choice, after Grevisse, « Le Bon Usage », § 44–50.

    >>> of("Opale Traductions"), of("Éditions du Lac"), of("Hôtel du Cerf"), of("Hautecourt")
    ('d’Opale Traductions', 'd’Éditions du Lac', 'd’Hôtel du Cerf', 'de Hautecourt')
    >>> of("ATS"), of("SNCF"), of("Yves Petit"), of("Yann Petit"), of("Onze à Table")
    ('d’ATS', 'de SNCF', 'd’Yves Petit', 'de Yann Petit', 'de Onze à Table')
    >>> of("Les Rives") == "de «\u00a0Les Rives\u00a0»"
    True
    """
    if ARTICLES.match(name.lstrip()):
        return f"de «\u00a0{name.strip()}\u00a0»"
    return f"d’{name}" if _elides(_plain(name)) else f"de {name}"


def _elides(plain: str) -> bool:
    if plain.startswith("h"):
        return plain.startswith(MUTE)
    if plain.startswith("y"):
        return len(plain) > 1 and plain[1].isalpha() and plain[1] not in VOWELS
    return plain[:1] in VOWELS and not plain.startswith(SOUNDED)


def _plain(text: str) -> str:
    """Return a text from its first letter or figure on, small and without accents."""
    spelt = text.casefold().replace("œ", "oe").replace("æ", "ae")
    bare = (char for char in unicodedata.normalize("NFD", spelt) if not unicodedata.combining(char))
    return re.sub(r"^[^\w]+", "", "".join(bare))


def greeted(contact: str) -> str:
    """Name the person to be greeted: without a title, and nobody where it is an office.

    >>> greeted("Bérengère Foëx, trésorière"), greeted("Service comptabilité fournisseurs")
    ('Bérengère Foëx', '')
    """
    name = TITLE.sub("", contact.strip())
    words = re.split(r"[\s’']+", _plain(name))
    return "" if OFFICES & set(words[:2]) else name


def greeting(contact: str = "") -> str:
    """Greet a person by name, or whoever reads it where no person is named.

    >>> greeting("Bérengère Foëx, trésorière"), greeting("Service achats"), greeting()
    ('Bonjour Bérengère Foëx', 'Bonjour', 'Bonjour')
    """
    return f"Bonjour {greeted(contact)}".strip()


def short(name: str, most: int = 60) -> str:
    """Cut a name at *most* characters.

    >>> short("Syndicat des copropriétaires", 12)
    'Syndicat de…'
    """
    return name if len(name) <= most else name[: most - 1].rstrip() + "…"
