# make report: the main job.  make test: all that CI runs.  Each builds .venv first where it is missing or out of date.
PYTHON ?= python3
BIN := .venv/bin
# A campus network that looks into connections has a certificate that only the system knows.
export UV_SYSTEM_CERTS := 1

.PHONY: report test site look class bench calibrate voice picture facts agreement notebooks corrected lab lock

report: .venv/done
	@if $(BIN)/framing fetch news-articles; \
	then $(BIN)/framing report news-articles -o report.html; \
	else $(BIN)/framing report teaching -o report.html --about "The News Articles could not be fetched, so this page is about the teaching articles."; \
	fi

test: .venv/done
	$(BIN)/python -m pytest -n auto

bench: .venv/done
	$(BIN)/python benchmarks/speed.py

picture: .venv/done
	$(BIN)/framing fetch news-articles
	$(BIN)/python benchmarks/picture.py

agreement: .venv/done
	$(BIN)/python benchmarks/agreement.py

notebooks: .venv/done
	$(BIN)/python notebooks/build.py

# The course as a web site, build/site/html/index.html: lessons as run, every function, guides; offline, links checked.
site: .venv/done
	$(BIN)/uv pip install --quiet --python $(BIN)/python -e ".[site]"
	$(BIN)/python docs/build.py

# Lessons in JupyterLab and every page of the site, in a real browser: what is wrong, and pictures in build/look.
look: site
	$(BIN)/uv pip install --quiet --python $(BIN)/python -e ".[look]"
	@$(BIN)/python benchmarks/look_site.py; site=$$?; $(BIN)/python benchmarks/look_lessons.py && exit $$site

# Sixty made-up students, every accident; stopped once and resumed; two minutes.
class: .venv/done
	$(BIN)/python benchmarks/class_of_sixty.py

lab: .venv/done
	$(BIN)/jupyter lab notebooks

# The tables of data/icc and data/allsides, from texts in ../shared that may not ship; the figures of data/README.md.
facts: .venv/done
	$(BIN)/python benchmarks/make_facts.py

# Scores of all systems on PolNeAR (../shared), the table data/voice_quality.csv, the figures of docs/voice.md.
voice: .venv/done
	$(BIN)/uv pip install --quiet --python $(BIN)/python -e ".[benchmark]"
	$(BIN)/python benchmarks/voice.py --write

# False alarms, power and coverage on real articles with a known truth, the figures of docs/calibration.md; some minutes.
calibrate: .venv/done
	$(BIN)/python benchmarks/calibration.py --write

# Coverage and width of corrected rates beside the machine's and hand-coding alone, simulated; about ten minutes.
corrected: .venv/done
	$(BIN)/python benchmarks/corrected_rates.py

# Names, versions and hashes for every platform, and no address: each machine asks its own index.
lock: .venv/done
	$(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --quiet \
	  --extra course --extra test pyproject.toml -o requirements.lock

.venv/done: requirements.lock pyproject.toml
	@echo "Setting up .venv (once, under a minute)"
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements.lock
	$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps -e .
	@touch $@
