"""The bulk engine: every cell at once, from typed columns. It must say what the reference engine says (ADR 0021)."""
