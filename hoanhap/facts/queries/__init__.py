"""The only readers of facts."""
