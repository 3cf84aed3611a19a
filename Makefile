# One command each for what people do here. `make demo` and `make test` set up what they need.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SOURCES := src tests tools bench

.PHONY: help install install-dev install-extras demo test lint format docs bench bench-large clean

help:  ## list the commands
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Habeas needs Python 3.11 or newer; name one with: make PYTHON=python3.12 install"; exit 2; }
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.core: $(BIN)/python requirements/core.lock pyproject.toml
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-deps -r requirements/core.lock
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: $(VENV)/.core requirements/dev.lock
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-deps -r requirements/dev.lock
	@touch $@

$(VENV)/.extras: $(VENV)/.core requirements/extras.lock
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-deps -r requirements/extras.lock
	@touch $@

install: $(VENV)/.core  ## create .venv with the habeas command in .venv/bin

install-dev: $(VENV)/.dev  ## the same, with what tests and lint need

install-extras: $(VENV)/.extras  ## the same as install, with the optional parts (linking, media, archives); needs a C compiler

demo: install  ## build the example case, write its register and report, show its sites
	@$(BIN)/habeas demo

test: install-dev  ## run all tests
	@$(BIN)/python -m pytest

lint: install-dev  ## style, types, import layers, size limits
	@$(BIN)/ruff check $(SOURCES)
	@$(BIN)/ruff format --check $(SOURCES)
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/python tools/limits.py

format: install-dev  ## let ruff rewrite what it can
	@$(BIN)/ruff check --fix $(SOURCES)
	@$(BIN)/ruff format $(SOURCES)

docs: install-dev  ## write docs/commands.md from the program's own help
	@$(BIN)/python -m typer habeas.cli.main utils docs --name habeas --title 'The commands' --output docs/commands.md

bench: install-dev  ## print speed figures beside a peer's, in one run
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-deps -r requirements/bench.lock
	@$(BIN)/python bench/reading_speed.py
	@$(BIN)/python bench/shapes.py
	@$(BIN)/python bench/build_time.py
	@$(BIN)/python bench/search_time.py
	@$(BIN)/python bench/matching.py
	@$(BIN)/python bench/places.py
	@[ ! -d ../shared/gold ] || $(BIN)/python bench/site_clusters.py ../shared/gold/dev ../shared/gold/train
	@$(BIN)/python bench/resolve_time.py
	@$(BIN)/python bench/copies.py 1000 10000
	@$(BIN)/python bench/log_time.py 100000
	@$(BIN)/python bench/extract_time.py
	@OPENBLAS_NUM_THREADS=1 $(BIN)/python bench/estimation_sampler.py dga classes

bench-large: install-dev install-extras  ## the same at full size: an hour or two
	@$(BIN)/python bench/copies.py 100000
	@$(BIN)/python bench/log_time.py
	@$(BIN)/python bench/link_lists.py
	@$(BIN)/python bench/hostile_corpus.py --large
	@$(BIN)/python bench/calibration.py --full

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache
