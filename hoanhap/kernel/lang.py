"""Two languages side by side: every sentence of the product is written once in Vietnamese and once in English.

Keeping the pair in one place makes the English switch complete by construction: a missing
translation is a syntax error, not a forgotten catalogue entry (ADR 0003).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import NamedTuple

LANGUAGES = ("vi", "en")
_language: ContextVar[str] = ContextVar("language", default="vi")


def language() -> str:
    return _language.get()


def set_language(code: str) -> None:
    _language.set(code if code in LANGUAGES else "vi")


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """Run a block in one language; official papers are always `speaking("vi")`."""
    token = _language.set(code)
    try:
        yield
    finally:
        _language.reset(token)


def t(vi: str, en: str, **values: object) -> str:
    """The sentence in the language of the moment, with `{name}` places filled."""
    sentence = en if _language.get() == "en" else vi
    return sentence.format(**values) if values else sentence


class Words(NamedTuple):
    """A pair kept for later: a label in a table of roles or states. `str()` reads it in the language of the moment."""

    vi: str
    en: str

    def __str__(self) -> str:
        return t(self.vi, self.en)
