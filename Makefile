# Every line of help below comes from a `##` comment.
.DEFAULT_GOAL := help
SHELL := /bin/sh
PY := .venv/bin/python
SERVICES := registry assessment incentives gateway
POLICIES = $(wildcard services/*/liaison_*/policy)
TYPED = services deploy
SITE = build/site
# Not --quiet: it hides the warnings that --strict counts.
MKDOCS = NO_MKDOCS_2_WARNING=1 $(PY) -m mkdocs build --strict --site-dir $(SITE)
TESTS ?=
PYTEST_ARGS ?=
# Processes of a test run, each with servers of its own: tests wait more than they work. 0: just one.
JOBS ?= $(shell expr $$(getconf _NPROCESSORS_ONLN) + 1)
PARALLEL = -n $(JOBS) --dist loadfile --no-loadscope-reorder

.PHONY: help run demo replay migrate test doctest check check-style check-types check-imports \
  check-generated check-tree check-docs fix bench nightly lock contracts docs wheels audit clean \
  .python .run .test .check .docs .lock

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-15s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: .run ## Start everything on this machine (BROKER=rabbitmq: on RabbitMQ and PostgreSQL)
	@BROKER="$(BROKER)" exec $(PY) -m deploy.local.city.run

demo: .run ## Walk one station from application to paid award and explain each step
	@BROKER="$(BROKER)" exec $(PY) -m deploy.local.demo

replay: .run ## Replay a year book: make replay YEARBOOK=folder OUT=folder
	@test -n "$(YEARBOOK)" && test -n "$(OUT)" \
	  || { echo "Type: make replay YEARBOOK=path/to/folder OUT=path/to/results" >&2; exit 2; }
	@BROKER="$(BROKER)" $(PY) -m deploy.local.city.replay "$(YEARBOOK)" "$(OUT)"

migrate: .run ## Migrate the databases named in the environment
	@for name in $(SERVICES); do $(PY) -m liaison_$$name migrate || exit 1; done

test: .test doctest ## Run all tests (TESTS=path, PYTEST_ARGS="-k words", JOBS=processes)
	@$(PY) -m pytest $(PARALLEL) $(PYTEST_ARGS) $(TESTS)

doctest: .test ## Run the examples in docstrings
	@$(PY) -m pytest -q --doctest-modules --no-header --ignore-glob='*/migrations/*' \
	  services/contracts/liaison_contracts services/kit/liaison_kit $(POLICIES) \
	  services/yearbook/liaison_yearbook deploy

check: .check check-style check-types check-imports check-generated check-tree check-docs ## Run all checks

check-style: .check ## Check style and format
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check --quiet . \
	  || { echo "Not formatted. Type: make fix" >&2; exit 1; }
	@$(PY) -m djlint --check --lint --quiet services/gateway \
	  || { echo "Templates: see above, or not formatted. Type: make fix" >&2; exit 1; }

check-types: .check ## Check types
	@$(PY) -m mypy $(TYPED)

check-imports: .check ## Check who may import whom
	@.venv/bin/lint-imports --no-logo

check-generated: .check ## Check that generated files are up to date
	@$(PY) -m liaison_contracts.generate --check
	@$(PY) -m deploy.local.build.reference_pages --check
	@$(PY) -m deploy.local.build.openapi

check-tree: .check ## Check sizes, the lock and what policy imports
	@$(PY) -m deploy.local.checks.tree

check-docs: .check ## Build the docs site strictly; check all links and the wording
	@$(MKDOCS)
	@$(PY) -m deploy.docs.markdown $(SITE)
	@$(PY) -m deploy.docs.decisions
	@$(PY) -m deploy.docs.wording

fix: .check ## Fix style and format automatically
	@$(PY) -m ruff check --fix --quiet . ; $(PY) -m ruff format --quiet . ; \
	  $(PY) -m djlint --reformat --quiet services/gateway

nightly: .test ## Run 100,000 operations on payments, generated year books, every route (hours)
	@LIAISON_RANDOM_OPERATIONS=100000 $(PY) -m pytest -v -n $(JOBS) --dist load -o timeout=0 \
	  tests/integration/incentives/test_random_operations.py
	@LIAISON_GENERATED_BOOKS=200 LIAISON_BOOKS_ON_SERVERS=all $(PY) -m pytest -q -o timeout=0 \
	  tests/integration/replay/test_generated_books.py tests/e2e/replay
	@LIAISON_CASES=20 $(PY) -m pytest -q -o timeout=0 tests/integration/gateway/test_hostile_input.py

bench: .test ## Run the benchmarks
	@$(PY) -m pytest -s tests/bench $(PYTEST_ARGS)

contracts: .run ## Write the reference pages; build schemas, cards, AsyncAPI and OpenAPI
	@$(PY) -m liaison_contracts.generate
	@$(PY) -m deploy.local.build.reference_pages
	@$(PY) -m deploy.local.build.openapi --write

docs: .docs ## Build the docs site into build/site; it can be read from the folder
	@$(MKDOCS) && echo "$(SITE)/index.html"

wheels: .check ## Build each wheel and test it alone in an empty environment
	@$(PY) -m deploy.local.build.openapi --write
	@$(PY) -m deploy.local.build.wheels

audit: .check ## Look up known vulnerabilities of the locked packages; unreviewed ones fail
	@$(PY) -m deploy.local.checks.audit

lock: .lock ## Lock all packages again from the default index (UPGRADE=1: newest versions)
	@$(PY) -m deploy.local.build.resolution $(if $(UPGRADE),--upgrade)

clean: ## Remove generated files; databases in var/ are kept
	@rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis \
	  .coverage dist build services/*/dist services/*/liaison_*/published
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

.python:
	@command -v python3 >/dev/null \
	  || { echo "Python is missing. Type: sudo apt install python3 python3-venv" >&2; exit 1; }

.run: .python
	@python3 -m deploy.local.environment.bootstrap run

.test: .python
	@python3 -m deploy.local.environment.bootstrap test

.check: .python
	@python3 -m deploy.local.environment.bootstrap check

.docs: .python
	@python3 -m deploy.local.environment.bootstrap docs

.lock: .python
	@python3 -m deploy.local.environment.bootstrap lock
