"""The French of the mails of a contract's end."""

from __future__ import annotations

from invoicing.texts.mails.mail_text import MailText

FORWARDING_WAITS = MailText(
    subject="Votre courrier attend votre accord",
    paragraphs=(
        (
            "Google vous a écrit à {email} pour que le courrier de {mailbox} vous soit transféré : "
            "le mail s’appelle « Confirmation de transfert Gmail » et peut se trouver dans vos "
            "indésirables."
        ),
        (
            "Ouvrez son lien et confirmez. Sans votre accord, rien ne vous est transféré, et la "
            "remise de votre dossier attend."
        ),
    ),
)
REQUESTS_WITHDRAWN = MailText(
    subject="Demandes de validation retirées : {client}",
    paragraphs=(
        (
            "Le contrat est terminé : les demandes de validation encore ouvertes sont retirées. "
            "Ces documents ne sont ni perdus ni envoyés ; ils vous sont remis avec le dossier."
        ),
    ),
)
WITHDRAWN_DOCUMENTS = "Documents retirés"

CLOSE_CONTRACT = "Clôturer le contrat {of_client}"  # the question, as the Form shows it
CLOSING_QUESTION = MailText(
    subject="Clôturer le contrat {of_client}{end} ?",
    paragraphs=(
        "La clôture du contrat {of_client}{end} est demandée dans le classeur.",
        (
            "Si vous confirmez : plus aucun document n’est émis après la fin du contrat, "
            "{handed_over}, puis nos accès sont coupés. Jusque-là, décocher la case arrête la "
            "clôture et le contrat continue ; ce qui a été remis ne se reprend pas."
        ),
    ),
)
END_ON = " au {day}"
HANDED_OVER_OWN = "le dossier est remis au client"
HANDED_OVER = (
    "le courrier de {mailbox} est transféré à {email}, le dossier et les identifiants sont remis "
    "au client"
)
PENDING = "En suspens"  # heading
YES_CLOSE, NO_CLOSE = "Oui, clôturer", "Non, c’est une erreur"

HANDOVER = "Remise du dossier {of_client}"  # the question, as the Form shows it
RECEIPT_QUESTION = MailText(
    subject="Avez-vous bien tout reçu ?",
    paragraphs=(
        (
            "Votre dossier de facturation complet se trouve dans votre dossier Drive, « Remise » : "
            "documents, journal, preuves et bordereau."
        ),
        (
            "Vos identifiants vous ont été remis dans un PDF protégé ; la phrase qui l’ouvre vous "
            "est dite par téléphone."
        ),
        "Quand tout est en ordre, confirmez : nous coupons alors nos accès.",
    ),
)
DRIVE_FOLDER = "Dossier Drive"
YES_RECEIVED, NO_RECEIVED = "J’ai tout reçu", "Il manque quelque chose"
