"""A part of a workbook read as XML; what is wrong with it is refused in the words of workbooks."""

from collections.abc import Callable

from hoanhap.documents.excel.refusals import Refused
from hoanhap.kernel import tags
from hoanhap.kernel.lang import t
from hoanhap.kernel.tags import Attributes, local

__all__ = ["Attributes", "local", "walk"]


def walk(
    xml: bytes,
    start: Callable[[str, Attributes], None],
    end: Callable[[str], None] | None = None,
    text: Callable[[str], None] | None = None,
) -> None:
    try:
        tags.walk((xml,), start, end, text)
    except tags.BadXml as wrong:
        raise Refused("broken", what=t("nội dung XML sai", "its XML is wrong")) from wrong
    except tags.DocumentType as wrong:
        raise Refused("doctype") from wrong
