# Every target is explained by "make help". Long jobs live in scripts/, which say what they are doing.
.DEFAULT_GOAL := help
.PHONY: help setup build test docs demo run services build-worker run-worker demo-dict up up-dict down logs watch wf-producer wf-registry-logger format lint \
	test-interop test-tsan test-asan test-faults test-faults-dict test-scale test-soak fuzz record-histories bench bench-codec bench-replay bench-memory \
	bench-show bench-dict counts profile clean

SWIFT_SOURCES := Package.swift $(wildcard Sources Tests Examples Benchmarks)
COMPOSE := docker compose
EVENT_TYPE ?= event.a
OBSERVERS = $(if $(filter observability,$(WITH)),prometheus grafana)

help: ## Lists these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-20s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: ## Installs what is missing: Debian packages and .venv
	@scripts/setup

build: setup ## Builds everything, tests too (debug)
	swift build --build-tests

test: ## Installs, builds and runs every test against real servers
	@scripts/test

docs: build ## Builds the DocC archives of the library's modules, and says where they are
	@scripts/check-docs
	@printf '    %s\n' .dev/docs/*.doccarchive
	@echo '==> To read one: python3 -m http.server --directory .dev/docs/TemporalWorker.doccarchive, then http://localhost:8000/documentation/temporalworker'

test-interop: ## Holds it against others in full: Python SDK, official protobuf, grpcio
	@scripts/test-interop

test-tsan: ## Runs the tests under the thread sanitizer
	@scripts/test-sanitized thread

test-asan: ## Runs the tests under the address sanitizer
	@scripts/test-sanitized address

test-faults: ## Kills workers and servers and breaks the network amid 200 workflows
	@scripts/test-faults

test-faults-dict: ## Kills every part of DICT amid 500 claims, with three seeds
	@scripts/test-faults-dict

test-scale: ## Runs of 45,000 events, 2,000 activities at once and 10,000 signals
	@scripts/test-scale

test-soak: ## Random workflows for an hour while workers are killed (SOAK_MINUTES=60)
	@scripts/test-soak

fuzz: ## Feeds random input to every reader, five minutes each (FUZZ_SECONDS=300)
	@scripts/fuzz $(or $(FUZZ_SECONDS),300)

demo: setup ## Shows it all at work: server, UI, both workers, two events; then ends
	@scripts/demo

run: setup ## The same as demo, and stays until Ctrl-C
	@scripts/demo --stay

services: setup ## Starts what the DICT worker works with on this machine, until Ctrl-C
	@scripts/services

build-worker: setup ## Builds bin/worker (optimised)
	swift build -c release --product worker
	@mkdir -p bin && cp "$$(swift build -c release --show-bin-path)/worker" bin/worker

# What "make services" keeps up is used where it runs; .env says the rest.
run-worker: build-worker ## Runs bin/worker with the settings of "make services" or .env
	@set -a; [ ! -f .dev/services.env ] || . ./.dev/services.env; exec bin/worker

demo-dict: setup ## Shows DICT at work: a claim, an entry's life, an infraction and a vsync; then ends
	@scripts/demo-dict

up: .env ## Starts PostgreSQL, Temporal, UI and both pub/sub workers in containers (needs Docker)
	$(COMPOSE) up --build --detach
	@echo '==> Temporal UI: http://localhost:8233'

up-dict: .secrets ## Starts the DICT worker and what it works with (WITH=observability: Prometheus and Grafana too)
	$(COMPOSE) --profile dict --profile observability up --build --detach dict-worker temporal-ui temporal-admin-tools $(OBSERVERS)
	@echo '==> Temporal UI: http://localhost:8233; the worker: http://localhost:8081/ready and http://localhost:9093/metrics'

down: ## Stops the containers
	$(COMPOSE) --profile '*' down

logs: ## Follows the containers' logs; one service's with: make logs worker
	$(COMPOSE) logs --follow $(LOGS_OF)

watch: .env ## Starts the containers and builds the workers again whenever their sources change
	$(COMPOSE) up --build --watch

wf-producer: ## Publishes an event to what runs: make wf-producer EVENT_TYPE=event.b
	@scripts/start-workflow producer $(EVENT_TYPE)

wf-registry-logger: ## Has the worker log its workflows, activities and subscriptions
	@scripts/start-workflow registry-logger

format: ## Formats the Swift sources
	swift format format --in-place --parallel --recursive $(SWIFT_SOURCES)

lint: setup ## Checks the form of Swift sources, shell scripts and Python programs, and workflows for determinism
	@scripts/lint

record-histories: ## Records the fixtures of the replay tests anew with the Python SDK
	@scripts/record-histories

bench: ## Measures everything beside the Python SDK and others, and prints a table
	@scripts/bench bench

bench-codec: ## Measures the codecs beside libprotobuf-c and swift-protobuf
	@scripts/bench bench codec

bench-replay: ## Measures replay beside the Python SDK
	@scripts/bench bench replay

bench-memory: ## Measures memory beside the Python SDK
	@scripts/bench bench memory

bench-show: ## Prints the table of what was measured last, and draws docs/benchmarks.svg
	@scripts/bench bench show

bench-dict: ## Measures the DICT worker: claims, waiting claims and workflows, a million entries verified
	@scripts/bench-dict

counts: ## Counts instructions and allocations, and compares them with those kept (KEEP=1 keeps them)
	@scripts/bench counts $(if $(KEEP),--keep)

profile: ## Shows where time goes: make profile OF="worker cpu-ten", OF="replay ten", OF="part decode"
	@scripts/bench profile $(OF)

clean: ## Removes build products and the scratch folder (not .venv)
	rm -rf .build* .dev

.env:
	cp .env.example .env

# Passwords of the containers' own, random, once. The folder is closed to others; the containers' users must read the files.
.secrets:
	@mkdir -m 700 .secrets
	@for name in dict-postgres-password grafana-password; do openssl rand -hex 16 >.secrets/$$name; done
	@chmod 644 .secrets/*

# "make logs worker": the words after logs are services, not targets.
ifeq (logs,$(firstword $(MAKECMDGOALS)))
LOGS_OF := $(wordlist 2,$(words $(MAKECMDGOALS)),$(MAKECMDGOALS))
$(eval $(LOGS_OF):;@:)
endif
