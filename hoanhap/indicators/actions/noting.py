"""What is done with figures, in the audit trail."""

from collections.abc import Iterable

from hoanhap.access.actions import log
from hoanhap.access.queries import set_up_actor
from hoanhap.access.rules import Actor


def rebuilt(figures: int) -> None:
    log(set_up_actor(), "figures.rebuild", "figures", "", count=figures)


def verified(differences: int) -> None:
    log(set_up_actor(), "figures.verify", "figures", "", differences=differences)


def read(by: Actor, *, form: str, unit: str, periods: Iterable[str]) -> None:
    log(by, "figures.read", "figures", form, unit=unit, periods=" ".join(periods))


def explained(by: Actor, *, indicator: str, unit: str, period: str, persons: int) -> None:
    """`persons`: how many were shown by their code or name."""
    log(by, "figures.explain", "figures", indicator, unit=unit, period=period, count=persons)


def named(by: Actor, *, indicator: str, persons: int) -> None:
    """So many were shown by name, behind one figure: a list of persons read, as any other."""
    if persons:
        log(by, "person.list", "figures", indicator, purpose="P1", fields="K1 K2 K3", count=persons)
