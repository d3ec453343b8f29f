# make report: the main job.  make test: everything CI runs.  Both build .venv when it is missing or its lock changed.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: report test bench lock clean

.venv/done: requirements.lock pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements.lock
	$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps -e .
	touch $@

lock:
	$(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --quiet \
	  --extra course --extra test pyproject.toml -o requirements.lock
