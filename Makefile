# Debrief's targets. CI calls the same ones: see .ci/run.

SHELL := /bin/bash
SWIFT ?= swift
BUILD := .build/debug
NOW := 2026-03-31T18:00:00Z
PACKAGES := libical-dev libidn2-dev libpsl-dev libarchive-dev libsqlite3-dev libcurl4-openssl-dev libssl-dev openssl \
  publicsuffix tzdata pkg-config python3 python3-dateutil python3-html5lib python3-venv sqlite3 strace tmux

# Other people's clients of the services, which the fakes of the tests are held to.
PYTHON_CLIENTS := .build-python/clients

# What only the tests of the browser's pages need.
BROWSER_PACKAGES := chromium fonts-noto-cjk fonts-noto-color-emoji python3-venv
PYTHON_BROWSER := .build-python/browser

.PHONY: demo demo-web demo-slack-salesforce fakes test check lint format bench conformance fuzz browser pictures clean setup setup-browser build release release-check

## demo: install what is needed, build, run the main job on Fixtures/ and show the prompts
demo: setup
	$(SWIFT) build --product debrief
	@rm -rf .debrief
	$(BUILD)/debrief run --now $(NOW) --verbose
	@echo
	$(BUILD)/debrief prompts list --now $(NOW) --owner bruno.keller --limit 8
	@echo
	@echo "Some of the prompts that wait. Look further:"
	@echo "  $(BUILD)/debrief prompts list --now $(NOW)                     every prompt of every SA"
	@echo "  $(BUILD)/debrief prompts list --now $(NOW) --outcome ambiguous those that Debrief would not decide"
	@echo "  $(BUILD)/debrief prompts show ID                              one prompt, with all its evidence"
	@echo "  $(BUILD)/debrief explain epsilo.example                       why a domain matches, or does not"
	@echo "  $(BUILD)/debrief run --now $(NOW) --verbose                   the same again: nothing to do"

## demo-slack-salesforce: a prompt in Slack, the form, the task, the channel's post and the update, on services of our own
demo-slack-salesforce: build
	python3 Tests/Fakes/demo.py $(BUILD)/debrief

## fakes: hold the fake workspace and every message of ours to Slack's own SDK (from PyPI)
fakes: build $(PYTHON_CLIENTS)/installed
	Tests/Fakes/check.sh $(SWIFT) $(PYTHON_CLIENTS)/bin/python

## demo-web: the same in the browser: serves the demo's inbox and prints the link that signs Bruno in; Ctrl-C ends it
demo-web: build
	@[ -f .debrief/debrief.sqlite ] || $(BUILD)/debrief run --now $(NOW) || [ $$? = 3 ]
	@echo "Sign in as Bruno Keller, once:"
	@$(BUILD)/debrief sign-in bruno.keller@tanuki.example --now $(NOW)
	@$(BUILD)/debrief serve --now $(NOW)

## test: the same set-up, then every test
test: build $(PYTHON_CLIENTS)/installed
	$(SWIFT) test

# Clients that others wrote, from PyPI: the fakes of the tests are held to them.
$(PYTHON_CLIENTS)/installed: Tests/Fakes/requirements.txt | setup
	@{ python3 -m venv $(PYTHON_CLIENTS) && $(PYTHON_CLIENTS)/bin/pip install --quiet -r $< && touch $@; } || \
	  echo "PyPI could not be reached: in this run the fakes are not held to the clients of others."

## check: what has to pass before a commit
check: lint test

## lint: style and format, without changing anything
lint:
	$(SWIFT) format lint --strict --recursive Package.swift Sources Tests

## format: write every file in the project's format
format:
	$(SWIFT) format --in-place --recursive Package.swift Sources Tests

## browser: drive the pages with Debian's chromium; ONLY=test_rules runs one file; screenshots go to .build-screenshots/
browser: build setup-browser
	$(PYTHON_BROWSER)/bin/python Tests/Browser/run.py $(ONLY)

## pictures: make the README's pictures anew, from the demo
pictures: build setup-browser
	$(PYTHON_BROWSER)/bin/python Tests/Browser/pictures.py

## conformance: run any folder of calendars and CRM exports, and compare with oracles where they are given
##   make conformance CORPUS=DIR [ORACLES=DIR] [DOMAINS=DIR] [CRM=DIR] [SALESFORCE=DIR] [RULES=10000] [SEED=1]
##   SALESFORCE: cassettes of vcrpy with recorded answers of real orgs
conformance: build
	@[ -n "$(CORPUS)$(CRM)$(SALESFORCE)" ] || { echo "usage: make conformance CORPUS=DIR [ORACLES=DIR] [DOMAINS=DIR] [CRM=DIR] [SALESFORCE=DIR]"; exit 64; }
	python3 Tests/Conformance/differential.py --debrief $(BUILD)/debrief --rules $(or $(RULES),10000) --seed $(or $(SEED),1)
	@[ -z "$(CORPUS)" ] || python3 Tests/Conformance/run.py --debrief $(BUILD)/debrief --corpus "$(CORPUS)" \
	  $(if $(ORACLES),--oracles "$(ORACLES)")
	@[ -z "$(DOMAINS)" ] || python3 Tests/Conformance/domains.py --debrief $(BUILD)/debrief "$(DOMAINS)"
	@[ -z "$(CRM)" ] || python3 Tests/Conformance/crm.py --debrief $(BUILD)/debrief "$(CRM)"
	@[ -z "$(SALESFORCE)" ] || DEBRIEF_CASSETTES="$(abspath $(SALESFORCE))" $(SWIFT) test --filter CassetteTests

## bench: print speeds as ratios against reference programs; MEGABYTES and ROUNDS set the size
bench: setup
	DEBRIEF_BENCH=1 $(SWIFT) build -c release --static-swift-stdlib --scratch-path .build-release
	BENCH=.build-release/release/CalendarBench Benchmarks/run.sh $(or $(MEGABYTES),1000) $(or $(ROUNDS),5)
	python3 Benchmarks/whole_run.py .build-release/release/debrief .build-release/release/CalendarBench $(or $(MEGABYTES),1000)
	.build-release/release/LookAlikeBench
	.build-release/release/MatchingBench
	Benchmarks/crm-import.sh
	@command -v wrk >/dev/null || { [ $$(id -u) = 0 ] || sudo=sudo; $$sudo apt-get install -y -qq wrk >/dev/null; }
	Benchmarks/web.sh .build-release/release/debrief

## fuzz: run the fuzzers, RUNS executions each, and prove that they find a planted fault
fuzz: setup
	Tests/Fuzz/run.sh $(or $(RUNS),1000000)

## clean: remove everything that was built and the demo's state
clean:
	rm -rf .build .build-* .debrief .debrief-demo

build: setup
	$(SWIFT) build

## release: the programs as they are to be installed, .build-release/release/debrief and debrief-serve: they need no Swift there
release: setup
	for program in debrief debrief-serve; do \
	  $(SWIFT) build -c release --static-swift-stdlib --scratch-path .build-release --product $$program || exit 1; done

## release-check: what make release builds needs no Swift, and does with Fixtures/ what the tested programs do
release-check: release build
	Tests/Release/check.sh .build-release/release $(BUILD) $(NOW)

setup:
	@$(call install,$(PACKAGES))

# The browser, and what drives it, in a virtual environment of the project's own.
setup-browser:
	@$(call install,$(BROWSER_PACKAGES))
	@[ $(PYTHON_BROWSER)/made -nt Tests/Browser/requirements.txt ] || { \
	  rm -rf $(PYTHON_BROWSER) && python3 -m venv $(PYTHON_BROWSER) && \
	  $(PYTHON_BROWSER)/bin/pip install --quiet --disable-pip-version-check -r Tests/Browser/requirements.txt && \
	  touch $(PYTHON_BROWSER)/made; }

# Debian packages, only where one is missing: a machine that has them needs no root.
define install
missing=$$(for p in $(1); do dpkg -s $$p >/dev/null 2>&1 || echo $$p; done); \
if [ -n "$$missing" ]; then \
  echo "Installing Debian packages: "$$missing; \
  if [ $$(id -u) = 0 ]; then run=; else run=sudo; fi; \
  $$run apt-get update -qq && DEBIAN_FRONTEND=noninteractive $$run apt-get install -y -qq $$missing >/dev/null; \
fi
endef
