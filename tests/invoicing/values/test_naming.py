"""Names within sentences: elision, greetings, long ones cut short."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from invoicing.values.french_names import greeted, of, short


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Menuiserie Rouxel", "de Menuiserie Rouxel"),
        ("Opale Traductions", "d’Opale Traductions"),
        ("opale", "d’opale"),
        ("Éditions du Lac", "d’Éditions du Lac"),
        ("Œuvres du Val", "d’Œuvres du Val"),
        ("Ægide", "d’Ægide"),
        ("A\u0302ge d’or", "d’A\u0302ge d’or"),
        ("« Opale »", "d’« Opale »"),
        ("Hôtel du Belvédère", "d’Hôtel du Belvédère"),
        ("Hélène Martin", "d’Hélène Martin"),
        ("Horizon Vert", "d’Horizon Vert"),
        ("Hautecourt", "de Hautecourt"),
        ("Halte-garderie des Monts", "de Halte-garderie des Monts"),
        ("Hervieu", "de Hervieu"),
        ("ATS", "d’ATS"),
        ("EDF", "d’EDF"),
        ("SNCF", "de SNCF"),
        ("HLM 74", "de HLM 74"),
        ("Yves Petit", "d’Yves Petit"),
        ("Yann Petit", "de Yann Petit"),
        ("Onze à Table", "de Onze à Table"),
        ("Oui Design", "de Oui Design"),
        ("1001 Clous", "de 1001 Clous"),
        ("L’Œil de Cerise", "de L’Œil de Cerise"),
        ("Les Rives du Thiou", "de «\u00a0Les Rives du Thiou\u00a0»"),
        ("Le Nœud papillon", "de «\u00a0Le Nœud papillon\u00a0»"),
        ("Leroy", "de Leroy"),
        ("", "de "),
    ],
)
def test_a_name_is_elided_as_it_is_spoken(name: str, said: str) -> None:
    assert of(name) == said


@given(some.text())
def test_no_name_is_changed(name: str) -> None:
    assert name.strip() in of(name)


@pytest.mark.parametrize(
    ("contact", "name"),
    [
        ("Yann Rouxel", "Yann Rouxel"),
        ("Bérengère Foëx, trésorière", "Bérengère Foëx"),
        ("Mme Solène Gœury (gestionnaire)", "Mme Solène Gœury"),
        ("Jean-Noël Petit – directeur", "Jean-Noël Petit"),
        ("Anne Petit / Luc Petit", "Anne Petit"),
        ("Service comptabilité fournisseurs", ""),
        ("La Direction", ""),
        ("l’accueil", ""),
        ("", ""),
    ],
)
def test_a_person_is_greeted_without_a_title_and_an_office_not_by_name(
    contact: str, name: str
) -> None:
    assert greeted(contact) == name


def test_a_long_name_is_cut_where_it_no_longer_fits() -> None:
    assert short("x" * 60) == "x" * 60
    assert short("x" * 61) == "x" * 59 + "…"
