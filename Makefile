# Debrief's targets. CI calls the same ones: see .ci/run.

SHELL := /bin/bash
SWIFT ?= swift
BUILD := .build/debug
NOW := 2026-03-31T18:00:00Z
PACKAGES := libical-dev libidn2-dev libpsl-dev libarchive-dev libsqlite3-dev publicsuffix tzdata pkg-config python3 \
  python3-dateutil strace
CORPUS ?=
ORACLES ?=
CRM ?=

.PHONY: demo test check lint format bench conformance clean setup build

## demo: install what is needed, build, run the main job on Fixtures/ and show the prompts
demo: build
	@rm -rf .debrief
	$(BUILD)/debrief run --now $(NOW) --verbose
	@echo
	$(BUILD)/debrief prompts list --now $(NOW) --owner bruno.keller --limit 8
	@echo
	@echo "These are 8 of the prompts that wait. Look further:"
	@echo "  $(BUILD)/debrief prompts list --now $(NOW)                     every prompt of every SA"
	@echo "  $(BUILD)/debrief prompts list --now $(NOW) --outcome ambiguous those that Debrief would not decide"
	@echo "  $(BUILD)/debrief prompts show ID                              one prompt, with all its evidence"
	@echo "  $(BUILD)/debrief explain epsilo.example                       why a domain matches, or does not"
	@echo "  $(BUILD)/debrief run --now $(NOW) --verbose                   the same again: nothing to do"

## test: the same set-up, then every test
test: build
	$(SWIFT) test

## check: what has to pass before a commit
check: lint test

## lint: style and format, without changing anything
lint:
	$(SWIFT) format lint --strict --recursive Package.swift Sources Tests

## format: write every file in the project's format
format:
	$(SWIFT) format --in-place --recursive Package.swift Sources Tests

## clean: remove everything that was built and the demo's state
clean:
	rm -rf .build .build-* .debrief

build: setup
	$(SWIFT) build

# The Debian packages, only where one is missing: a machine that has them needs no root.
setup:
	@missing=$$(for p in $(PACKAGES); do dpkg -s $$p >/dev/null 2>&1 || echo $$p; done); \
	if [ -n "$$missing" ]; then \
	  echo "Installing Debian packages: "$$missing; \
	  if [ $$(id -u) = 0 ]; then run=; else run=sudo; fi; \
	  $$run apt-get update -qq && DEBIAN_FRONTEND=noninteractive $$run apt-get install -y -qq $$missing >/dev/null; \
	fi
