"""The sealed PDF of the credentials, and its place in the client's folder."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from invoicing.history.events.contract_end import CredentialsGiven, CredentialsReserved
from invoicing.register.contract import Contract
from invoicing.values.calendar import SELLER_ZONE
from invoicing.values.canonical_json import to_json
from jobs.documents.at_hand import DocumentsAtHand
from jobs.documents.folders import HANDED_OVER, made, missing, reserved
from jobs.engine.context import Context
from jobs.on_request.credentials_page import credentials_page
from jobs.ports import Document

NAME = "IDENTIFIANTS"


@dataclass(frozen=True, slots=True, kw_only=True)
class SealedCredentials:
    """A PDF that opens with the passphrase only."""

    contract: Contract
    document: Document

    def put(self, context: Context, documents: DocumentsAtHand, file_id: str) -> str:
        """Upload it, and return the SHA-256 of what lies in Drive."""
        code, client = self.contract.code, self.contract.client
        folder, events = made(context, documents, code, client, part=HANDED_OVER)
        context.record(events)
        context.run.may_act()
        properties = {"client": code, "ref": NAME, "content": ""}
        archive = context.desk.archive
        return archive.put(file_id, self.document, folder=folder, properties=properties)


def reserve(context: Context, contract: Contract) -> str:
    """Reserve the id of the file, and record it."""
    code, siren = contract.code, contract.client.siret[:9]
    lacking = missing(context, siren, HANDED_OVER)
    ids = iter(context.desk.archive.reserve(1 + len(lacking)))
    known = dict(context.register.history.folders)
    folders = reserved(known, ids, code=code, siren=siren, part=HANDED_OVER)
    begun = CredentialsReserved(client_code=code, file_id=next(ids))
    context.record([*folders, begun])
    return begun.file_id


def seal(
    context: Context, contract: Contract, known: Mapping[str, str], passphrase: str
) -> SealedCredentials:
    """Seal what is *known* under a passphrase."""
    client, name = contract.client, f"{NAME}-{contract.code}"
    author = context.register.rows.settings.agency.name or client.name
    page = credentials_page(client, known, author=author, name=name)
    plain = context.desk.press.page(page, context.register.now)
    content = context.desk.safe.sealed(plain.content, passphrase)
    at = context.register.now.astimezone(SELLER_ZONE)
    document = Document(name=f"{name}-{at:%Y-%m-%d-%Hh%M}.pdf", content=content)
    return SealedCredentials(contract=contract, document=document)


def given(contract: Contract, file_id: str, sha256: str, *, noted_by: str) -> CredentialsGiven:
    """Return what is recorded of it: who noted it, and when."""
    return CredentialsGiven(
        client_code=contract.code,
        file_id=file_id,
        sha256=sha256,
        content=to_json((noted_by, contract.register.now.isoformat())),
    )
