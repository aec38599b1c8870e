"""One look for text from anywhere: composed letters, plain spaces, no invisible characters, lines kept."""

import re

from hoanhap.kernel.text import clean

_SPACES = re.compile("[ \t\u00a0\u2000-\u200a\u202f\u205f\u3000]+")
MOST = 20_000  # characters of one paragraph or cell


def plain(text: str) -> str:
    """Lines without blanks at their ends, blank lines dropped."""
    lines = (_SPACES.sub(" ", line).strip() for line in clean(text, MOST).split("\n"))
    return "\n".join(line for line in lines if line)


def one_line(text: str) -> str:
    return " ".join(text.split())
