"""Vietnamese names as the register compares, finds and orders them. Pure.

A name is kept as it is written. Beside it stands its *folded* form, from which everything else follows: words of plain
letters, one space between, so that `Nguyễn  Văn  Hoà`, `NGUYỄN VĂN HÒA` and `nguyen van hoa` are one key.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from hoanhap.kernel.text import clean, fold

NAME_WIDTH, GIVEN_WIDTH = 120, 40
_WORD = re.compile(r"[^\W_]+")
_ETH = str.maketrans("Ðð", "Đđ")  # U+00D0, which old keyboards gave for Đ: nobody sees the difference
_TONES = {"\u0300": "huyền", "\u0309": "hỏi", "\u0303": "ngã", "\u0301": "sắc", "\u0323": "nặng"}


class Keys(NamedTuple):
    """What is stored beside a name. Lists are ordered by (given, folded, id): people look for the given name."""

    name: str
    folded: str
    given: str


def keys(name: str) -> Keys:
    """The name fit to be stored, with its search keys. Every writer of a name takes them from here."""
    shown = " ".join(clean(name.translate(_ETH), NAME_WIDTH).split())
    plain = folded(shown)
    return Keys(shown, plain, given(plain))


def folded(name: str) -> str:
    """Words without diacritics, lower case, one space between; đ is d. Punctuation parts words: `H'Hen` → `h hen`."""
    return " ".join(word for part in name.split() if (word := _folded(part)))[:NAME_WIDTH].rstrip()


@lru_cache(maxsize=20_000)  # a million names are made of a few thousand words
def _folded(part: str) -> str:
    return " ".join(_WORD.findall(fold(part.translate(_ETH))))


def given(plain: str) -> str:
    """The last word of a folded name."""
    return plain.rpartition(" ")[2][:GIVEN_WIDTH]


def words(plain: str) -> tuple[str, ...]:
    return tuple(plain.split())


def spelled(name: str) -> tuple[tuple[str, str], ...]:
    """Letters and tone of each word, wherever the tone mark was put: `hoà` and `hòa`, NFC and NFD, are equal."""
    marks = (unicodedata.normalize("NFD", word) for word in _WORD.findall(_composed(name)))
    return tuple(
        (
            unicodedata.normalize("NFC", "".join(c for c in word if c not in _TONES)),
            next((_TONES[c] for c in word if c in _TONES), "ngang"),
        )
        for word in marks
    )


def _composed(name: str) -> str:
    return unicodedata.normalize("NFC", name.translate(_ETH)).casefold()


# ---------------------------------------------------------------- does a name answer a question?
def matches(asked: Sequence[str], plain: str) -> bool:
    """Every word asked for is a word of the name, each another one, in any order; the last one asked may be begun only.

    The whole words are taken first: since they are equal to what they take, which of two equal ones is no choice.
    """
    *whole, begun = asked or ("",)
    left = plain.split()
    for word in whole:
        if word not in left:
            return False
        left.remove(word)
    return any(word.startswith(begun) for word in left)


def contains(asked: Sequence[str], plain: str) -> bool:
    """As `matches`, with the last word whole too."""
    left = plain.split()
    for word in asked:
        if word not in left:
            return False
        left.remove(word)
    return True


def one_edit(text: str, alphabet: str) -> Iterator[str]:
    """Every text that one slip of the fingers makes of `text`: a letter or space too many, too few, wrong, or swapped
    with its neighbour. Not `text` itself; with repeats."""
    for i in range(len(text) + 1):
        head, tail = text[:i], text[i:]
        if tail:
            yield head + tail[1:]
        if len(tail) > 1 and tail[0] != tail[1]:
            yield head + tail[1] + tail[0] + tail[2:]
        for letter in alphabet:
            yield head + letter + tail
            if tail and letter != tail[0]:
                yield head + letter + tail[1:]


def one_slip(a: str, b: str) -> bool:
    """Whether `b` is one of `one_edit(a)`, without making them all."""
    if a == b or abs(len(a) - len(b)) > 1:
        return False
    n = next((n for n, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    mine, theirs = a[n:], b[n:]
    return (
        mine[1:] == theirs
        or mine == theirs[1:]
        or mine[1:] == theirs[1:]
        or (mine[:2] == theirs[:2][::-1] and mine[2:] == theirs[2:])
    )


def corrections(asked: Sequence[str], vocabulary: frozenset[str]) -> frozenset[tuple[str, ...]]:
    """What may have been meant: every question one slip away whose words are all words of somebody's name."""
    alphabet = "".join(sorted(set("".join(vocabulary)) | {" "}))
    text = " ".join(asked)
    known = {edited for edited in one_edit(text, alphabet) if not edited.isspace()}
    return frozenset(w for w in (words(edited) for edited in known) if w and vocabulary.issuperset(w)) - {tuple(asked)}


def near(asked: Sequence[str], plain: str, vocabulary: frozenset[str]) -> bool:
    """The name answers the question if one slip of the fingers is forgiven."""
    return any(contains(meant, plain) for meant in corrections(asked, vocabulary))
