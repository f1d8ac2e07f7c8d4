# Needs only python3 (3.11 or later, with venv) and make. Everything else is installed into .venv,
# from lock files that pin the sha256 of every package. A stamp file says what is installed.
PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin
RUN    := $(VENV)/.installed-run
DEV    := $(VENV)/.installed-dev
OCR    := .venv-ocr
PYTEST := $(BIN)/python -m pytest -n auto --dist worksteal
QUIET  := --quiet --disable-pip-version-check
PIP    := $(BIN)/python -m pip install $(QUIET)

.DEFAULT_GOAL := help
.PHONY: help dataset test test-ocr quick lint golden docs diff unmapped bench stress lock clean

help:  ## say what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' Makefile

dataset: $(RUN)  ## read every document in raw/ and write the tables to output/
	@$(BIN)/pledges build

test: $(DEV)  ## run all tests, on every core; says why a test was skipped, and which were slowest
	@$(PYTEST) -rfEs --durations=10

test-ocr: $(OCR)/.installed  ## read a scanned page, in .venv-ocr: what is installed, and what reads scans over it
	@$(OCR)/bin/python -m pytest -q tests/parse/test_scan.py -k "gives_the_cells_of_the_page or without_the_extra"

quick: $(DEV)  ## run the tests of the language and of the golden tables, in under a minute
	@$(PYTEST) tests/lang tests/find tests/rules tests/split tests/extract tests/check tests/golden \
	  --ignore tests/rules/test_rules_are_proved.py -k "not every_format and not time"

lint: $(DEV)  ## ruff, mypy --strict, import-linter
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

golden: $(DEV)  ## write tests/golden anew; read the diff before you commit it
	-@PLEDGES_GOLDEN=write $(BIN)/python -m pytest tests/golden
	@git --no-pager diff --stat -- tests/golden

docs: $(RUN)  ## write the data dictionary anew, from the models in schemas/
	@$(BIN)/python -m pipeline.publish.dictionary docs

OLD ?= tests/golden
NEW ?= output
diff: $(RUN)  ## what changed from OLD (default: the golden tables) to NEW (default: output/)
	@$(BIN)/pledges diff $(OLD) $(NEW) || test $$? -eq 1

unmapped: $(RUN)  ## list units and numerals that no rule knows
	@$(BIN)/pledges unmapped

bench: $(DEV)  ## every benchmark, as tables: ratios in one run, beside the peers that are installed (some minutes)
	@$(BIN)/python -m benchmarks

stress: $(DEV)  ## long: builds killed at random, random edits, damaged files, mutated files (an hour; a short form is a test)
	@$(BIN)/python -m tools.stress
	@$(BIN)/python -m tools.edits
	@$(BIN)/python -m tools.fuzz

lock:  ## pin the dependencies of pyproject.toml anew (needs uv)
	@tools/lock

clean:  ## remove what was installed and built; raw/ stays
	rm -rf $(VENV) $(OCR) build ./*.egg-info .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find interim output -mindepth 1 -not -name README.md -delete
	find pipeline schemas tests -name __pycache__ -prune -exec rm -rf {} +

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Python 3.11 or later is needed: make PYTHON=/path/to/python3.11" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); \
	  echo "python3 can not make a virtual environment (on Debian: apt install python3-venv)" >&2; exit 1; }

$(RUN): requirements-build.lock requirements.lock pyproject.toml | $(VENV)/bin/python
	@echo "installing into $(VENV) …"
	@$(PIP) --require-hashes -r requirements-build.lock
	@$(PIP) --require-hashes --no-build-isolation -r requirements.lock
	@$(PIP) --no-deps --no-build-isolation --no-index -e .
	@touch $@

$(DEV): $(RUN) requirements-dev.lock
	@echo "installing what the tests need …"
	@$(PIP) --require-hashes --no-build-isolation -r requirements-dev.lock
	@touch $@

$(OCR)/.installed: $(DEV) requirements-ocr.lock
	@echo "installing what reads scans …"
	@$(BIN)/python -m venv --without-pip --clear $(OCR)
	@$(BIN)/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))' \
	  > "$$($(OCR)/bin/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')/under.pth"
	@$(BIN)/python -m pip --python $(OCR)/bin/python install $(QUIET) --require-hashes --no-build-isolation -r requirements-ocr.lock
	@touch $@
