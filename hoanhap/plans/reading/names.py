"""The table of agencies as it is compared: words cut into tokens, every form of a name under its key."""

import re
from dataclasses import dataclass
from typing import Final, NamedTuple

from hoanhap.kernel.lang import Words
from hoanhap.kernel.text import fold
from hoanhap.plans.reading.offices import BRANCHES, GROUPS, HEADS, LEVELS, NAMED_LEVELS, OFFICE_HOLDERS, OFFICES

_WORD = re.compile(r"[^\W_]+")


class Token(NamedTuple):
    key: str
    start: int
    end: int
    capital: bool


@dataclass(frozen=True, slots=True)
class Known:
    """What a form of a name stands for."""

    kind: str
    sector: str
    level: str
    words: Words


def key_of(words: str) -> str:
    """Names are compared without blanks, marks, diacritics and "và": LĐ-TB&XH is LĐTBXH."""
    return "".join(token.key for token in tokens(words))


def tokens(words: str) -> list[Token]:
    found = []
    for match in _WORD.finditer(words):
        key = fold(match[0])
        if key != "va":
            found.append(Token(key, match.start(), match.end(), match[0][0].isupper()))
    return found


def _names() -> dict[str, Known]:
    table: dict[str, Known] = {}
    for head, kind, level, words in HEADS:
        for branch in BRANCHES:
            full = Words(words.vi.format(x=branch.words.vi), words.en.format(x=branch.words.en))
            for form in branch.forms:
                table[key_of(f"{head} {form}")] = Known(kind, branch.sector, level, full)
    for office in OFFICES:
        for form in office.forms:
            table[key_of(form)] = Known(office.kind, office.sector, office.level, office.words)
    return table


NAMES: Final = _names()
GROUP_KEYS: Final = frozenset(key_of(words) for words in GROUPS)
LEVEL_KEYS: Final = {key_of(words): (level, every) for words, level, every in LEVELS}
NAMED_KEYS: Final = {key_of(words): level for words, level in NAMED_LEVELS}
HOLDER_KEYS: Final = frozenset(key_of(words) for words in OFFICE_HOLDERS)
BRANCH_KEYS: Final = frozenset(key_of(form) for branch in BRANCHES for form in branch.forms if len(form) > 2)
