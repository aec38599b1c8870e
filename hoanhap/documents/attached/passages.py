"""Paragraphs cut into passages: what a search finds and shows. Standard library only: it runs in the reader's process.

A passage is some short paragraphs together, so that a heading stands with what it heads, or a piece of a long one. A
long one is cut with some words twice, so that no two neighbours are torn apart.
"""

from collections.abc import Iterable, Iterator

SHORT, LONG = 800, 1_600  # characters
TWICE = 12  # words
MOST = 400_000  # characters of one file: about 150 pages


def cut(paragraphs: Iterable[str]) -> tuple[list[str], bool]:
    """The passages, and whether that is all."""
    passages: list[str] = []
    held, size = "", 0
    for piece in _pieces(paragraphs):
        size += len(piece)
        if size > MOST:
            return [*passages, held] if held else passages, False
        if held and len(held) + len(piece) >= SHORT:
            passages.append(held)
            held = ""
        held = f"{held}\n{piece}" if held else piece
    return [*passages, held] if held else passages, True


def _pieces(paragraphs: Iterable[str]) -> Iterator[str]:
    for paragraph in paragraphs:
        words = paragraph.split()
        at = 0
        while at < len(words):
            length, end = 0, at
            while end < len(words) and length + len(words[end]) < LONG:
                length += len(words[end]) + 1
                end += 1
            end = max(end, at + 1)  # a word longer than a passage
            yield " ".join(words[at:end])[:LONG]
            at = end if end == len(words) else max(end - TWICE, at + 1)
