"""The only writers of ratings."""

from hoanhap.classification.actions.rating import decide_on, propose, put_figures

__all__ = ["decide_on", "propose", "put_figures"]
