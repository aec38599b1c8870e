"""The only readers of ratings."""
