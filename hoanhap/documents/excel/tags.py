"""XML read by expat, event by event: no document type, no entities, no tree, names without their prefix."""

from collections.abc import Callable
from xml.parsers import expat

from hoanhap.documents.excel.refusals import Refused
from hoanhap.kernel.lang import t

Attributes = dict[str, str]


def walk(
    xml: bytes,
    start: Callable[[str, Attributes], None],
    end: Callable[[str], None] | None = None,
    text: Callable[[str], None] | None = None,
) -> None:
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _no_doctype
    parser.StartElementHandler = lambda name, attributes: start(local(name), attributes)
    if end:
        parser.EndElementHandler = lambda name: end(local(name))
    if text:
        parser.CharacterDataHandler = text
    try:
        parser.Parse(xml, True)
    except (expat.ExpatError, LookupError, ValueError) as wrong:  # the last two: an encoding nobody has
        raise Refused("broken", what=t("nội dung XML sai", "its XML is wrong")) from wrong


def local(name: str) -> str:
    return name.rpartition(":")[2]


def _no_doctype(*_: object) -> None:
    raise Refused("doctype")
