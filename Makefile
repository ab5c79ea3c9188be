# Tandem. `make` synthesizes the environments; `make help` lists the rest.
#
#   make deploy ENV=prod               one environment
#   make synth ENVIRONMENTS=FILE       other environment files than environments/
#   make deploy APPROVE=yes            do not ask before applying
#   make deploy PROVIDER=registry      let Terraform download the google provider
#   make deploy PROVIDER=mirror        take the one that is built here (the default, unless
#                                      a Terraform CLI configuration of your own is found)

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory
.DEFAULT_GOAL := synth

ENV ?= dev
ENVIRONMENTS ?=
APPROVE ?=
PROVIDER ?= $(if $(wildcard $(TF_CLI_CONFIG_FILE) $(HOME)/.terraformrc),registry,mirror)

# Neither terraform nor cdktf phones out.
export CHECKPOINT_DISABLE := 1

# Where nobody looks at a terminal, cdktf shows results without its animation.
ifndef MAKE_TERMOUT
export CI ?= true
endif

# Every Terraform command complains when this names a file that is not there.
ifeq ($(wildcard $(TF_CLI_CONFIG_FILE)),)
unexport TF_CLI_CONFIG_FILE
endif

build := .build
cdktf := node_modules/.bin/cdktf
app := $(if $(ENVIRONMENTS),--app "go run . $(ENVIRONMENTS)")
approve := $(if $(APPROVE),--auto-approve)
sources = $(shell find $(1) -type f \( -name '*.go' -o -name 'go.*' -o -name '*.json' \) -not -path '*/testdata/*')

# How commands reach Terraform and the google provider. A lock file in the output
# would hold on to the checksum of a mirror that has been built anew since.
with_mirror = TERRAFORM_BINARY_NAME="$$(cat $(build)/terraform.path)" TF_CLI_CONFIG_FILE="$$(cat $(build)/terraform.rc.path)"
ifeq ($(PROVIDER),mirror)
provider := provider
with_provider = rm -f cdktf.out/stacks/$(ENV)/.terraform.lock.hcl; $(with_mirror)
skip_lock := --skip-provider-lock
endif

race := $(if $(shell command -v gcc),-race)

.PHONY: synth
synth: node_modules/.package-lock.json bindings ## Turn the environment files into Terraform JSON under cdktf.out (the default)
	@$(cdktf) synth $(app)

.PHONY: list diff deploy destroy
list: node_modules/.package-lock.json bindings ## List the environments
	@$(cdktf) list $(app)

diff: node_modules/.package-lock.json bindings $(provider) ## Show what a deployment of ENV would change
	@$(with_provider) $(cdktf) diff $(ENV) $(app) $(skip_lock)

deploy: node_modules/.package-lock.json bindings $(provider) ## Deploy ENV
	@$(with_provider) $(cdktf) deploy $(ENV) $(app) $(skip_lock) $(approve)

destroy: node_modules/.package-lock.json bindings $(provider) ## Destroy what was deployed of ENV
	@$(with_provider) $(cdktf) destroy $(ENV) $(app) $(skip_lock) $(approve)

.PHONY: bindings
bindings: $(build)/bindings ## Generate the Go bindings of the google provider, pruned to what is imported
	@$(build)/bindings

.PHONY: provider
provider: $(build)/tools ## Build the google provider into a mirror in the user's cache folder
	@$(build)/tools terraform > $(build)/terraform.path
	@$(build)/tools provider > $(build)/terraform.rc.path

.PHONY: test
test: check test-modules test-all ## Run every test, on real Terraform and the real google provider

.PHONY: test-all
test-all: node_modules/.package-lock.json bindings provider
	@$(with_mirror) go test ./...
	@go test $(race) ./bench

.PHONY: test-modules
test-modules: $(build)/bindings provider
	@GOWORK=off go -C bindings test $(race) ./...
	@GOWORK=off go -C tools test $(race) ./...
	@$(build)/bindings -C examples/platform-team
	@$(with_mirror) go -C examples/platform-team test ./...

.PHONY: test-whole
test-whole: $(build)/bindings bindings ## Check that the whole bindings write the same bytes as the pruned ones (minutes)
	@$(build)/bindings --whole --out $(build)/whole/generated --work $(build)/whole/go.work
	@go build -o $(build)/pruned/tandem .
	@GOWORK=$(CURDIR)/$(build)/whole/go.work go build -o $(build)/whole/tandem .
	@for kind in pruned whole; do \
		rm -rf $(build)/$$kind/cdktf.out; \
		CDKTF_OUTDIR=$(build)/$$kind/cdktf.out $(build)/$$kind/tandem environments examples/qrl-api; \
	done
	@diff -r $(build)/pruned/cdktf.out $(build)/whole/cdktf.out && echo "whole and pruned bindings write the same bytes"

.PHONY: check
check: bindings $(build)/tools ## Format, vet, staticcheck and unit tests, in about a minute
	@unformatted=$$(gofmt -l $$(git ls-files '*.go')); \
		if [ -n "$$unformatted" ]; then echo "not formatted, run gofmt -w:" $$unformatted >&2; exit 1; fi
	@go vet ./...
	@staticcheck=$$($(build)/tools staticcheck); $$staticcheck ./...; \
		for module in bindings tools; do (cd $$module && GOWORK=off go vet ./... && GOWORK=off $$staticcheck ./...); done
	@go test -short ./...

.PHONY: bench
bench: node_modules/.package-lock.json bindings $(build)/bindings ## Measure, and write docs/performance.md
	@go run ./bench

.PHONY: clean
clean: ## Remove what make made in this folder; caches and Terraform state stay
	@rm -rf $(build) cdktf.out node_modules generated go.work go.work.sum examples/*/generated examples/*/go.work examples/*/cdktf.out

.PHONY: help
help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+( [a-z-]+)*:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))
	@echo
	@sed -n 's/^#   /  /p' $(firstword $(MAKEFILE_LIST))

# npm itself writes this file last.
node_modules/.package-lock.json: package.json package-lock.json
	@echo "npm: installing the cdktf command line" >&2
	@npm ci --ignore-scripts --no-audit --no-fund --loglevel=error > /dev/null
	@touch $@

$(build)/bindings: $(call sources,bindings)
	@mkdir -p $(build)
	@GOWORK=off go -C bindings build -o ../$@ .

$(build)/tools: $(call sources,tools)
	@mkdir -p $(build)
	@GOWORK=off go -C tools build -o ../$@ .
