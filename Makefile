# `make demo` shows GvSeg at work, `make test` checks everything, `make bundle` builds GvSeg with Python.
# They create .venv and install the versions in constraints.txt into it. They change nothing else.

PYTHON ?= $(shell for name in python3 python3.11 python3.12 python3.13 python3.14; do \
	if $$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; \
	then echo $$name; break; fi; done)
BIN := .venv/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt

.PHONY: demo test lint bundle bundle-archive appimage translations system clean

demo: .venv/.demo
	$(BIN)/gvseg demo

test: .venv/.test lint
	$(BIN)/pytest -n logical

lint: .venv/.test
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

# dist/GvSeg runs on machines without Python; see bundle/README.md.
bundle: .venv/.bundle
	$(BIN)/pyinstaller --noconfirm --distpath dist --workpath build/bundle bundle/gvseg.spec

bundle-archive:
	tar -C dist -c GvSeg | xz -T0 -6 >dist/GvSeg-linux-x86_64.tar.xz

appimage:
	RUNTIME='$(RUNTIME)' bundle/appimage

# Collect the texts of the window and compile the languages that can be chosen; see
# docs/translating.md. English needs a catalogue for its plurals only.
LUPDATE := $(BIN)/pyside6-lupdate -extensions py -no-obsolete -locations none \
	-tr-function-alias QT_TR_NOOP+=tr_later,QT_TR_NOOP+=_T app
CATALOGUES := assets/translations/gvseg_

translations: .venv/.test
	$(LUPDATE) -ts $(filter-out $(CATALOGUES)en.ts,$(wildcard $(CATALOGUES)*.ts))
	$(LUPDATE) -pluralonly -ts $(CATALOGUES)en.ts
	for language in $$($(BIN)/python -c 'from app.language import LANGUAGES; print(*LANGUAGES)'); \
		do $(BIN)/pyside6-lrelease -silent $(CATALOGUES)$$language.ts; done

system:
	@.ci/system-packages

# One stamp file per set of extras: pip runs again only when the requirements change.
.venv/.demo: .venv/bin/python pyproject.toml constraints.txt | system
	$(PIP) -e '.[app,cpu,demo]'
	@touch $@

.venv/.test: .venv/bin/python pyproject.toml constraints.txt | system
	$(PIP) -e '.[app,cpu,demo,train,test]'
	@touch $@ .venv/.demo

.venv/.bundle: .venv/bin/python pyproject.toml constraints.txt | system
	$(PIP) -e '.[app,bundle,charts,cpu,demo,train]'
	@touch $@

.venv/bin/python:
	@test -n '$(PYTHON)' || { echo 'GvSeg needs Python 3.11 or newer, which was not found. Install it, or set PYTHON=...' >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
		echo 'The venv module of Python is missing. On Debian: sudo apt-get install python3-venv' >&2; exit 1; }
	$(PYTHON) -m venv .venv

clean:
	rm -rf .venv build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis
