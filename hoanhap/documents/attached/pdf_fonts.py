"""The fonts of a PDF: what character a code of each is, and how wide. Standard library only, as `pdf`."""

from dataclasses import dataclass, field
from typing import Any, Final

from hoanhap.documents.attached.pdf import BadPdf, Pdf, commands

MOST_CODES: Final = 70_000  # of one font
LATIN = {"WinAnsiEncoding", "MacRomanEncoding", "StandardEncoding"}
_UTF16 = "utf-16-be"
b"\0a".decode(_UTF16)  # its codec is a file, and later there are none


@dataclass
class Font:
    wide: int = 1  # bytes of a code
    letters: dict[int, str] = field(default_factory=dict)
    widths: dict[int, float] = field(default_factory=dict)
    usual: float = 500.0  # thousandths of the height


def font(pdf: Pdf, told: dict[str, Any]) -> Font:
    made = Font()
    if told.get("Subtype") == "Type0":
        made.wide, made.usual = 2, 1000.0
        (below, *_) = pdf.get(told.get("DescendantFonts")) or [None]
        _wide_widths(pdf, pdf.table(below), made)
    else:
        first = pdf.get(told.get("FirstChar"))
        widths = pdf.get(told.get("Widths"))
        if isinstance(first, int) and isinstance(widths, list):
            made.widths = {first + n: w for n, one in enumerate(widths) if isinstance(w := pdf.get(one), int | float)}
        made.letters = _latin(pdf.get(told.get("Encoding")), told)
    if "ToUnicode" in told:
        _to_unicode(pdf.unpacked(told["ToUnicode"]) or b"", made)
    return made


def _latin(encoding: Any, told: dict[str, Any]) -> dict[int, str]:
    """ASCII letters as everybody has them; none of a font of signs, and none of the codes that a font renames."""
    table = encoding if isinstance(encoding, dict) else {"BaseEncoding": encoding}
    base = table.get("BaseEncoding")
    if told.get("Subtype") == "Type3" or not (base in LATIN or (base is None and "ToUnicode" not in told)):
        return {}
    letters, code = {n: chr(n) for n in range(32, 127)}, 0
    for one in table.get("Differences") or ():
        if isinstance(one, int):
            code = one
        else:
            letters.pop(code, None)
            if one == "space" or (isinstance(one, str) and len(one) == 1):
                letters[code] = " " if one == "space" else one
            code += 1
    return letters


def _wide_widths(pdf: Pdf, below: dict[str, Any], made: Font) -> None:
    usual = pdf.get(below.get("DW"))
    made.usual = float(usual) if isinstance(usual, int | float) else 1000.0
    given = [pdf.get(one) for one in pdf.get(below.get("W")) or []][:MOST_CODES]
    at = 0
    while at + 1 < len(given):
        first, second = given[at], given[at + 1]
        if isinstance(second, list):
            made.widths.update({first + n: w for n, w in enumerate(second) if isinstance(w, int | float)})
            at += 2
        elif at + 2 < len(given):
            made.widths.update(dict.fromkeys(range(first, min(second, first + 65_535) + 1), given[at + 2]))
            at += 3
        else:
            return


def _to_unicode(cmap: bytes, made: Font) -> None:
    for word, told in commands(cmap):
        if word == "endcodespacerange" and told and isinstance(told[0], bytes) and told[0]:
            made.wide = len(told[0])
        elif word == "endbfchar":
            for code, said in zip(told[::2], told[1::2], strict=False):
                made.letters[code_of(code)] = _said(said)
        elif word == "endbfrange":
            for first, last, said in zip(told[::3], told[1::3], told[2::3], strict=False):
                _range(code_of(first), code_of(last), said, made.letters)
        if len(made.letters) > MOST_CODES:
            raise BadPdf


def _range(first: int, last: int, said: Any, letters: dict[int, str]) -> None:
    if last - first > MOST_CODES:
        raise BadPdf
    if isinstance(said, list):
        letters.update({first + n: _said(one) for n, one in enumerate(said[: last - first + 1])})
    elif begin := _said(said):
        for n in range(last - first + 1):
            letters[first + n] = begin[:-1] + chr(min(ord(begin[-1]) + n, 0x10FFFF))


def code_of(given: bytes) -> int:
    return int.from_bytes(given, "big")


def _said(given: Any) -> str:
    return given.decode(_UTF16, "ignore") if isinstance(given, bytes) else ""
