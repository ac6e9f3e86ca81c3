"""Printing on other cores: xhtml2pdf holds one lock for its whole process, so threads are no help.

A run says what it will ask for (``foresee``), and processes of their own print it meanwhile.  A
print is a pure function of what it is given: it has the same bytes wherever it is made, and what
was not foreseen, or was lost with its process, is simply made here.
"""

from __future__ import annotations

import logging
import multiprocessing
import os
import signal
import threading
from collections.abc import Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from datetime import datetime
from functools import cache
from typing import Any

from invoicing.document.invoice import Invoice
from jobs.ports import Document, Flaw, Print
from pdf.press import Press

FEW = 16  # prints: with fewer, what a process needs to begin is not won back
LOST = (BrokenProcessPool, OSError)  # one has died, or none could be started
LOG = logging.getLogger("factures")


class PressPool(Press):
    """A press with *workers* others beside it, started at the first need."""

    def __init__(self, workers: int, *, few: int = FEW) -> None:
        """*few*: for fewer prints at once none is started."""
        super().__init__()
        self._workers, self._few = workers, few
        self._pool: Executor | None = None
        self._begun: dict[Print, Future[Any]] = {}

    def foresee(self, prints: Sequence[Print]) -> None:
        """Begin these prints; cancel what was begun before and is not among them."""
        before, self._begun = self._begun, {}
        try:
            self._begin(prints, before)
        except LOST:
            self._lose()
        for dropped in before.values():
            dropped.cancel()

    def flaws(self, invoice: Invoice, logo: bytes = b"") -> Sequence[Flaw]:
        """Return the flaws that the pool has found, or look for them now."""
        flaws: Sequence[Flaw] | None = self._taken(Print(invoice=invoice, logo=logo))
        return super().flaws(invoice, logo) if flaws is None else flaws

    def invoice(self, invoice: Invoice, at: datetime, logo: bytes = b"") -> Document:
        """Return the print of the pool, or print it now."""
        ready: Document | None = self._taken(Print(invoice=invoice, logo=logo, at=at))
        return ready or super().invoice(invoice, at, logo)

    def draft(
        self, invoice: Invoice, key: str, at: datetime, *, logo: bytes = b"", asks: bool = True
    ) -> Document:
        """Return the print of the pool, or print it now."""
        order = Print(invoice=invoice, logo=logo, at=at, key=key, asks=asks)
        ready: Document | None = self._taken(order)
        return ready or super().draft(invoice, key, at, logo=logo, asks=asks)

    def close(self) -> None:
        """End the processes of the pool."""
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
        self._pool, self._begun = None, {}

    def _begin(self, prints: Sequence[Print], before: dict[Print, Future[Any]]) -> None:
        if pool := self._opened(len(prints)):
            for order in prints:
                begun = before.pop(order) if order in before else pool.submit(print_now, order)
                self._begun[order] = begun

    def _opened(self, count: int) -> Executor | None:
        if self._pool is None and self._workers and count >= self._few:
            spawn = multiprocessing.get_context("spawn")
            self._pool = ProcessPoolExecutor(self._workers, spawn, _settle_in)
        return self._pool

    def _taken(self, order: Print) -> Any | None:
        begun = self._begun.pop(order, None)
        try:
            return begun.result() if begun is not None else None
        except BrokenProcessPool:
            self._lose()
            return None

    def _lose(self) -> None:
        """Print without a pool from now on: what killed one process would kill the next."""
        LOG.warning("press workers lost")
        self.close()
        self._workers = 0


@cache
def _own() -> Press:
    return Press()


def print_now(order: Print) -> Document | Sequence[Flaw]:
    """Print what was ordered, in a process of the pool."""
    press = _own()
    if order.at is None:
        return press.flaws(order.invoice, order.logo)
    if order.key:
        return press.draft(order.invoice, order.key, order.at, logo=order.logo, asks=order.asks)
    return press.invoice(order.invoice, order.at, order.logo)


def _settle_in() -> None:
    """Ignore Ctrl-C, which is the parent's, and end with the parent, however it dies."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(
        target=_end_with, args=(multiprocessing.parent_process(),), daemon=True
    ).start()


def _end_with(parent: Any) -> None:
    parent.join()
    os._exit(1)
