"""Definitions written by people in TOML: a file is read whole, and every mistake in it is told at its line and key."""
