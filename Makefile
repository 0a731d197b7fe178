# `make chat` and `make test` do all the set-up themselves: a virtual environment in .venv with the pinned packages.

.DEFAULT_GOAL := help
.PHONY: help chat test lint unit cover bench pin clean
.DELETE_ON_ERROR:

VENV := .venv
BIN := $(VENV)/$(if $(filter Windows_NT,$(OS)),Scripts,bin)
READY := $(VENV)/.ready
PIP := $(BIN)/python -m pip --disable-pip-version-check

# The first Python that is new enough; `make PYTHON=/path/to/python chat` names another.
NEW_ENOUGH := import sys; sys.exit(sys.version_info < (3, 11))
PYTHON = $(shell for p in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	"$$p" -c '$(NEW_ENOUGH)' >/dev/null 2>&1 && { echo "$$p"; break; }; done)

help:  ## what can be made
	@echo 'make chat    ask the built-in example report in the terminal (WENBAO_HOME=folder: your own reports)'
	@echo 'make test    ruff, mypy and all tests'
	@echo 'make bench   speed and accuracy (REPORT=file.md: over your own report too; FULL=1: the large corpus)'
	@echo 'make cover   the tests with a coverage table'
	@echo 'make pin     write constraints.txt anew from pyproject.toml'
	@echo 'make clean   remove .venv and everything that was built'

chat: $(READY)  ## the terminal chat
	@$(BIN)/wenbao chat

test: lint unit  ## everything that must hold before a change is handed on

lint: $(READY)
	$(BIN)/ruff check bot knowledge tests benchmarks .ci
	$(BIN)/mypy

# Three at a time, also on two cores: the tests of the bot mostly wait.
unit: $(READY)
	$(BIN)/python -m pytest -q -n 3 --dist loadfile

cover: $(READY)
	$(BIN)/coverage run -m pytest -q
	$(BIN)/coverage report --skip-covered --show-missing

bench: $(READY)
	$(BIN)/python -m benchmarks.speed $(if $(FULL),--full) $(REPORT)
	$(BIN)/python -m benchmarks.accuracy
	$(BIN)/python -m benchmarks.chat $(if $(FULL),--questions 10000)

# A half-made environment has no stamp and is made anew. setuptools and pip go in first: jieba is source only and is built
# with the pinned setuptools instead of whatever a build environment would fetch.
$(READY): constraints.txt pyproject.toml
	@test -n '$(PYTHON)' && '$(PYTHON)' -c '$(NEW_ENOUGH)' || { \
	echo 'wenbao needs Python 3.11 or newer: install it, or name it: make PYTHON=/path/to/python3.11 $(MAKECMDGOALS)' >&2; exit 1; }
	@echo 'Setting up $(VENV) (once, about a minute) ...' >&2
	@$(BIN)/python -c '$(NEW_ENOUGH)' 2>/dev/null || '$(PYTHON)' -m venv --clear $(VENV) || { \
	echo 'Python has no venv module: install it (Debian, Ubuntu: apt install python3-venv), then run make again' >&2; exit 1; }
	@awk '/^[a-z]/ { on = /^(pip|setuptools)==/ } on' constraints.txt > $(VENV)/first.txt
	@$(PIP) install -qq --require-hashes -r $(VENV)/first.txt
	@$(PIP) install -qq --require-hashes --no-build-isolation -r constraints.txt
	@$(PIP) install -qq --no-deps --no-build-isolation -e .
	@touch $@

# uv stays outside of the environment it pins. Lines that name an index are dropped: hashes say what a file is, not where.
pin:
	'$(PYTHON)' -m venv --clear build/pin
	build/pin/bin/python -m pip install -q uv
	{ sed -n '/^#/p' constraints.txt; build/pin/bin/uv pip compile -q pyproject.toml --extra fast --extra dev --generate-hashes \
	--universal --python-version 3.11 --no-header --no-annotate --no-config --no-emit-index-url --no-emit-find-links; } > build/constraints.txt
	mv build/constraints.txt constraints.txt

clean:
	rm -rf $(VENV) build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis .coverage
