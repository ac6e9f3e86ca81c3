from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest
import requests

from tests.sandbox.clients import Client

Control = Callable[..., Any]
CREATE = "drive.files.create"


def names(client: Client) -> list[str]:
    found = client.drive.files().list(orderBy="createdTime").execute()["files"]
    return [file["name"] for file in found]


def create(client: Client, name: str) -> requests.Response:
    client.session.headers["Content-Type"] = "application/json"
    return client.session.post(f"{client.url}/drive/v3/files", json={"name": name}, timeout=5)


def plan(control: Control, **fault: Any) -> None:
    control("POST", "/sandbox/faults", [{"method": CREATE, **fault}])


@pytest.mark.parametrize(
    ("kind", "left"), [("drop_before", ["one"]), ("drop_after", ["one", "two"])]
)
def test_the_nth_request_is_dropped(
    agency: Client, control: Control, kind: str, left: list[str]
) -> None:
    plan(control, kind=kind, nth=2)
    create(agency, "one")
    with pytest.raises(requests.ConnectionError):
        create(agency, "two")
    assert names(agency) == left


@pytest.mark.parametrize(("when", "left"), [("before", []), ("after", ["a"])])
def test_an_error_may_come_before_or_after_the_effect(
    agency: Client, control: Control, when: str, left: list[str]
) -> None:
    plan(control, kind="status", status=503, retry_after=7, when=when)
    answer = create(agency, "a")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "7")
    assert names(agency) == left


def test_a_rate_limit_is_told_by_403(agency: Client, control: Control) -> None:
    plan(control, kind="status", status=403, times=2)
    for name in "ab":
        error = create(agency, name).json()["error"]
        assert error["errors"][0]["reason"] == "rateLimitExceeded"
    assert create(agency, "c").status_code == 200


def test_a_body_is_cut(agency: Client, control: Control) -> None:
    plan(control, kind="truncate")
    with pytest.raises(requests.exceptions.ChunkedEncodingError):
        create(agency, "a")
    assert names(agency) == ["a"]


def test_a_page_comes_instead_of_json(agency: Client, control: Control) -> None:
    plan(control, kind="html", status=502)
    answer = create(agency, "a")
    assert (answer.status_code, answer.headers["Content-Type"][:9]) == (502, "text/html")


def test_an_answer_is_slow(agency: Client, control: Control) -> None:
    plan(control, kind="slow", seconds=0.05)
    began = time.monotonic()
    assert create(agency, "a").status_code == 200
    assert time.monotonic() - began >= 0.05


@pytest.mark.parametrize("status", [503, 0])
def test_a_call_lands_after_later_ones(agency: Client, control: Control, status: int) -> None:
    plan(control, kind="late", status=status, after_requests=2)
    if status:
        assert create(agency, "late").status_code == 503
    else:
        with pytest.raises(requests.ConnectionError):
            create(agency, "late")
    create(agency, "first")
    assert names(agency) == ["first"]
    assert names(agency) == ["first", "late"]


def test_the_token_endpoint_can_fail_too(agency: Client, control: Control) -> None:
    control("POST", "/sandbox/faults", [{"kind": "drop_before", "method": "oauth2.*"}])
    with pytest.raises(requests.ConnectionError):
        requests.post(f"{agency.url}/token", timeout=5)


@pytest.mark.parametrize(
    "fault", [{"kind": "x"}, {"kind": "slow", "seconds": "1"}, {"kind": "slow", "foo": 1}, {}]
)
def test_an_impossible_fault_is_refused(control: Control, fault: dict[str, Any]) -> None:
    assert "error" in control("POST", "/sandbox/faults", [fault], status=400)


def test_the_log_counts_requests(agency: Client, control: Control) -> None:
    control("DELETE", "/sandbox/requests")
    create(agency, "a")
    plan(control, kind="drop_after")
    with pytest.raises(requests.ConnectionError):
        create(agency, "b")
    log = control("GET", "/sandbox/requests")
    assert [(e["method"], e["status"], e["fault"]) for e in log] == [
        ("oauth2.token", 200, ""),
        (CREATE, 200, ""),
        (CREATE, 0, "drop_after"),
    ]
    assert log[1]["account"] == agency.address


def test_quotas_refill_by_the_sandboxs_clock(agency: Client, control: Control) -> None:
    control("PUT", "/sandbox/quotas", {"drive.write": 1})
    assert [create(agency, n).status_code for n in "ab"] == [200, 429]
    assert names(agency) == ["a"]
    control("POST", "/clock", {"advance_seconds": 60})
    assert create(agency, "c").status_code == 200
