"""Text made safe for XML: what people typed goes into a file as text, whole, and never as markup."""

import re
import unicodedata
from html import escape as _escape

# Control characters, lone surrogates and two non-characters have no place in XML 1.0: a file with one does not open.
_ILLEGAL = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_RETURNS = re.compile("\r\n?")


def legal(text: str) -> str:
    """NFC, line ends as \\n, without the characters that XML cannot hold. Direction marks are letters here: kept."""
    return _ILLEGAL.sub("", unicodedata.normalize("NFC", _RETURNS.sub("\n", text)))


def escape(text: str) -> str:
    """For an element's content or a quoted attribute."""
    return _escape(legal(text))
