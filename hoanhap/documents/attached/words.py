"""What a file that may be kept says. Asked apart from whether it may: what cannot be read is no reason to refuse it."""

from dataclasses import dataclass
from typing import Any, ClassVar

from hoanhap.documents.attached import passages, pdf_words, word
from hoanhap.documents.attached.looking import LIMITS
from hoanhap.documents.excel.container import Limits, open_container


@dataclass(frozen=True)
class WordsReader:
    """`look`: {"passages": […], "read": …} as in `checking.Fit`."""

    limits: Limits = LIMITS
    libraries: ClassVar[tuple[str, ...]] = (
        "pypdf",
        "encodings",
    )  # both import pieces of themselves when they meet a use

    def look(self, data: bytes) -> dict[str, Any]:
        try:
            paragraphs, part = pdf_words.read(data) if data[:5] == b"%PDF-" else (self._word(data), False)
        except Exception:  # whatever a file makes of itself
            return {"passages": [], "read": "none"}
        told, everything = passages.cut(paragraphs)
        return {"passages": told, "read": "none" if not told else "part" if part else "all" if everything else "cut"}

    def _word(self, data: bytes) -> list[str]:
        of = self.limits
        return word.paragraphs(open_container(data, most_entries=of.entries, most_unpacked=of.unpacked, limits=of))
