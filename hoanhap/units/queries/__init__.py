"""The only readers of the map and of agencies."""
