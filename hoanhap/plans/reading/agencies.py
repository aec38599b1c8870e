"""Finding agencies in words: the longest name of the table that stands there, with the level beside it.

`found_in` reads a cell whole, and what no name explains becomes a question; `opening` reads how a sentence begins.
"""

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import lru_cache
from typing import Final

from hoanhap.kernel.lang import Words
from hoanhap.plans.reading.names import (
    BRANCH_KEYS,
    GROUP_KEYS,
    HOLDER_KEYS,
    LEVEL_KEYS,
    NAMED_KEYS,
    NAMES,
    Known,
    Token,
    key_of,
    tokens,
)
from hoanhap.plans.reading.offices import NEWSPAPER, NO_COMMUNE
from hoanhap.plans.rules.draft import AgencyRef, Candidate

_SEPARATES: Final = re.compile(r"[;,\n•+]|(?:^|\s)-\s|:")
_SAYS_NOTHING: Final = frozenset(
    {"va", "cac", "voi", "cung", "de", "nghi", "giao", "yeu", "cau", "lien", "quan", "chu", "tri", "phoi", "hop"}
)
_MOST_WORDS = 18
_SHORT = 600  # characters: longer cells are not remembered, and no sentence names agencies for longer
_LEVELS_OF: Final = ("province", "district", "commune")


@dataclass(frozen=True, slots=True)
class Mention:
    """An agency and where in the words it stands."""

    ref: AgencyRef
    start: int
    end: int
    first: int  # token
    after: int  # the token behind


_PLURAL: Final = {"cacbo": "bo", "bo": "bo"}


def found_in(words: str) -> tuple[AgencyRef, ...]:
    """Every agency of a cell in its order; what is left between separators and says something is one nobody knows."""
    return _remembered(words) if len(words) <= _SHORT else _found_in(words)


@lru_cache(maxsize=4096)
def _remembered(words: str) -> tuple[AgencyRef, ...]:
    return _found_in(words)


def _found_in(words: str) -> tuple[AgencyRef, ...]:
    row = tokens(words)
    mentions = _levelled(list(_mentions(words, row)), words)
    refs: list[tuple[int, AgencyRef]] = [(m.first, m.ref) for m in mentions]
    taken = {k for m in mentions for k in range(m.first, m.after)}
    refs += [(first, _unknown(text)) for first, text in _left_over(words, row, taken)]
    ordered = [ref for _, ref in sorted(refs, key=lambda pair: pair[0])]
    return _without_heads(ordered)


def opening(words: str) -> tuple[tuple[AgencyRef, ...], int]:
    """The agencies with which a sentence begins, one after another, and where its other words begin."""
    words = words[:_SHORT]
    row = tokens(words)
    mentions: list[Mention] = []
    at = 0
    while at < len(row):
        mention = _branch(words, row, at, mentions) or _mention(words, row, at)
        if mention is None or (mentions and not _only_joins(words[mentions[-1].end : mention.start])):
            break
        mentions.append(mention)
        at = mention.after
    return _without_heads([m.ref for m in _levelled(mentions, words)]), mentions[-1].end if mentions else 0


def _without_heads(refs: list[AgencyRef]) -> tuple[AgencyRef, ...]:
    """Without "các Bộ" where the ministries themselves follow."""
    return tuple(
        ref
        for at, ref in enumerate(refs)
        if key_of(ref.text) not in _PLURAL or at + 1 == len(refs) or refs[at + 1].kind != "ministry"
    )


def _mentions(words: str, row: list[Token]) -> Iterator[Mention]:
    at = 0
    before: list[Mention] = []
    while at < len(row):
        mention = _branch(words, row, at, before) or _mention(words, row, at)
        if mention:
            before.append(mention)
            yield mention
        at = mention.after if mention else at + 1


def _mention(words: str, row: list[Token], at: int) -> Mention | None:
    """The longest name or group that begins with this word."""
    start = at
    while at < len(row) and (row[at].key in HOLDER_KEYS or _pair(row, at) in HOLDER_KEYS):
        at += 1 if row[at].key in HOLDER_KEYS else 2
    named, group = _longest(row, at, NAMES), _longest(row, start, GROUP_KEYS)
    if group > start and group >= named:
        ref = AgencyRef(_text(words, row, start, group), kind="group", sure=True, every=True)
        return Mention(ref, row[start].start, row[group - 1].end, start, group)
    if named <= at:
        return _newspaper(words, row, at)
    known = NAMES["".join(token.key for token in row[at:named])]
    level, every, place, after = _level(words, row, named)
    if not place and known.sector == "press" and row[named - 1].capital and after == named:
        after = _capitals(words, row, named)
        place = words[row[named].start : row[after - 1].end] if after > named else ""
    ref = AgencyRef(_text(words, row, start, after), known.kind, known.sector, known.level or level,
                    every=every, place=place)  # fmt: skip
    return Mention(_judged(ref, known), row[start].start, row[after - 1].end, start, after)


def _newspaper(words: str, row: list[Token], at: int) -> Mention | None:
    if at >= len(row) or words[row[at].start : row[at].end] != NEWSPAPER:
        return None
    after = _capitals(words, row, at + 1)
    if after == at + 1:
        return None
    place = words[row[at + 1].start : row[after - 1].end]
    ref = AgencyRef(_text(words, row, at, after), "body", "press", "province", sure=True, place=place)
    return Mention(ref, row[at].start, row[after - 1].end, at, after)


def _branch(words: str, row: list[Token], at: int, before: list[Mention]) -> Mention | None:
    """ "các Bộ: Công an, Tư pháp, Tài chính": the head is said once for all of them."""
    if not before or not _only_joins(words[before[-1].end : row[at].start]):
        return None
    head = _PLURAL.get(key_of(before[-1].ref.text)) or (before[-1].ref.kind == "ministry" and "bo")
    after = _longest(row, at, BRANCH_KEYS) if head else at
    if not head or after == at:
        return None
    known = NAMES[head + "".join(token.key for token in row[at:after])]
    ref = AgencyRef(_text(words, row, at, after), known.kind, known.sector, known.level, sure=True)
    return Mention(ref, row[at].start, row[after - 1].end, at, after)


def _pair(row: list[Token], at: int) -> str:
    return "".join(token.key for token in row[at : at + 2])


def _longest(row: list[Token], at: int, table: Container[str]) -> int:
    """The token behind the longest run from `at` that stands in a table; `at` when there is none."""
    end, run = at, ""
    for k in range(at, min(at + _MOST_WORDS, len(row))):
        run += row[k].key
        if run in table:
            end = k + 1
    return end


def _level(words: str, row: list[Token], at: int) -> tuple[str, bool, str, int]:
    """(level, all of them, a unit by name, the token behind) of what follows a name."""
    for wide in (1, 2):
        key = "".join(token.key for token in row[at : at + wide])
        named = _capitals(words, row, at + wide) if key in NAMED_KEYS else 0
        if named > at + wide:
            return NAMED_KEYS[key], False, words[row[at + wide].start : row[named - 1].end], named
    after = _longest(row, at, LEVEL_KEYS)
    if after == at or (at and not _close(words, row, at)):
        return "", False, "", at
    level, every = LEVEL_KEYS["".join(token.key for token in row[at:after])]
    return level, every, "", after


def _capitals(words: str, row: list[Token], at: int) -> int:
    """The token behind a unit's name of at most four words on the same line, which is no agency's."""
    after = at
    while after < min(len(row), at + 4) and row[after].capital and _close(words, row, after):
        if "\n" in words[row[after - 1].end : row[after].start] or _longest(row, after, NAMES) > after:
            break
        after += 1
    return after


def _close(words: str, row: list[Token], at: int) -> bool:
    """Whether only blanks stand before this word: a comma would begin another name."""
    return not words[row[at - 1].end : row[at].start].strip()


def _levelled(mentions: list[Mention], words: str) -> list[Mention]:
    """ "Viện kiểm sát nhân dân, Tòa án nhân dân tỉnh": the last one's level is that of those before it in the list."""
    done: list[Mention] = []
    for at, mention in enumerate(mentions):
        ref = mention.ref
        if not ref.level and ref.kind != "group" and at + 1 < len(mentions):
            following = mentions[at + 1]
            joined = words[mention.end : following.start].strip() in (",", "và", "")
            alike = following.ref.kind == ref.kind and following.ref.sector in _JUDICIAL and ref.sector in _JUDICIAL
            if joined and alike and following.ref.level:
                ref = replace(ref, level=following.ref.level, every=following.ref.every, sure=True, candidates=())
        done.append(replace(mention, ref=ref))
    return done


_JUDICIAL = ("court", "procuracy")


def _judged(ref: AgencyRef, known: Known) -> AgencyRef:
    """Sure once the level is; "các cấp" and a bare name leave it open."""
    return replace(ref, sure=True) if ref.level else replace(ref, candidates=_at_levels(known))


def _at_levels(known: Known) -> tuple[Candidate, ...]:
    levels = (known.level,) if known.level else _LEVELS_OF[: 2 if known.sector in NO_COMMUNE else 3]
    return tuple(
        Candidate(known.kind, known.sector, level, f"{known.words.vi}{_BEHIND[level].vi}",
                  f"{known.words.en}{_BEHIND[level].en}")
        for level in levels
    )  # fmt: skip


_BEHIND: Final = {
    "nation": Words("", ""),
    "province": Words(" tỉnh", " of the province"),
    "district": Words(" huyện, thành phố", " of the districts"),
    "commune": Words(" xã, phường, thị trấn", " of the communes"),
}


def _unknown(text: str) -> AgencyRef:
    """A name nobody knows, with those that look like it."""
    key = key_of(text)[:120]
    own = _threes(key)
    near = [name for name, threes in _THREES.items() if len(threes & own) * 2 >= len(threes)]
    candidates: list[Candidate] = []
    for name in get_close_matches(key, near, n=3, cutoff=0.8):
        candidates += [c for c in _at_levels(NAMES[name]) if c not in candidates]
    return AgencyRef(text, candidates=tuple(candidates))


def _threes(key: str) -> frozenset[str]:
    return frozenset(key[at : at + 3] for at in range(max(1, len(key) - 2)))


_THREES: Final = {name: _threes(name) for name in NAMES}  # to compare with few names, and not with all


def _left_over(words: str, row: list[Token], taken: set[int]) -> Iterator[tuple[int, str]]:
    """(token, words) of the stretches between separators that no name explains and that say something."""
    run: list[int] = []
    for at in range(len(row) + 1):
        ends = at == len(row) or at in taken or (run and _SEPARATES.search(words[row[run[-1]].end : row[at].start]))
        if ends and run:
            if any(row[k].key not in _SAYS_NOTHING for k in run):
                yield run[0], words[row[run[0]].start : row[run[-1]].end]
            run = []
        if at < len(row) and at not in taken:
            run.append(at)


def _only_joins(between: str) -> bool:
    return not tokens(between.replace("các", "").replace("với", ""))


def _text(words: str, row: list[Token], first: int, after: int) -> str:
    return " ".join(words[row[first].start : row[after - 1].end].split())
