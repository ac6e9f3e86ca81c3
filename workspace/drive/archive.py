"""The Drive tree: folders, issued documents, their hashes and locks.

Source: https://developers.google.com/workspace/drive/api/guides/manage-uploads,
https://developers.google.com/workspace/drive/api/guides/file-locking
(read in docs/facts/google-apis.md#drive).
"""

from __future__ import annotations

import io
import mimetypes
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from googleapiclient.http import MediaIoBaseUpload

from jobs.ports import ArchivedFile, Document, Refused
from workspace.google.errors import GoogleRefused, answer, content, translated

HASH = "sha256Checksum"
FOLDER = "application/vnd.google-apps.folder"
IDS = 1000  # at most, in one generateIds
BATCH = 100  # calls at most, in one batch
SIMPLE = 5_000_000  # bytes: larger files are uploaded resumably
PDFS = "mimeType = 'application/pdf'"  # of ours: the scope drive.file shows no others
LISTED = f"nextPageToken,files(id,name,trashed,{HASH})"


@dataclass(slots=True)
class Archive:
    """Drive, by the agency's account."""

    drive: Any  # ``service("drive", "v3", …)``
    _ids: list[str] = field(default_factory=list, init=False)  # generated, and not yet reserved

    @property
    def _files(self) -> Any:
        return self.drive.files()

    def reserve(self, count: int) -> Sequence[str]:
        while len(self._ids) < count:
            request = self._files.generateIds(count=IDS, space="drive", type="files")
            self._ids += answer(request, "ids")["ids"]
        reserved, self._ids = self._ids[:count], self._ids[count:]
        return reserved

    def make_folder(self, folder_id: str, name: str, *, parent: str) -> None:
        body = {"id": folder_id, "name": name, "mimeType": FOLDER, "parents": [parent]}
        if self._create(body, "id") is None:
            self._file(folder_id, "id")

    def share(self, folder_id: str, address: str) -> None:
        body = {"type": "user", "role": "reader", "emailAddress": address}
        answer(
            self.drive.permissions().create(
                fileId=folder_id,
                body=body,
                sendNotificationEmail=False,
                supportsAllDrives=True,
                fields="id",
            )
        )

    def put(
        self, file_id: str, document: Document, *, folder: str, properties: Mapping[str, str]
    ) -> str:
        body = {
            "id": file_id,
            "name": document.name,
            "parents": [folder],
            "appProperties": dict(properties),
        }
        created = self._create(body, "id", HASH, media=_media(document))
        if created is None:
            return str(self._file(file_id, "id", HASH)[HASH])
        if created[HASH] != document.sha256:
            text = "drive.files.create: the file arrived with other bytes"
            raise Refused(text)
        return document.sha256

    def get(self, file_id: str, name: str) -> Document:
        """Download a file; the caller compares its hash."""
        return Document(
            name=name,
            content=content(self._files.get_media(fileId=file_id, supportsAllDrives=True)),
        )

    def lock(self, file_ids: Sequence[str], *, reason: str = "Facture émise") -> None:
        """*reason*: as Drive shows it."""
        lock = {"readOnly": True, "reason": reason, "ownerRestricted": True}
        for start in range(0, len(file_ids), BATCH):
            for file_id, refusal in self._locked(file_ids[start : start + BATCH], lock):
                self._check_lock(file_id, refusal)

    def lying(self) -> Sequence[ArchivedFile]:
        files: list[ArchivedFile] = []
        request = self._files.list(q=PDFS, pageSize=IDS, fields=LISTED, orderBy="createdTime")
        while request is not None:
            page = answer(request, "files")
            files += map(_file, page["files"])
            request = self._files.list_next(request, page)
        return files

    def _create(
        self, body: Mapping[str, Any], *needed: str, media: MediaIoBaseUpload | None = None
    ) -> dict[str, Any] | None:
        """Create a file under a reserved id; ``None`` if there is one already."""
        request = self._files.create(
            body=body, media_body=media, fields=",".join(needed), supportsAllDrives=True
        )
        try:
            return answer(request, *needed)
        except GoogleRefused as refused:
            if refused.status == HTTPStatus.CONFLICT:
                return None
            raise

    def _file(self, file_id: str, *needed: str) -> dict[str, Any]:
        """Return the file under an id that is taken."""
        fields = ",".join([*needed, "trashed"])
        request = self._files.get(fileId=file_id, fields=fields, supportsAllDrives=True)
        file = answer(request, *needed)
        if file.get("trashed"):
            text = "drive.files.create: what lies under this id is in the Trash"
            raise Refused(text)
        return file

    def _locked(
        self, file_ids: Sequence[str], lock: Mapping[str, Any]
    ) -> Iterator[tuple[str, Exception]]:
        """Lock by one request; yield what was refused.

        The parts are known by their place: googleapiclient folds a longer Content-ID, and cannot
        read it back.
        """
        refused: dict[str, Exception] = {}

        def note(place: str, _: Any, error: Exception | None) -> None:
            if error:
                refused[file_ids[int(place)]] = error

        batch = self.drive.new_batch_http_request(callback=note)
        for place, file_id in enumerate(file_ids):
            body = {"contentRestrictions": [lock]}
            update = self._files.update(
                fileId=file_id, body=body, fields="id", supportsAllDrives=True
            )
            batch.add(update, request_id=str(place))
        with translated("drive.batch"):
            batch.execute()
        yield from refused.items()

    def _check_lock(self, file_id: str, refusal: Exception) -> None:
        """Raise the refusal, unless the file is locked all the same."""
        fields = "contentRestrictions(readOnly)"
        file = answer(self._files.get(fileId=file_id, fields=fields, supportsAllDrives=True))
        if not any(each.get("readOnly") for each in file.get("contentRestrictions", ())):
            with translated("drive.files.update"):
                raise refusal


def _file(file: Mapping[str, Any]) -> ArchivedFile:
    return ArchivedFile(
        id=file["id"],
        name=file.get("name", ""),
        sha256=file.get(HASH, ""),
        is_trashed=bool(file.get("trashed")),
    )


def _media(document: Document) -> MediaIoBaseUpload:
    kind, _ = mimetypes.guess_type(document.name)
    return MediaIoBaseUpload(
        io.BytesIO(document.content),
        mimetype=kind or "application/octet-stream",
        resumable=len(document.content) > SIMPLE,
        chunksize=-1,
    )
