"""The French of a hand-over kit: its index, « Piste d'audit fiable », « Bordereau de remise »."""

from __future__ import annotations

from collections.abc import Mapping

CHECKS = (
    (
        "Les fichiers, dans ce dossier : « sha256sum -c MANIFESTE*.sha256 » ; sur macOS, « shasum "
        "-a 256 -c MANIFESTE*.sha256 ». Chaque ligne doit finir par « OK »."
    ),
    (
        "Le Journal et le reste : « python cli.py restore --verify REMISE….zip ». Dans "
        "journal.json, l’empreinte de chaque ligne est le SHA-256 de ses champs et de "
        "l’empreinte d’avant ; la dernière est celle annoncée en tête."
    ),
    "Les factures : leurs données sont aussi dans le PDF (Factur-X) ; tout lecteur les montre.",
)
TOGETHER = (
    "Les documents sont dans d’autres ZIP ({names}) : décompressez-les tous dans ce même dossier, "
    "et les liens ci-dessous s’ouvrent."
)

STAGES = (
    ("Demande", "La ligne est saisie et cochée « Prête » par l’agence, mandataire.",
     "lignes/Factures.csv, journal.json"),
    ("Contrôle", "Mentions, TVA, totaux et données Factur-X sont vérifiés avant tout numéro.",
     "preuve de chaque document"),
    ("Accord", ("Ce qui doit l’être est montré au client ; sa réponse, ou son silence jusqu’à "
     "l’échéance annoncée, est notée."), "brouillons et preuve de chaque document"),
    ("Numéro", ("Il est donné une fois, sans trou, dans l’ordre des dates ; le contenu est figé "
     "dans le même enregistrement."), "journal.json, series.csv"),
    ("Archive", "Le PDF est déposé une fois et verrouillé ; son empreinte SHA-256 est notée.",
     "documents/, MANIFESTE.sha256"),
    ("Envoi", "Chaque envoi est préparé, noté, puis fait une fois ; ce qui revient est noté.",
     "lignes/Envois.csv"),
    ("Règlement", "Les règlements saisis sont rapprochés du numéro de facture.",
     "lignes/Reglements.csv"),
    ("Correction", ("Une facture émise ne change plus : un avoir ou une facture rectificative la "
     "cite."), "documents/, preuve de chaque document"),
)  # fmt: skip
TRAIL_INTRO = (
    (
        "Cette page décrit les contrôles qui relient chaque facture à l’opération qui l’a fait "
        "naître (CGI, article 289, VII, 1° : piste d’audit fiable), et où les retrouver ici."
    ),
    (
        "Une facture se suit dans les deux sens : de la ligne saisie au PDF reçu par l’acheteur, "
        "et du PDF à la ligne."
    ),
)
CHECKED = (
    (
        "Pour établir cette remise, les {count} PDF émis ont été relus dans l’archive : les octets "
        "de chacun sont ceux dont l’empreinte avait été notée."
    ),
    (
        "La chaîne du Journal a été suivie, de sa première ligne à la dernière ({rows} lignes) : "
        "chaque empreinte couvre la ligne et celle d’avant. journal.json reprend en entier les "
        "{told} lignes de ce client, et l’empreinte seule de celles des autres."
    ),
)
RETENTION = (
    (
        "Conservez les originaux électroniques, PDF et données ensemble : 6 ans pour "
        "l’administration fiscale (LPF, article L. 102 B), 10 ans comme pièces comptables "
        "(C. com., article L. 123-22)."
    ),
)
OWNERSHIP = (
    (
        "Ces fichiers sont dans le Drive de l’agence, partagés avec vous. À la fin de la clôture, "
        "leur propriété vous est transférée si Google le permet (dans un même domaine, ou entre "
        "comptes Gmail, avec votre accord) ; jamais d’un domaine à l’autre : gardez-en une copie."
    ),
)
CLAUSES = (
    (
        "L’agence déclare avoir remis l’intégralité des pièces listées ci-dessus, lisibles, et "
        "vérifiables par leurs empreintes."
    ),
    (
        "Le client reconnaît les avoir reçues. Sa signature ne vaut ni quitus, ni renonciation à "
        "demander une pièce qui manquerait."
    ),
    (
        "Les identifiants de la boîte ne figurent pas dans cette remise : ils font l’objet d’une "
        "remise distincte."
    ),
)
JOURNAL_IN_KIT = (
    "Le fichier journal.json de la remise reprend en entier les {told} lignes de ce document, "
    "avec toutes celles du client. « python cli.py restore --verify REMISE….zip » refait les "
    "calculs ; « sha256sum -c MANIFESTE*.sha256 » vérifie les fichiers."
)

THE_AGENCY, AGENCY = "l’agence", "L’agence"
NO_NUMBER = "Aucun numéro n’a été donné."

# The index
INDEX_TITLE = "Dossier remis à {client}"
INDEX_INTRO = (
    "Établi par {agency} le {day}. Documents émis : {issued} ; montrés et jamais émis : {unissued}."
)
OFF_LINE = (
    "Cette page s’ouvre sans connexion, dans tout navigateur. Les fichiers sont à côté d’elle."
)
PROOFS, CHECK = "Preuves de l’ensemble", "Vérifier"  # headings
TRAIL_CONTENT = "Les contrôles, un à un (PDF)"
EXTRACT, EXTRACT_CONTENT = "Extrait du Journal", "Tous les faits, enchaînés"
SERIES, SERIES_CONTENT = "Séries", "Les derniers numéros (CSV)"
MANIFEST, MANIFEST_CONTENT = "Manifeste", "L’empreinte de chaque fichier"
SERIES_AND_NUMBERS = "Séries et derniers numéros"
INDEX_SERIES_COLUMNS = ("Dernier numéro", "Date d’émission")
ISSUED = "Documents émis"
ISSUED_COLUMNS = ("Numéro", "Nature", "Date", "Destinataire", "Total TTC", "Fichiers")
NONE_ISSUED = "Aucun document n’a été émis."
XML, PROOF, DRAFT = "données XML", "preuve", "brouillon {version}"  # links
SHOWN_ONLY, SHOWN_ONLY_COLUMNS = "Montrés, jamais émis", ("Réf.", "Fichiers")
WORKBOOK_ROWS = "Lignes du classeur"
WORKBOOK, WORKBOOK_CONTENT = "Classeur (XLSX)", "Tous les onglets"
ROWS, ROWS_CONTENT = "Lignes (JSON)", "Les mêmes, pour une machine"
ROW_COUNTS: Mapping[int, str] = {0: "aucune ligne", 1: "1 ligne"}
MANY_ROWS = "{count} lignes"
CLIENT_CODE = "Code client {code}"

# The two printed pages
TRAIL_TITLE = "Piste d’audit fiable"
PATH, PATH_COLUMNS = "Le parcours d’un document", ("Étape", "Contrôle", "Où le retrouver")
PARTIES, VERIFIED, KEEPING = "Les parties", "Ce qui a été vérifié", "Conservation"  # headings
WORKBOOK_ID, LAST_BATCH, ITS_HASH = "Classeur", "Dernier lot du Journal", "Son empreinte"
SLIP_TITLE, SLIP_SUBTITLE = "Bordereau de remise", "{agency} à {client}"
SLIP_INTRO = (
    "Remise établie le {day}, dans le dossier Drive partagé « Remise », à la fin du mandat de "
    "facturation."
)
FILES, FILES_COLUMNS = "Fichiers remis", ("Fichier", "Empreinte (SHA-256)")
CONTENT, OWNERS = "Ce qu’ils contiennent", "Propriété des fichiers"  # headings
DECLARATIONS = "Déclarations"
SIGNATURE = "Pour {name}. Nom, date et signature :"
CLIENT, CLIENT_WITH_CODE, MANDATARY = "Client", "{client} (code {code})", "Mandataire"
CONTRACT_DATES = ("Mandat signé le", "Début de contrat", "Fin de contrat")
DRAWN_UP_ON = "Établi le"
NUMBER_OF, NO_NUMBER_GIVEN = "{number} du {day}", "aucun numéro n’a été donné"
INVENTORY = (
    ("Documents émis", "{issued}, en PDF, avec leurs données factur-x.xml"),
    ("Preuves", "{proofs}, dont {unissued} de documents jamais émis"),
    ("Brouillons montrés", "{drafts}"),
    ("Lignes du classeur", "{workbook}, et un CSV par onglet, dont le suivi des envois"),
    ("Extrait du Journal", "journal.json, {rows} lignes, avec sa vérification"),
    ("Derniers numéros", "{numbers}"),
    ("Contrôles", "piste-d-audit.pdf, series.csv, MANIFESTE.sha256"),
)
LAST_NUMBERS = "Derniers numéros"
SERIES_COLUMNS = ("Dernier numéro de la série", "Date d’émission")
