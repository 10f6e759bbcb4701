.PHONY: neo4j neo4j-stop

neo4j: ## start a Neo4j to try by hand
	@scripts/neo4j start

neo4j-stop: ## end it and remove its data
	@scripts/neo4j stop
