"""Grounds on which one sector may be given a list by another, as far as documents were found that say so."""

from dataclasses import dataclass
from datetime import date

from hoanhap.kernel.lang import Words

KINDS = ("patients", "residents")
SECTORS = {
    "health": Words("Y tế", "Health"),
    "centre": Words("Cơ sở cai nghiện", "Rehabilitation centre"),
    "labour": Words("Lao động - Thương binh và Xã hội", "Labour"),
    "authority": Words("Ủy ban nhân dân", "People's committee"),
    "police": Words("Công an", "Police"),
}
CLASSES = ("K1", "K2", "K3", "K4", "K5")


@dataclass(frozen=True, slots=True)
class Basis:
    """`holder` gives `asker` a list of `kind`, of these classes of fields at most. One that is not verified gives
    nothing by itself: it is offered to whoever guards the data, who may register it."""

    code: str
    title: Words
    article: str
    kind: str
    holder: str
    asker: str
    classes: tuple[str, ...]
    valid_from: date
    valid_to: date | None
    source: str
    verified: bool
    note: Words = Words("", "")
