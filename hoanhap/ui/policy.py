"""`@policy("submission.view")`: every view says which right it needs.

This only marks. `access.middleware` reads the mark and enforces it before the view runs, and a start-up check
(`access.checks`) refuses a route without one, so a view cannot be reached by being forgotten. Two marks are not
rights: PUBLIC needs no sign-in, SIGNED_IN needs nothing but one.
"""

from collections.abc import Callable
from typing import Any, TypeVar

PUBLIC = "public"
SIGNED_IN = "signed-in"
MARKS = frozenset({PUBLIC, SIGNED_IN})

View = TypeVar("View", bound=Callable[..., Any])


def policy(right: str) -> Callable[[View], View]:
    """Mark a view with the right it needs. The outermost decorator, so that the mark is on what the route names."""

    def mark(view: View) -> View:
        view.policy = str(right)  # type: ignore[attr-defined]
        return view

    return mark


def needed(view: Callable[..., Any]) -> str | None:
    """The right a view was marked with; None when nobody marked it."""
    return getattr(view, "policy", None)
