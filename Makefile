# Two commands are all a newcomer needs: make run, make test.
PY := .venv/bin/python
export PYTHONUTF8 := 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: run test check bench docs clean

run: .venv/runs
	$(PY) cli.py demo

test: check debian
	$(PY) -m pytest -n auto -q

check: .venv/checks
	.venv/bin/ruff format --check .
	.venv/bin/ruff check .
	.venv/bin/mypy .
	.venv/bin/lint-imports --no-cache
