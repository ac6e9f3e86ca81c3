"""`Envois`, `Journal` and `Paramètres`, column by column."""

from __future__ import annotations

from invoicing.values.roles import Role
from workspace.columns.column import Column, Group, Kind, Tab, program, words

ROLES = words(Role.BUYER, Role.OFFICE, Role.ACCOUNTANT, Role.PAYER, Role.COPY)
YES_NO: dict[str, object] = {"Oui": True, "Non": False}
DEFAULTS: dict[str, str | int] = {  # what set-up writes beside the name of a parameter
    "Conditions de paiement": "30 jours",
    "Délai avant traitement (min)": 10,
    "Plage d'envoi": "08:00-19:00",
    "Jours d'envoi": "lun-ven",
    "Bilan du jour": "Oui",
    "Conservation des secrets (jours)": 30,
    "Mails par jour et par boîte": 400,
}

TRANSMISSIONS = Tab(
    title="Envois",
    note="Une ligne par envoi. Le programme l'écrit ; personne n'y saisit rien.",
    key="Clé",
    is_program=True,
    grows=True,
    columns=(
        program("Clé", note="Ce qui distingue cet envoi des autres.", width=160),
        program("Client", note="Le code du client."),
        program("Numéro", note="Le numéro de la facture.", width=150),
        Column(header="Rôle", kind=Kind.CHOICE, choices=ROLES, group=Group.RESULTS,
               note="À quel titre ce destinataire la reçoit."),
        program("Canal", note="Par où elle est partie."),
        program("Envoyé à", note="L'adresse.", width=220),
        program("Préparé le", Kind.MOMENT, note="Quand l'envoi a été préparé."),
        program("Envoyé le", Kind.MOMENT, note="Quand il est parti."),
        program("Identifiant", note="Celui de Gmail, ou de la plateforme.", width=160),
        program("Empreinte", note="SHA-256 du fichier envoyé.", width=160),
        program("État", note="Ce que l'on sait de sa réception."),
        program("État au", Kind.MOMENT, note="Depuis quand."),
        program("Détail", Kind.LINES, note="Le message reçu, s'il y en a un.", width=260),
    ),
)  # fmt: skip

JOURNAL = Tab(
    title="Journal",
    note="La mémoire du programme : tous les faits, jamais modifiés. Ni saisie, ni tri, ni "
    "suppression.",
    is_program=True,
    hidden=True,
    columns=(
        program("Lot", note="Ticket et compteur."),
        program("Parent", note="Le lot d'avant."),
        program("Rang", note="Rang dans le lot."),
        program("Instant", note="En temps universel."),
        program("Client", note="Le code du client."),
        program("Clé", note="Le document."),
        program("Événement", note="Ce qui s'est passé."),
        program("Faits", note="Codes, numéros et empreintes."),
        program("Empreinte", note="SHA-256 de la chaîne."),
        program("Contenu", note="Le document figé, comprimé."),
    ),
)

SETTINGS = Tab(
    title="Paramètres",
    note="Les valeurs de l'agence ; les noms de la première colonne ne changent pas.",
    key="Paramètre",
    columns=(
        Column(header="Paramètre", field="name", width=220, note="Le nom, fixe."),
        Column(header="Valeur", field="value", width=320, note="Ce qu'il vaut."),
    ),
)

PARAMETERS = (
    Column(header="Nom de l'agence", field="name", note="Imprimé comme mandataire."),
    Column(header="Adresse", kind=Kind.LINES, field="address", note="Celle de l'agence."),
    Column(header="SIRET", kind=Kind.DIGITS, field="legal_id", note="Celui de l'agence."),
    Column(header="Téléphone", kind=Kind.PHONE, field="phone", note="Celui de l'agence."),
    Column(header="Adresse d'envoi", field="email",
           note="La boîte, autorisée, d'où partent demandes, notes et bilan. Vide : celle du "
           "client."),
    Column(header="Conditions de paiement", kind=Kind.TERMS, field="terms",
           note="Quand ni la ligne, ni le destinataire, ni le client n'en dit."),
    Column(header="Délai avant traitement (min)", kind=Kind.WHOLE, field="delay",
           note="Une ligne cochée doit être restée inchangée aussi longtemps."),
    Column(header="Plage d'envoi", field="hours", note="Par exemple 08:00-19:00."),
    Column(header="Jours d'envoi", field="days", note="Par exemple lun-ven."),
    Column(header="Bilan du jour", kind=Kind.CHOICE, field="digest", choices=YES_NO,
           note="Un mail par jour d'envoi au plus, dès qu'il y a quelque chose à dire ; le lundi "
           "toujours. Vide : Oui."),
    Column(header="Réponse automatique (jours)", kind=Kind.WHOLE, field="auto_reply_days",
            note="Combien de temps répond une boîte dont le contrat a pris fin. 0 : sans fin."),
    Column(header="Conservation des secrets (jours)", kind=Kind.WHOLE, field="secrets_kept",
           note="Après la fin d'un contrat ; ensuite le programme les détruit. Vide : 30."),
    Column(header="Mails par jour et par boîte", kind=Kind.WHOLE, field="daily_mails",
           note="Au-delà, la suite part le lendemain. Gmail en permet 500, Workspace 2 000."),
)  # fmt: skip
