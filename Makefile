# The only entry point. `make` alone lists what there is.
PYTHON ?= python3
SETUP = @$(PYTHON) scripts/setup.py
PYTEST = .venv/bin/python -m pytest
PARALLEL = -n 2 --dist loadscope --no-loadscope-reorder

# Python's compiled modules are kept, whatever the shell says: the tests start it more than a hundred times.
export PYTHONDONTWRITEBYTECODE :=

.DEFAULT_GOAL := help
.PHONY: help setup browser demo test test-long journeys lint types contracts check test-debian-postgres test-spark \
        screenshots bench messages clean

help: ## List the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-22s %s\n", $$1, $$2}'

setup: ## Install what is needed into this folder (.venv, .tools, node_modules) and build the assets
	$(SETUP) environment assets

browser: setup
	$(SETUP) browser

demo: setup ## Load the demonstration and serve it on http://localhost:8000, until Ctrl-C
	@exec .venv/bin/fourfold demo

test: browser ## Every test, and of the browser journeys one smoke journey a room
	@$(PYTEST) $(PARALLEL) -m "(not journey or smoke) and not long and not spark"

journeys: browser ## Every browser journey
	@$(PYTEST) $(PARALLEL) -m "journey"

test-long: browser ## Nightly sizes: more examples, larger plans, more kills
	@HYPOTHESIS_PROFILE=long $(PYTEST) $(PARALLEL) -m "not spark"

lint: setup
	@.venv/bin/ruff check --quiet . && .venv/bin/ruff format --check --quiet .

types: setup
	@.venv/bin/mypy

contracts: setup
	@.venv/bin/lint-imports --no-logo

check: lint types contracts browser ## What CI runs: lint, types, import contracts, every test
	@$(PYTEST) $(PARALLEL) -m "not long and not spark"

test-spark: ## Linkage on Spark, in an environment of its own (installs Java, as root)
	$(SETUP) environment spark
	@.build/spark/bin/python -m pytest -m spark tests/unit/engines/linkage

test-debian-postgres: browser ## The tests that use a database, on Debian's PostgreSQL server (installs it, as root)
	@scripts/with-debian-postgres $(PYTEST) $(PARALLEL) -m "not long and not embedded" \
		tests/integration tests/access tests/architecture

screenshots: browser ## Take the README's screenshots from the demonstration
	@.venv/bin/python scripts/screenshots.py

bench: setup ## The speed claims, each beside a peer in the same run
	@.venv/bin/python -m benchmarks

messages: setup ## Gather translatable texts into src/fourfold/project/locale
	@.venv/bin/pybabel --quiet extract -F babel.cfg -o src/fourfold/project/locale/django.pot src

clean: ## Remove what setup made (not your data)
	rm -rf .venv .tools .build node_modules src/fourfold/ground/web/static/build
