"""What is looked for in a text, and the place in it that answers best. Pure."""

import re

from hoanhap.kernel.text import fold, nfc

_WORD = re.compile(r"[a-z0-9]+")  # Vietnamese without its diacritics
_TOKEN = re.compile(r"[^\W_]+")
MOST_WORDS = 12
AROUND = 240  # characters of an excerpt
BEFORE = 60  # of them before what was found

Excerpt = tuple[tuple[str, bool], ...]  # pieces in their order: text, and whether it was looked for


def words_of(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(fold(text)))


def asked(text: str) -> list[str]:
    """The words of a question, each once: “1152/KH – UBND” asks for three."""
    return list(dict.fromkeys(_WORD.findall(fold(text))))[:MOST_WORDS]


def excerpt(text: str, wanted: frozenset[str]) -> Excerpt:
    """Where most of what is wanted stands together, and if that is alike, where it stands closest."""
    text = nfc(text).replace("\n", " ")
    hits = [(m.start(), m.end(), said) for m in _TOKEN.finditer(text) if (said := words_of(m[0])) & wanted]
    if not hits:
        return ((text[:AROUND], False),)
    start = _word_edge(text, max(0, _best(hits, wanted) - BEFORE))
    end = _word_edge(text, start + AROUND)
    pieces: list[tuple[str, bool]] = [("… ", False)] if start else []
    at = start
    for first, last, _ in hits:
        if start <= first and last <= end:
            pieces += [(text[at:first], False), (text[first:last], True)]
            at = last
    pieces.append((text[at:end] + (" …" if end < len(text) else ""), False))
    return _joined(pieces)


def _best(hits: list[tuple[int, int, frozenset[str]]], wanted: frozenset[str]) -> int:
    """Where the excerpt should begin to tell."""
    found = (0, 0, 0)
    for n, (first, _, _) in enumerate(hits):
        told, last = frozenset[str](), first
        for _, end, said in hits[n:]:
            if end - first > AROUND - BEFORE:
                break
            if said & wanted - told:
                told, last = told | said & wanted, end
        found = max(found, (len(told), first - last, -first))
    return -found[2]


def _word_edge(text: str, at: int) -> int:
    """The beginning of a word at or behind a place, so that none is shown halved."""
    if at <= 0 or at >= len(text):
        return max(0, min(at, len(text)))
    edge = text.find(" ", at - 1, at + 20)
    return edge + 1 if edge >= 0 else at


def _joined(pieces: list[tuple[str, bool]]) -> Excerpt:
    """Words that were found one after another are one piece."""
    told: list[tuple[str, bool]] = []
    for n, (text, found) in enumerate(pieces):
        between = told and not found and text == " " and n + 1 < len(pieces) and pieces[n + 1][1]
        if told and (told[-1][1] == found or between):
            told[-1] = (told[-1][0] + text, told[-1][1])
        elif text:
            told.append((text, found))
    return tuple(told)
