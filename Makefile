# Everything that a contributor does, by name. `make` alone lists it.
SHELL := /bin/bash
ARGS ?=

.DEFAULT_GOAL := help
.PHONY: help build format run demo test test-quick test-busy assets cluster-up cluster-down fill bench soak soak-browser reliability pictures

help: ## list what can be made
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F':.*## ' '{printf "  make %-14s %s\n", $$1, $$2}'

build: ## compile everything
	dotnet build -c Release

format: ## format C# (CSharpier, 140 columns)
	dotnet tool restore && dotnet csharpier format .

run: ## start the dashboard with your kubeconfig (ARGS="--context NAME …")
	dotnet run -c Release --project src/K8sDashboard.Web -- $(ARGS)

demo: ## a simulated cluster with metrics, and the dashboard on it (ARGS="--help"; YES=1 gets Prometheus without asking)
	src/K8sDashboard.Demo/start $(ARGS)

test: ## every test, in a real browser and against a real Kubernetes
	tests/run

test-quick: ## the tests that need neither root nor a browser nor a cluster
	dotnet test

test-busy: ## the tests beside two busy loops, which must not change any result (hours; ARGS="Cluster Web" for some projects)
	tests/busy $(ARGS)

assets: ## bundle the JavaScript of assets/ into wwwroot/
	assets/build

cluster-up: ## start the real test cluster (builds Kubernetes once a machine)
	tests/cluster/cluster up

cluster-down: ## end the real test cluster
	tests/cluster/cluster down

fill: ## put made-up nodes and pods into the test cluster (ARGS="--nodes 1000 --pods 10000 --churn 10")
	dotnet run -c Release --project tests/K8sDashboard.Fill -- $(ARGS)

reliability: ## write docs/reliability.md from the reports of the last `make test`
	dotnet run tests/reliability/Report.cs artifacts/reports tests/reliability/scenarios.tsv docs/reliability.md

soak: ## the faults in their real length, half an hour unless told (ARGS="HOURS", ARGS="HOURS --real-cluster" for TEST_KUBECONFIG's churn)
	dotnet run -c Release --project tests/K8sDashboard.Soak -- $(ARGS)

soak-browser: ## a page without its network, and a server out of reach, in their real length, in a real browser on the test cluster (TEST_KUBECONFIG)
	TEST_REAL_DURATIONS=1 dotnet test --project tests/K8sDashboard.EndToEnd.Tests -c Release -- --filter-method '*NetworkLostFor5Minutes*' '*UnreachableFor10Minutes*'

pictures: ## take the README's pictures from the last `make test`
	mkdir -p docs/images && cp artifacts/screenshots/readme-rollout.png docs/images/rollout.png
	cp artifacts/screenshots/readme-demo-light-1440.png docs/images/demo.png

bench: ## measure against the gates, on a filled cluster (TEST_KUBECONFIG), into docs/performance.md
	dotnet publish src/K8sDashboard.Web -c Release --use-current-runtime --self-contained false -o artifacts/published
	TEST_DASHBOARD=artifacts/published/K8sDashboard.Web.dll dotnet run -c Release --project tests/K8sDashboard.Benchmarks -- $(or $(ARGS),--write docs/performance.md)
