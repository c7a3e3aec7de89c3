"""Short exercises of one skill: the scenarios (YAML files here, kept out of the catalogue) and which comes next."""
