"""What is deployed is what docs/runbook.md says; each flag has its reason there."""

from __future__ import annotations

import re

import pytest

from tests.papers.house import read

DEPLOY = {
    "--gen2": "",
    "--runtime": "python313",
    "--source": ".",
    "--entry-point": "run",
    "--trigger-http": "",
    "--no-allow-unauthenticated": "",
    "--timeout": "1500s",
    "--memory": "1Gi",
    "--cpu": "2",
    "--max-instances": "1",
    "--concurrency": "1",
}
SCHEDULE = {
    "--schedule": "'*/15 7-19 * * *'",  # 7:00 to 19:45
    "--time-zone": "Europe/Paris",
    "--http-method": "POST",
    "--message-body": """'{"job": "billing", "seller": null}'""",
    "--attempt-deadline": "1800s",
}
OIDC = ("--oidc-service-account-email", "--oidc-token-audience")


def _steps() -> dict[str, str]:
    """Return the text of each step by its id, in order."""
    _, *parts = re.split(r"(?m)^  - id: (\w+)\n", read("cloudbuild.yaml"))
    return dict(zip(parts[::2], parts[1::2], strict=True))


def _flags(step: str) -> dict[str, str]:
    found = re.finditer(r"(?m)^ +(?:- )?(--[a-z0-9-]+)(?:=(.*))?$", step)
    return {flag[1]: flag[2] or "" for flag in found}


def test_everything_is_tested_before_anything_is_deployed() -> None:
    steps = _steps()
    assert list(steps) == ["test", "deploy", "schedule"]
    assert "args: [test]" in steps["test"]
    assert "waitFor" not in read("cloudbuild.yaml")


@pytest.mark.parametrize("flag", DEPLOY)
def test_the_function_is_deployed_as_the_runbook_says(flag: str) -> None:
    assert _flags(_steps()["deploy"])[flag] == DEPLOY[flag]
    assert flag in read("docs/runbook.md")


def test_the_function_may_be_called_by_nobody_unknown() -> None:
    assert "--allow-unauthenticated" not in read("cloudbuild.yaml")


@pytest.mark.parametrize("flag", SCHEDULE)
def test_the_schedule_is_as_the_runbook_says(flag: str) -> None:
    assert _flags(_steps()["schedule"])[flag] == SCHEDULE[flag]
    assert flag in read("docs/runbook.md")


@pytest.mark.parametrize("flag", OIDC)
def test_the_scheduler_says_who_it_is(flag: str) -> None:
    assert _flags(_steps()["schedule"])[flag]
    assert flag in read("docs/runbook.md")


def test_the_schedule_waits_longer_than_the_function_may_run() -> None:
    function = int(_flags(_steps()["deploy"])["--timeout"].rstrip("s"))
    attempt = int(_flags(_steps()["schedule"])["--attempt-deadline"].rstrip("s"))
    assert function < attempt


def test_the_deployed_settings_are_all_the_function_needs() -> None:
    given = _flags(_steps()["deploy"])["--set-env-vars"]
    names = {pair.partition("=")[0] for pair in given.split(",")}
    assert names == {"WORKBOOK_ID", "AGENCY_ACCOUNT", "VAULT"}
