"""What is done with figures, in the audit trail."""

from hoanhap.access.actions import log
from hoanhap.access.queries import set_up_actor


def rebuilt(figures: int) -> None:
    log(set_up_actor(), "figures.rebuild", "figures", "", count=figures)


def verified(differences: int) -> None:
    log(set_up_actor(), "figures.verify", "figures", "", differences=differences)
