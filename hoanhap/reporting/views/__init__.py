"""Thin views: find through scope, call one query or one action, render or redirect."""
