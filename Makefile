# Three commands. Each line is an ordinary one; README gives them without make, for Windows.
#   make demo    the sample district, from the formula to the consolidated book
#   make test    guards and tests; ends on pytest's own summary
#   make bench   the figures in docs, measured again

PYTHON ?= python3
BIN := .venv/bin
INSTALL := $(BIN)/python -m pip install --quiet --no-input --disable-pip-version-check

.PHONY: help demo test bench
.NOTPARALLEL:

help:
	@sed -n 's/^#   //p' Makefile

demo: $(BIN)/.ready-to-run
	$(BIN)/bsa-xl demo

test: $(BIN)/.ready-to-test
	@.ci/system-packages
	@guards=passed; .ci/guards || guards=failed; \
	$(BIN)/pytest -n 2 --dist loadfile -ra || exit; \
	[ $$guards = passed ] || { echo "The tests passed, but a guard did not: see above them."; exit 1; }

bench: $(BIN)/.ready-to-test
	@.ci/benchmarks

# pip is what venv makes last: where it is, the environment is whole.
$(BIN)/pip:
	@.ci/python-is-new-enough $(PYTHON)
	$(PYTHON) -m venv .venv

# The stamps spare a second installation until pyproject.toml changes. The package is installed in
# place (-e), so that what runs is always what lies here.
$(BIN)/.ready-to-run: pyproject.toml | $(BIN)/pip
	@echo "Installing into .venv (once, about a minute) ..."
	@$(INSTALL) -e '.[fast]'
	@touch $@

$(BIN)/.ready-to-test: pyproject.toml | $(BIN)/pip
	@echo "Installing into .venv, with what the tests need (once, a minute or two) ..."
	@$(INSTALL) -e '.[test]'
	@touch $@ $(BIN)/.ready-to-run
