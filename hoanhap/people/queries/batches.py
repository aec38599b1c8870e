"""Persons that came together: lists read in, loads, made-up people."""

from hoanhap.people.models import Person


def synthetic_count() -> int:
    """How many made-up people the register holds."""
    return Person.objects.filter(synthetic=True).count()
