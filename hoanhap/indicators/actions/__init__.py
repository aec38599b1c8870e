"""The only writers of kept figures."""
