"""XML read by expat, event by event: no document type, no entities, no tree, names without their prefix."""

from collections.abc import Callable, Iterable
from xml.parsers import expat

Attributes = dict[str, str]


class BadXml(Exception):
    """It is no well-formed XML."""


class DocumentType(Exception):
    """It declares a document type, which no honest file of ours needs."""


def walk(
    pieces: Iterable[bytes],
    start: Callable[[str, Attributes], None],
    end: Callable[[str], None] | None = None,
    text: Callable[[str], None] | None = None,
) -> None:
    """Raises BadXml, DocumentType, and whatever the pieces and the three who are told raise."""
    parser, local = expat.ParserCreate(), _Local()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _no_doctype
    parser.StartElementHandler = lambda name, attributes: start(local[name], attributes)
    if end:
        parser.EndElementHandler = lambda name: end(local[name])
    if text:
        parser.CharacterDataHandler = text
    try:
        for piece in pieces:
            parser.Parse(piece, False)
        parser.Parse(b"", True)
    except (expat.ExpatError, LookupError, ValueError) as wrong:  # the last two: an encoding nobody has
        raise BadXml from wrong


def local(name: str) -> str:
    return name.rpartition(":")[2]


class _Local(dict[str, str]):
    """Each name is cut once."""

    def __missing__(self, name: str) -> str:
        self[name] = found = local(name)
        return found


def _no_doctype(*_: object) -> None:
    raise DocumentType
