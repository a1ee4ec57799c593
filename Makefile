# BENCH: the bench to use (~/frappe-bench).  PORT: of the demo (8000, else the next free one).
# SCHEME: the sample season of the demo (the first).  SERVE=0: the demo ends after printing.
# ARGS: passed to pytest, for example ARGS="-k ranking".
PYTHON ?= python3
export BENCH PORT SERVE SCHEME ARGS

.PHONY: help demo test lint
.DEFAULT_GOAL := help

help: ## Show this list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1\t/' | expand -t 14

demo: ## Load the sample season, drive it to its winners and serve the site
	@$(PYTHON) -B dev/make.py demo

test: ## Run the tests: engine and shipped files always, the site when there is a bench
	@$(PYTHON) -B dev/make.py test

lint: ## Check with ruff, and mend what it can mend
	@$(PYTHON) -B dev/make.py lint
