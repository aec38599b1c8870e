"""The only readers of kept figures."""
