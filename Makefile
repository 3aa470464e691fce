# `make run` needs Python 3.11 to 3.13 with pip, nothing else; every other target sets up what it needs itself.

PORT ?= 8501
UV_VERSION := 0.13.9
UV := scripts/uv
IN_ENV := $(UV) run --no-project
WEB := "$$(scripts/python)" scripts/web
COMPILE := $(UV) pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	--custom-compile-command "make lock" --quiet
# Compiling the tests anew takes half of what collecting them takes, and each of the processes does it.
TESTS := env -u PYTHONDONTWRITEBYTECODE $(IN_ENV) pytest -n auto --dist worksteal
TELL_TIME = @took=$$(($$(date +%s) - $(STARTED))); echo "make $@ took $$((took / 60)) min $$((took % 60)) s"
export PYTHON

.DEFAULT_GOAL := help
.NOTPARALLEL: # the clock starts when all is set up, before the first check
.PHONY: help run dev check test clock lint mutants format recipes bench lock web browser redis clean

help: ## list the targets
	@sed -nE 's/^([a-z]+):.*## (.*)/  make \1\t\2/p' Makefile | expand -t 16

run: .venv/.run web ## start the atlas at http://127.0.0.1:8501 (PORT=… for another port)
	$(IN_ENV) streamlit run app.py --server.port $(PORT)

dev: .venv/.run web ## as run, and reload when a file changes
	$(IN_ENV) streamlit run app.py --server.port $(PORT) --server.fileWatcherType auto --server.runOnSave true

check: redis clock lint ## style, types, and all tests but those that drive a browser
	$(TESTS) -m "not browser"
	$(TELL_TIME)

test: browser redis clock lint ## all checks and all tests, on any machine with Python, pip and apt
	$(TESTS)
	$(TELL_TIME)

clock: .venv/.dev
	$(eval STARTED := $(shell date +%s))

lint: .venv/.dev ## style, formatting and types; of the scripts the unit tests, too
	$(IN_ENV) ruff check .
	$(IN_ENV) ruff format --check .
	$(IN_ENV) mypy --num-workers auto .
	$(WEB) --tools
	$(WEB) npm run check

mutants: .venv/.dev ## small wrong changes that no test notices, hours in all: make mutants MODULE=layers/search/search.py SAMPLE=50
	nice -n 15 $(IN_ENV) python -m tests.mutants $(MODULE) --sample $(or $(SAMPLE),0)

format: .venv/.dev ## mend style and formatting where that is safe
	$(IN_ENV) ruff check --fix .
	$(IN_ENV) ruff format .

recipes: .venv/.dev ## make every file in geodata/ again from the sources
	$(IN_ENV) python -m geodata.recipes
	$(IN_ENV) python -m layers.measures.cuts

bench: .venv/.dev web browser .venv-bench/.ready ## measure the atlas beside its floors and peers, into benchmarks/RESULTS.md (ARGS=--quick)
	$(IN_ENV) python -m benchmarks --peers .venv-bench/bin/python $(ARGS)

lock: .uv/bin/uv ## pin the newest allowed packages: make lock ARGS=--upgrade
	$(COMPILE) pyproject.toml --output-file requirements.lock $(ARGS)
	$(COMPILE) pyproject.toml --group dev --constraints requirements.lock --output-file requirements-dev.lock $(ARGS)
	$(COMPILE) pyproject.toml --group bench --constraints requirements.lock --output-file requirements-bench.lock $(ARGS)
	$(COMPILE) --group node --output-file requirements-node.lock $(ARGS)
	$(WEB) npm update --package-lock-only

web: ## bundle what the browser runs, where it changed
	$(WEB)

browser: .venv/.dev
	scripts/browser

redis:
	scripts/redis

clean: ## remove the environment and everything that tools left behind
	rm -rf .venv .venv-bench .uv .mutants build node_modules .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# --target keeps uv out of the system's Python, which may be closed to pip (PEP 668).
.uv/bin/uv: Makefile
	"$$(scripts/python)" -m pip install --quiet --disable-pip-version-check --upgrade --target .uv uv==$(UV_VERSION)
	touch $@

.venv/bin/python: | .uv/bin/uv
	$(UV) venv --quiet --allow-existing --python "$$(scripts/python)" .venv

.venv/.run: requirements.lock | .venv/bin/python
	$(UV) pip install --quiet --compile-bytecode --require-hashes --requirement requirements.lock
	touch $@

.venv/.dev: requirements-dev.lock .venv/.run
	$(UV) pip sync --quiet --compile-bytecode --require-hashes requirements-dev.lock
	touch $@

# The peers are not the atlas's and must not change what it runs with: they live beside it.
.venv-bench/.ready: requirements-bench.lock | .uv/bin/uv
	$(UV) venv --quiet --allow-existing --python "$$(scripts/python)" .venv-bench
	$(UV) pip install --quiet --python .venv-bench --require-hashes --requirement requirements-bench.lock
	touch $@
