# What a contributor runs. `make test` and `make verify` set themselves up; CI runs the same two.
.DELETE_ON_ERROR:
SHELL := bash
VERSION ?= $(shell git describe --tags --always 2>/dev/null || echo dev)

.PHONY: build test verify fuzz bench dist neo4j neo4j-stop

build:            ## the program, in build/trama
	go build -o build/trama -ldflags "-X main.version=$(VERSION)" ./cmd/trama

test:             ## everything that must hold, with a real Neo4j; at most 15 minutes
	@scripts/check test

verify:           ## what takes longer: histories, kills, damaged files, volume
	@scripts/check verify

fuzz:             ## looks for files that break a reader, a minute each
	@scripts/check fuzz

bench:            ## times what must be fast, as Go benchmarks
	go test -run '^$$' -bench . -benchmem ./graph/... ./analysis/...

dist:             ## one file for each system, in dist/
	@scripts/dist $(VERSION)

neo4j:            ## a Neo4j to try by hand
	@scripts/neo4j start

neo4j-stop:       ## ends it
	@scripts/neo4j stop
