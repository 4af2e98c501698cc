# Everything one does with this repository. `make help` lists it. Linux only: the test servers are locked with flock.
SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
MAVEN := mvn -B
SOAK ?= 20
VERSION := $(shell sed -n '/<artifactId>shizuka</{n;s:.*<version>\(.*\)</version>.*:\1:p}' pom.xml)
IMAGE ?= shizuka:$(VERSION)
TEST_SERVERS := kubernetes etcd helm prometheus alertmanager prometheus-oldest alertmanager-oldest prometheus-operator
DEMO_SERVERS := prometheus alertmanager

.PHONY: help demo test build image bench soak format clean

help: ## this list
	@sed -nE 's/^([a-z]+): .*## (.*)/make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 16

demo: ## a made-up estate with a real Prometheus and Alertmanager, live in the terminal; Ctrl-C ends it
	@build/require
	@testbed/build $(DEMO_SERVERS) >/dev/null
	@echo "demo: building Shizuka (a minute or two the first time)" >&2
	@$(MAVEN) -q -pl operator package -Dmaven.test.skip=true -Dcyclonedx.skip=true
	@exec operator/target/shizuka/bin/shizuka demo

test: ## all tests, against real servers; builds these first
	@build/require
	@build/browser >/dev/null
	@testbed/build $(TEST_SERVERS) >/dev/null
	$(MAVEN) clean verify

build: ## the distribution, in operator/target/shizuka
	@build/require
	$(MAVEN) -q -pl operator clean package -Dmaven.test.skip=true
	@echo "operator/target/shizuka/bin/shizuka"

image: ## the container image IMAGE (shizuka:VERSION, where the chart looks for it), by podman or docker
	@engine=$$(build/engine) && "$$engine" build --file Containerfile --tag "$(IMAGE)" \
	  --build-arg VERSION=$(VERSION) --build-arg REVISION=$$(git rev-parse HEAD 2>/dev/null || true) .

bench: ## measures, and writes docs/benchmarks.md
	@build/require
	@testbed/build prometheus alertmanager kubernetes etcd prometheus-operator >/dev/null
	$(MAVEN) -q -pl operator clean test -Dtest=PolicyIndexTest -Dsoak=10
	$(MAVEN) -q clean package -Dmaven.test.skip=true
	bench/run

soak: ## the tests of `make test` with SOAK (20) times the numbers
	@build/require
	@build/browser >/dev/null
	@testbed/build $(TEST_SERVERS) >/dev/null
	$(MAVEN) clean verify -Dsoak=$(SOAK)

format: ## formats the Java sources
	@build/require
	$(MAVEN) -q spotless:apply

clean: ## removes what was built here (not the test servers)
	@build/require
	$(MAVEN) -q clean
