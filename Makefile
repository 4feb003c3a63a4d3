# Ask First. `make` alone lists what there is. Works with GNU make 3.81 and later.

PLAN ?=
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
NOTEBOOKS = $(wildcard notebooks/*.ipynb docs/*.ipynb facilitator/*.ipynb)
# Saved notebooks show the generated example, whatever workshops left in results/.
ON_EXAMPLE = ASKFIRST_RESULTS=data/examples

# Tried in this order; the first that is new enough is used. `make PYTHON=/path/to/python` overrides.
PYTHON ?= python3 python3.13 python3.12 python3.11

TYPES := tests/types
TSC := $(TYPES)/node_modules/.package-lock.json

LITE := tools/lite
LITE_PARTS := build/lite-parts
LITE_SOURCES := $(addprefix $(LITE)/,requirements.lock browser.lock package.json package-lock.json \
  jupyter-lite.json overrides.json parts.py)

HUB := tools/hub
HUB_READY := $(HUB)/.venv/.installed

PYTEST = $(BIN)/python -m pytest
# Whoever is done takes over from whoever is not; the cells of a notebook stay together.
WORKERS = -n 3 --dist worksteal
NOTEBOOK_WORKERS = -n 3 --dist loadfile

.PHONY: help setup workshop test test-long lint check types lite hub format notebooks lock hooks clean FORCE
.DEFAULT_GOAL := help

help: ## list these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' Makefile

workshop: $(STAMP) ## set up and open the workshop; PLAN=name chooses the plan, NEW=1 is a new group
	@$(BIN)/askfirst open $(PLAN) $(if $(NEW),--new-group)

test: lint ## set up, then run every check and test but the long ones
	$(PYTEST) $(WORKERS) -m "not long"
	$(ON_EXAMPLE) $(PYTEST) $(NOTEBOOK_WORKERS) -p no:randomly --nbval --nbval-current-env $(NOTEBOOKS)

test-long: $(STAMP) $(LITE_PARTS)/jupyter-lite.json $(HUB_READY) ## run the tests that take minutes
	$(PYTEST) $(WORKERS) -m long

lint: $(STAMP) ## check style, types and saved notebooks; changes nothing
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m askfirst.notebook_hygiene --check $(NOTEBOOKS)

check: $(STAMP) ## read modules, plans and tables; say what is missing, wrong or old
	@$(BIN)/askfirst check

types: $(TSC) ## check the types of all scripts with TypeScript (needs npm); CI runs it
	$(TYPES)/node_modules/.bin/tsc --project $(TYPES)

lite: $(LITE_PARTS)/jupyter-lite.json ## get what runs the notebooks in a browser, for the site (needs npm)

hub: $(HUB_READY) ## set up a JupyterHub for facilitators, apart from the workshop (needs npm)

format: $(STAMP) ## put the code into the house style
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

notebooks: $(STAMP) ## run every notebook again, in place, and clean what is saved
	$(ON_EXAMPLE) $(BIN)/jupyter nbconvert --to notebook --execute --inplace $(NOTEBOOKS)
	$(BIN)/python -m askfirst.notebook_hygiene $(NOTEBOOKS) || [ $$? -eq 1 ]

lock: ## write the lists of locked packages anew (needs uv)
	@command -v uv >/dev/null || { \
	  echo "make lock needs uv, and none was found on PATH. Install uv, then run make lock again." >&2; exit 1; }
	uv pip compile --universal --generate-hashes --no-emit-index-url --no-annotate --no-header \
	  --extra test --python-version 3.11 pyproject.toml -o requirements.lock
	uv pip compile --universal --generate-hashes --no-emit-index-url --no-annotate --no-header \
	  --constraint requirements.lock --extra hub --python-version 3.11 pyproject.toml \
	  $(HUB)/requirements.in -o $(HUB)/requirements.lock
	uv pip compile --universal --generate-hashes --no-emit-index-url --no-annotate --no-header \
	  --python-version 3.11 $(LITE)/requirements.in -o $(LITE)/requirements.lock
	uv pip compile --python-platform wasm32-pyodide2024 --generate-hashes --no-emit-index-url \
	  --no-annotate --no-header --only-binary :all: --python-version 3.14 $(LITE)/browser.in \
	  -o $(LITE)/browser.lock

hooks: $(STAMP) ## clean notebooks and check style at each git commit
	$(BIN)/pre-commit install

clean: ## remove what was set up or built; results/ and seats/ stay
	rm -rf $(VENV) $(TYPES)/node_modules $(LITE)/.venv $(LITE)/node_modules $(LITE)/wheels $(HUB)/.venv $(HUB)/node_modules build .mypy_cache .ruff_cache .pytest_cache .hypothesis

setup: $(STAMP) ## only set up

$(TSC): $(TYPES)/package.json $(TYPES)/package-lock.json
	@command -v npm >/dev/null || { \
	  echo "make types needs npm, and none was found on PATH. Install Node.js with npm, then run make types again." >&2; \
	  exit 1; }
	npm ci --prefix $(TYPES) --ignore-scripts --no-audit --no-fund
	@touch $@

# An environment of its own: JupyterLab would take these packages for extensions of its own.
$(LITE_PARTS)/jupyter-lite.json: $(LITE_SOURCES) | $(STAMP)
	@command -v npm >/dev/null || { \
	  echo "make lite needs npm, and none was found on PATH. Install Node.js with npm, then run make lite again." >&2; \
	  exit 1; }
	@echo "Getting what runs the notebooks in a browser, once."
	npm ci --prefix $(LITE) --ignore-scripts --no-audit --no-fund --silent
	@set -e; rm -rf $(LITE)/.venv $(LITE)/wheels; \
	if command -v uv >/dev/null; then \
	  uv venv --quiet --python $(BIN)/python $(LITE)/.venv; \
	  uv pip install --quiet --python $(LITE)/.venv/bin/python --require-hashes -r $(LITE)/requirements.lock; \
	else \
	  $(BIN)/python -m venv $(LITE)/.venv; \
	  $(LITE)/.venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes \
	    -r $(LITE)/requirements.lock; \
	fi; \
	$(LITE)/.venv/bin/python -m pip download --quiet --disable-pip-version-check --require-hashes \
	  --no-deps --only-binary :all: --python-version 3.14 --platform any \
	  -r $(LITE)/browser.lock --dest $(LITE)/wheels
	$(LITE)/.venv/bin/python $(LITE)/parts.py $(LITE_PARTS)
	@touch $@

# An environment of its own: jupyter-server-proxy in a JupyterLab opens every port of the computer to it.
$(HUB_READY): $(addprefix $(HUB)/,requirements.lock package.json package-lock.json) | $(STAMP)
	@command -v npm >/dev/null || { \
	  echo "make hub needs npm, and none was found on PATH. Install Node.js with npm, then run make hub again." >&2; \
	  exit 1; }
	@echo "Getting what a JupyterHub needs, once."
	npm ci --prefix $(HUB) --ignore-scripts --no-audit --no-fund --silent
	@set -e; rm -rf $(HUB)/.venv; \
	if command -v uv >/dev/null; then \
	  uv venv --quiet --python $(BIN)/python $(HUB)/.venv; install="uv pip install --python $(HUB)/.venv/bin/python"; \
	else \
	  $(BIN)/python -m venv $(HUB)/.venv; \
	  install="$(HUB)/.venv/bin/python -m pip install --disable-pip-version-check"; \
	fi; \
	$$install --quiet --require-hashes -r $(HUB)/requirements.lock; \
	$$install --quiet --no-deps --no-build-isolation -e .
	@touch $@

# The stamp holds the folder it was made in: a virtual environment does not survive being moved.
ifneq ($(shell cat $(STAMP) 2>/dev/null),$(CURDIR))
$(STAMP): FORCE
endif

# One shell: keep what .venv holds if it still works here, else make it new with the first Python
# that is new enough and can make a virtual environment (uv can for any); then install by hash.
$(STAMP): requirements.lock pyproject.toml
	@set -e; uv=$$(command -v uv || true); tool=$${uv:+uv}; tool=$${tool:-pip}; \
	if [ "$$(cat $@ 2>/dev/null)" != "$(CURDIR)" ] \
	    || ! $(BIN)/python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	    || { [ $$tool = pip ] && ! $(BIN)/python -m pip --version >/dev/null 2>&1; }; then \
	  old=; bare=; pick=; \
	  for name in $(PYTHON); do \
	    version=$$("$$name" -c 'import sys; print("%d.%d.%d" % sys.version_info[:3])' 2>/dev/null) \
	      || continue; \
	    if ! "$$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then \
	      old="$$old, $$name is $$version"; \
	    elif [ $$tool = pip ] && ! "$$name" -c 'import ensurepip, venv' 2>/dev/null; then \
	      bare="$$bare, $$name $$version"; \
	    else pick=$$(command -v "$$name"); break; fi; \
	  done; \
	  if [ -z "$$pick" ] && [ -n "$$bare" ]; then \
	    echo "$${bare#, } was found, but without venv, which is needed to set up." \
	      "On Debian or Ubuntu install python3-venv, then run make again." >&2; exit 1; \
	  elif [ -z "$$pick" ]; then \
	    old=$${old#, }; echo "No Python 3.11 or later was found ($${old:-no python3 on PATH})." \
	      "Install Python 3.11 or later, then run make again." >&2; exit 1; \
	  fi; \
	  echo "Setting up in $(VENV) with Python $$version and $$tool: one or two minutes, once."; \
	  rm -rf $(VENV); \
	  if [ $$tool = uv ]; then uv venv --quiet --python "$$pick" $(VENV); \
	  else "$$pick" -m venv $(VENV); fi; \
	fi; \
	rm -f $@; \
	if [ $$tool = uv ]; then install="uv pip install --python $(BIN)/python"; \
	else install="$(BIN)/python -m pip install --disable-pip-version-check"; fi; \
	$$install --quiet --require-hashes -r requirements.lock; \
	$$install --quiet --no-deps --no-build-isolation -e .; \
	printf '%s\n' "$(CURDIR)" > $@
