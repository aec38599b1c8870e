"""Figures from facts: the definition language, an engine that says why, and one that recounts everything."""
