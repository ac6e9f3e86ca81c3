# Two commands are all a newcomer needs: make run, make test.
PY := .venv/bin/python
export PYTHONUTF8 := 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1
.DEFAULT_GOAL := help

.PHONY: help run test check bench endure docs clean

help: ## what can be made
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /	/'

run: .venv/runs ## one billing run of the demonstration agency, on this machine
	$(PY) cli.py demo

test: check .venv/debian ## static checks, then all tests; of deaths and faults, a sample of every kind
	$(PY) -m pytest -n auto --dist worksteal -q

check: .venv/checks ## the static part: format, lint, types, imports, dead code
	$(PY) -m tests.checks

bench: .venv/checks .venv/bench ## requests, seconds and memory of runs; the press beside others
	$(PY) -m tests.bench_press
	$(PY) -m tests.bench

endure: .venv/checks .venv/debian ## all deaths and faults, 43 mutants; 1,000 documents × 3 recipients, 20 seeds: an hour or two
	WHOLE=1 $(PY) -m pytest -n auto --dist worksteal -q tests/house tests/jobs/explorer tests/workspace/workbook
	$(PY) -m tests.mutants
	$(PY) -m tests.endure

docs: .venv/checks ## write docs/workbook.md, docs/problems.md and the index of docs/decisions.md
	$(PY) -m tests.papers.generated.write

clean: ## forget what was made
	rm -rf .venv build .mypy_cache .ruff_cache .pytest_cache .hypothesis

# A stamp is written last, so that what was interrupted is begun again.
.venv/made:
	@python3 -c 'import ensurepip' 2>/dev/null || { apt-get update -qq && apt-get install -y -qq python3-venv; }
	rm -rf .venv
	python3 -m venv .venv
	touch $@

.venv/runs: .venv/made requirements.txt
	.venv/bin/pip install -q -r requirements.txt
	touch $@

.venv/checks: .venv/runs requirements-dev.txt
	.venv/bin/pip install -q -r requirements-dev.txt
	touch $@

# WeasyPrint, for comparison, needs Pango.
.venv/bench: .venv/checks
	dpkg -s libpangoft2-1.0-0 >/dev/null 2>&1 \
	|| { apt-get update -qq && apt-get install -y -qq --no-install-recommends libpangoft2-1.0-0 >/dev/null; }
	.venv/bin/pip install -q weasyprint==70.0
	touch $@

# veraPDF needs Java and JAXB; pages are looked at in Chromium, through the driver that Debian
# makes with it, PDFs with poppler; mail bounces at Postfix and Dovecot, and Sisimai says how.
DEBIAN := chromium chromium-driver poppler-utils libjaxb-java default-jdk-headless \
	postfix dovecot-imapd dovecot-lmtpd dovecot-sieve libsisimai-perl

.venv/debian: tests/tools/debian.sh Makefile
	@sh tests/tools/debian.sh $(DEBIAN)
	touch $@
