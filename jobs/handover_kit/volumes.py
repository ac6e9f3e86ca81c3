"""The ZIPs of documents of a kit, where there are too many for the first ZIP."""

from __future__ import annotations

from collections.abc import Iterator

from invoicing.history.events.contract_end import KitVolumeLaid
from jobs.handover_kit.documents import lay
from jobs.handover_kit.open_kit import OpenKit
from jobs.handover_kit.zip_bundle import ZipBundle


def send_volumes(kit: OpenKit) -> None:
    """Build, upload and record each that does not lie there yet."""
    for number in range(1, len(kit.parts) + 1):
        if number not in kit.closing.volumes:
            _send_volume(kit, number)


def _send_volume(kit: OpenKit, number: int) -> None:
    code = kit.contract.code
    with ZipBundle(kit.at) as bundle:
        laid = lay(kit.context, code, kit.parts[number - 1], bundle)
        document = bundle.sealed(kit.name(number), part=f"-documents-{number}")
    lying = kit.put(kit.begun.event.documents[number - 1], document)
    volume = KitVolumeLaid(client_code=code, number=number, sha256=lying, absent=laid.absent)
    kit.context.record([volume])


def sent_volumes(kit: OpenKit) -> Iterator[tuple[str, str]]:
    """Return the names of those that lie there, and their hashes."""
    for number in range(1, len(kit.parts) + 1):
        yield kit.name(number), kit.closing.volumes[number].event.sha256


def absent(kit: OpenKit, bundle: ZipBundle) -> set[str]:
    """Name the paths that are planned and not there; a few documents are laid into *bundle*."""
    if not kit.parts:
        return set(lay(kit.context, kit.contract.code, kit.found, bundle).absent)
    numbers = range(1, len(kit.parts) + 1)
    return {path for number in numbers for path in kit.closing.volumes[number].event.absent}
