"""The door for the cloud: environment and clock → Desk → one job → JSON.  No logic."""

from __future__ import annotations

import json
import logging
import sys
from typing import Any

import functions_framework
from flask import Request

from desk import NEEDED, Settings, WrongSettings, desk, instant
from jobs.engine.run import End
from jobs.ports import Trouble, Unavailable
from jobs.report import BILLING, billing

STATUS = {End.UNAVAILABLE: 503, End.BUG: 500}  # else 200: a retry would not help
LOG = logging.getLogger("factures")
SAID = ("seller", "end", "why", "report")  # extras of a log record that are shown


class JsonLines(logging.Formatter):
    """One JSON object a line, in Cloud Logging's field names; no traceback, no exception text."""

    def format(self, record: logging.LogRecord) -> str:
        line = {"severity": record.levelname, "message": record.getMessage()}
        line |= {name: getattr(record, name) for name in SAID if hasattr(record, name)}
        return json.dumps(line, ensure_ascii=False)


def _log_to_stdout() -> None:
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(JsonLines())
    LOG.handlers, LOG.propagate = [handler], False
    LOG.setLevel(logging.INFO)


_log_to_stdout()


@functions_framework.http
def run(request: Request) -> tuple[dict[str, Any], int]:
    """Run the job that the body names.  Safe to call twice, at once, or half-way dead."""
    body = request.get_json(silent=True)
    job = body.get("job") if isinstance(body, dict) else None
    seller = (body.get("seller") or "") if isinstance(body, dict) else ""
    if job != BILLING or not isinstance(seller, str):
        return {"error": 'the body must be {"job": "billing", "seller": null or a code}'}, 400
    try:
        return _billing(seller)
    except WrongSettings as error:
        LOG.error("settings", extra={"why": str(error)})
        return {"job": job, "end": End.REFUSED.value, "problems": []}, 200
    except Trouble as error:  # before the run: the vault, the clock
        end = End.UNAVAILABLE if isinstance(error, Unavailable) else End.REFUSED
        LOG.error("before the run", extra={"why": f"{type(error).__name__}: {error}"})
        return {"job": job, "end": end.value, "problems": []}, STATUS.get(end, 200)
    except Exception as error:
        LOG.critical("bug", extra={"why": _places(error)})
        return {"job": job, "end": End.BUG.value, "problems": []}, 500


def _billing(seller: str) -> tuple[dict[str, Any], int]:
    settings = Settings.read(needs=NEEDED)
    with desk(settings) as laid:
        report = billing(laid, instant(settings), seller=seller)
    answer = report.as_json()
    alert = report.end in {End.CONFLICT, End.REFUSED, End.UNAVAILABLE}
    LOG.log(logging.ERROR if alert else logging.INFO, "run", extra={"report": answer})
    return answer, STATUS.get(report.end, 200)


def _places(error: Exception) -> str:
    """Return where a bug happened, without its text."""
    places = []
    trace = error.__traceback__
    while trace is not None:
        places.append(f"{trace.tb_frame.f_code.co_name}:{trace.tb_lineno}")
        trace = trace.tb_next
    return f"{type(error).__name__} in {' > '.join(places[-5:])}"
