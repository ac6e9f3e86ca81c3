"""Each document of a kit: what was issued, its data, what was shown before, and the proof.

Mails are left out: the client gets their mailbox, and requests carry codes that may still count.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from invoicing.texts.pages import kit
from invoicing.values.problems import Problem
from jobs.engine.context import Context
from jobs.handover_kit.memory import memory_of
from jobs.handover_kit.plan import KitItem
from jobs.handover_kit.zip_bundle import ZipBundle
from jobs.ports import Document, Refused
from jobs.proof.evidence import Evidence
from jobs.proof.gather import gathered
from jobs.proof.page import proof_page


@dataclass(frozen=True, slots=True, kw_only=True)
class LaidFile:
    """What the index must know of what was laid into a ZIP."""

    absent: tuple[str, ...] = ()  # paths that the plan names and nobody has any more


def lay(context: Context, code: str, part: Sequence[KitItem], bundle: ZipBundle) -> LaidFile:
    """Put *part* into *bundle*.

    ``Refused`` when an issued PDF is gone or not what was recorded: such a kit is not handed over.
    """
    memory = memory_of(context, code, {item.key.reference for item in part})
    for item in part:
        context.run.may_act()
        evidence = gathered(memory, item.key)
        files = dict(_files(context, item, evidence))
        page = proof_page(
            evidence, context.register.now, _listed(files), journal=kit.JOURNAL_IN_KIT
        )
        files[item.proof] = context.desk.press.page(page, context.register.now).content
        for path, content in files.items():
            bundle.add(path, content)
    wanted = (path for item in part for path in (item.xml, *item.shown) if path)
    return LaidFile(absent=tuple(path for path in wanted if path not in bundle.hashes))


def _files(context: Context, item: KitItem, evidence: Evidence) -> Iterator[tuple[str, bytes]]:
    archived = evidence.archived
    if archived is not None:
        if archived.document is None or archived.flaw:
            raise _not_as_recorded(context, item)
        yield item.pdf, archived.document.content
        if xml := context.desk.carried(archived.document.content):
            yield item.xml, xml
    for name, draft in zip(item.drafts, evidence.drafts, strict=True):
        if name and draft.document and not draft.flaw:
            yield item.folder + name, draft.document.content


def _listed(files: Mapping[str, bytes]) -> list[Document]:
    return [
        Document(name=path.rpartition("/")[2], content=content) for path, content in files.items()
    ]


def _not_as_recorded(context: Context, item: KitItem) -> Refused:
    place = context.register.client_place(item.key.client)
    problem = Problem(code="file-changed", source=place, values={"number": item.name})
    return Refused("the archived file is not what was recorded", problems=[problem])
