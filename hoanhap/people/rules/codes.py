"""The code of a person: what others see in place of a name. It says nothing of who, where or when, and a slip shows."""

from collections.abc import Callable
from typing import Final

# Without I, L, O and U: nobody takes one for another, and no word comes of it by chance.
SIGNS: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_SLIPS: Final = str.maketrans({"I": "1", "L": "1", "O": "0", " ": "", "-": "", ".": ""})
DRAWN: Final = 10


def new_code(draw: Callable[[str], str]) -> str:
    """Ten signs drawn by `draw` (`secrets.choice`, or a seeded one for what is made up) and one that checks them."""
    drawn = "".join(draw(SIGNS) for _ in range(DRAWN))
    return _grouped(drawn + _check(drawn))


def read_code(text: str) -> str:
    """The code as it is stored, however it was typed; empty when it is none."""
    plain = text.upper().translate(_SLIPS)
    known = len(plain) == DRAWN + 1 and set(plain) <= set(SIGNS)
    return _grouped(plain) if known and plain[-1] == _check(plain[:-1]) else ""


def _check(drawn: str) -> str:
    """Weights 1, 3, 5 … are odd and so coprime to 32: any one wrong sign changes the sum."""
    total = sum((2 * n + 1) * SIGNS.index(sign) for n, sign in enumerate(drawn))
    return SIGNS[total % len(SIGNS)]


def _grouped(plain: str) -> str:
    return f"{plain[:4]}-{plain[4:8]}-{plain[8:]}"
