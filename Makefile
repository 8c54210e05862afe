# Everything a newcomer needs: `make demo` and `make test`. Both set up what they need first.
SHELL := /bin/sh
PYTHON ?= python3
BIN := .venv/bin
DEMO_OUT ?= out/demo

.PHONY: demo test check setup setup-dev format docs clean help

help:            ## list the targets
	@grep -E '^[a-z-]+:.*##' Makefile | sed -E 's/:.*## /\t/' | expand -t 16

setup:           ## virtual environment, Icarus Verilog, bubblewrap, torch for the embedded model
	@$(PYTHON) bootstrap.py --extras local

setup-dev:       ## the same with what the tests need
	@$(PYTHON) bootstrap.py --extras dev,train

# Words alone cannot be checked against themselves: designs for them are compared with a reference.
PROSE := $(basename $(notdir $(wildcard examples/prose/*.md)))

demo: setup      ## generate and verify Verilog from the specs in examples/
	@$(BIN)/rtlgen generate examples/*.md $(filter-out %/prose/,$(wildcard examples/*/)) \
	  --out $(DEMO_OUT) --force --journal $(DEMO_OUT)/journal.sqlite
	@for name in $(PROSE); do \
	  $(BIN)/rtlgen generate examples/prose/$$name.md --ref examples/prose/$$name.v \
	    --backend embedded --candidates 16 --out $(DEMO_OUT)/$$name --force \
	    --journal $(DEMO_OUT)/journal.sqlite || exit; done
	@$(BIN)/rtlgen report --journal $(DEMO_OUT)/journal.sqlite --html $(DEMO_OUT)/report.html

test: setup-dev  ## the whole test suite
	@$(BIN)/python -m pytest -n 2 --dist worksteal $(PYTEST_ARGS)

check: setup-dev ## ruff, mypy --strict, import-linter, docs that match the code
	@$(BIN)/ruff check . && $(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/python -m pytest -q tests/docs

format: setup-dev ## let ruff mend what it can
	@$(BIN)/ruff check --fix . ; $(BIN)/ruff format .

clean:           ## remove the environment, unpacked tools and outputs
	rm -rf .venv .tools out .pytest_cache .mypy_cache .ruff_cache
