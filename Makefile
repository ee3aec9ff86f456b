# The two commands a newcomer needs are `make run` and `make test`; both set up what they need first.
PYTHON ?= python3
PORT ?= 8000
DEMO ?= 1
VENV := .venv
BIN := $(VENV)/bin
export PORT DEMO

.PHONY: run test setup setup-dev check browser bench engine-test requirements docs clean

run: setup
	@exec $(BIN)/tearsheet run --port $(PORT) $(if $(filter 0,$(DEMO)),--no-demo,--demo)

test: setup-dev engine-test
	$(BIN)/pytest tests/newsroom tests/journeys tests/demo tests/docs -n 2

engine-test: setup-dev
	$(BIN)/pytest tests/engine -p no:django -p no:anyio --randomly-dont-reset-seed -n 2

check: setup-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/tearsheet manage makemigrations --check --dry-run
	$(BIN)/tearsheet manage check --fail-level WARNING
	$(BIN)/python -m docs.generate --check

browser: setup-dev
	@command -v chromium >/dev/null || { echo "The browser tests need Chromium: apt-get install chromium"; exit 1; }
	$(BIN)/pytest tests/browser -m browser --force-enable-socket

bench: $(VENV)/.bench
	$(BIN)/python -m benchmarks.run

docs: setup-dev
	$(BIN)/python -m docs.generate

setup: $(VENV)/.run
setup-dev: $(VENV)/.dev

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.run: requirements.txt pyproject.toml | $(VENV)/bin/python
	$(BIN)/pip install --quiet --no-deps --require-hashes -r requirements.txt
	$(BIN)/pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: requirements-dev.txt $(VENV)/.run
	$(BIN)/pip install --quiet --no-deps --require-hashes -r requirements-dev.txt
	@touch $@

$(VENV)/.bench: requirements-bench.txt $(VENV)/.dev
	$(BIN)/pip install --quiet --no-deps --require-hashes -r requirements-bench.txt
	@touch $@

# Compiled without index addresses: any index that has the files will do. pillow-heif is left out, and so everything
# is installed with --no-deps: its wheels hold GPL code, and nothing here reads HEIC (docs/decisions/0006).
requirements: setup-dev
	for name in requirements requirements-dev requirements-bench; do \
		$(BIN)/pip-compile --quiet --upgrade --generate-hashes --unsafe-package pillow-heif --strip-extras --no-header \
			--no-emit-index-url --no-emit-find-links --no-emit-trusted-host $$name.in --output-file $$name.txt; done

clean:
	rm -rf $(VENV) var
