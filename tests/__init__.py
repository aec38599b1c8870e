"""Tests mirror the rooms; `architecture/` holds the house to its laws, `journeys/` walks it in a browser."""
