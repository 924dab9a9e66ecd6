# The commands of the project. Each does all its own set-up and skips what is already done.

PORT ?= 8000
HOST ?= 127.0.0.1
PYTHON ?= python3
DEMO_LANGUAGE ?= en
CARUSO := .venv/bin/caruso

.PHONY: help demo serve test check bench environment development clean

help:
	@echo "make demo    start Caruso with a believable firm's data on http://$(HOST):$(PORT)"
	@echo "             (make demo DEMO_LANGUAGE=pl or cs: a firm that speaks Polish or Czech)"
	@echo "make serve   start Caruso empty; the first visitor creates the administrator"
	@echo "make test    every check and test; what cannot run here is named at the end"
	@echo "make check   the static checks only"
	@echo "make bench   measure the speed on a million contacts"
	@echo "make clean   remove what the commands made, but never the data in var/"

demo: environment
	@$(CARUSO) serve --migrate --demo --language $(DEMO_LANGUAGE) --host $(HOST) --port $(PORT)

serve: environment
	@$(CARUSO) serve --migrate --host $(HOST) --port $(PORT)

test: development
	@.venv/bin/python -m checks

check: development
	@.venv/bin/python -m checks --static

bench: development
	@.venv/bin/python -m benchmarks $(ARGS)

environment:
	@$(PYTHON) -m environment

development:
	@$(PYTHON) -m environment --dev

clean:
	rm -rf .venv node_modules var/*.stamp var/uv .pytest_cache .mypy_cache .ruff_cache .hypothesis
	rm -rf .import_linter_cache build *.egg-info
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
