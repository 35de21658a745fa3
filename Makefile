# Everything runs in .venv, and what goes in there is pinned with hashes in requirements/*.lock.
# Needed on the machine: python3 (3.11 or newer) with pip, make and git.

.DEFAULT_GOAL := help
.NOTPARALLEL:
.DELETE_ON_ERROR:
.PHONY: help setup setup-test setup-docs run test check lint types facts docs bench calibrate calibrate-cut lock clean

BIN := .venv/bin
UV := $(BIN)/uv --no-progress
INSTALL := $(UV) pip install --quiet --python $(BIN)/python
COMPILE := $(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-header $(LOCK_FLAGS)
PYTEST_FLAGS ?= -n 2

# Without its .venv every stamp is a lie.
ifeq ($(wildcard $(BIN)/uv),)
$(shell rm -rf .stamps)
endif

help: ## show this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1#\2/p' $(MAKEFILE_LIST) | awk -F'#' '{printf "%-16s %s\n", $$1, $$2}'

setup: .stamps/run .stamps/project ## install lowdose and what it needs into .venv

run: setup ## analyse the demo diary and serve the pages on this machine
	@$(BIN)/lowdose serve

test: lint types facts setup-test ## lint, types, unit and browser tests
	@LOWDOSE_BROWSER="$$($(BIN)/python tools/find_browser.py --install)" $(BIN)/python -m pytest $(PYTEST_FLAGS)

check: docs calibrate-cut test ## exactly what CI runs: the docs build, then `make test`

lint: setup-test ## rules and formatting of the code (ruff)
	@echo "ruff: rules and formatting"
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --check --quiet . || { echo "Run: $(BIN)/ruff format ."; exit 1; }

types: setup-test ## types of the code (mypy --strict)
	@echo "mypy: types of src"
	@$(BIN)/mypy

facts: setup ## every record of the knowledge base against its rules
	@echo "knowledge: facts"
	@$(BIN)/lowdose knowledge check > .stamps/facts.txt || { cat .stamps/facts.txt; exit 1; }

docs: setup-docs ## build the pages of docs/ into docs/_build/html; warnings are errors
	@echo "sphinx: docs"
	@rm -rf docs/reference/generated
	@$(BIN)/python -m sphinx -q -W --keep-going -b html -d docs/_build/doctrees docs docs/_build/html
	@echo "docs: docs/_build/html/index.html"

bench: setup ## compare speed and answers with other methods
	@$(BIN)/python benchmarks/run.py

calibrate: setup ## simulate trials and count how often the answer is right (an hour)
	@$(BIN)/python -m calibration.run

calibrate-cut: setup ## a small part of it, held to its bounds
	@echo "calibration: a small cut"
	@$(BIN)/python -m calibration.run --cut

lock: .stamps/venv ## write requirements/*.lock anew; LOCK_FLAGS=--upgrade takes newer versions
	@$(COMPILE) --group pyproject.toml:tools -o requirements/tools.lock
	@$(COMPILE) pyproject.toml --group build -o requirements/run.lock
	@$(COMPILE) pyproject.toml --group build --group test \
		-c requirements/run.lock -o requirements/test.lock
	@$(COMPILE) pyproject.toml --group build --group docs \
		-c requirements/run.lock -c requirements/test.lock -o requirements/docs.lock

clean: ## remove .venv and everything built
	@rm -rf .venv .stamps build dist docs/_build docs/reference/generated \
		.mypy_cache .ruff_cache .pytest_cache .hypothesis
	@find src tests -type d -name __pycache__ -prune -exec rm -rf {} +

# Set-up, step by step; each step leaves a stamp and runs again when its lock changes.

setup-test: .stamps/test .stamps/project
setup-docs: .stamps/docs .stamps/project

.stamps/venv: requirements/tools.lock
	@sh tools/make_venv.sh
	@mkdir -p .stamps && touch $@

.stamps/%: requirements/%.lock | .stamps/venv
	@echo "setup: installing requirements/$*.lock"
	@$(INSTALL) --require-hashes -r $<
	@touch $@

# The build backend comes from the lock, so nothing unpinned is downloaded here.
.stamps/project: pyproject.toml .stamps/run
	@$(INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@
