"""Finding agencies in words: the longest name of the table that stands there, with the level beside it.

`found_in` reads a cell whole, and what no name explains becomes a question; `opening` reads how a sentence begins.
"""

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import lru_cache
from typing import Final, NamedTuple

from hoanhap.kernel.lang import Words
from hoanhap.kernel.text import fold
from hoanhap.plans.reading.offices import BRANCHES, GROUPS, HEADS, LEVELS, NAMED_LEVELS, OFFICE_HOLDERS, OFFICES
from hoanhap.plans.rules.draft import AgencyRef, Candidate

_WORD = re.compile(r"[^\W_]+")
_SEPARATES: Final = re.compile(r"[;,\n/•+]|(?:^|\s)-\s|:")
_SAYS_NOTHING: Final = frozenset(
    {"va", "cac", "voi", "cung", "de", "nghi", "giao", "yeu", "cau", "lien", "quan", "chu", "tri", "phoi", "hop"}
)
_MOST_WORDS = 18
_LEVELS_OF: Final = ("province", "district", "commune")


class Token(NamedTuple):
    key: str
    start: int
    end: int
    capital: bool


@dataclass(frozen=True, slots=True)
class Known:
    """What a form of a name stands for."""

    kind: str
    sector: str
    level: str
    words: Words


@dataclass(frozen=True, slots=True)
class Mention:
    """An agency and where in the words it stands."""

    ref: AgencyRef
    start: int
    end: int
    first: int  # token
    after: int  # the token behind


def _key(words: str) -> str:
    """Names are compared without blanks, marks, diacritics and "và": LĐ-TB&XH is LĐTBXH."""
    return "".join(token.key for token in tokens(words))


def tokens(words: str) -> list[Token]:
    found = []
    for match in _WORD.finditer(words):
        key = fold(match[0])
        if key != "va":
            found.append(Token(key, match.start(), match.end(), match[0][0].isupper()))
    return found


def _names() -> dict[str, Known]:
    table: dict[str, Known] = {}
    for head, kind, level, words in HEADS:
        for branch in BRANCHES:
            full = Words(words.vi.format(x=branch.words.vi), words.en.format(x=branch.words.en))
            for form in branch.forms:
                table[_key(f"{head} {form}")] = Known(kind, branch.sector, level, full)
    for office in OFFICES:
        for form in office.forms:
            table[_key(form)] = Known(office.kind, office.sector, office.level, office.words)
    return table


NAMES: Final = _names()
GROUP_KEYS: Final = frozenset(_key(words) for words in GROUPS)
LEVEL_KEYS: Final = {_key(words): (level, every) for words, level, every in LEVELS}
NAMED_KEYS: Final = {_key(words): level for words, level in NAMED_LEVELS}
HOLDER_KEYS: Final = frozenset(_key(words) for words in OFFICE_HOLDERS)
BRANCH_KEYS: Final = frozenset(_key(form) for branch in BRANCHES for form in branch.forms if len(form) > 2)
_PLURAL: Final = {"cacbo": "bo", "bo": "bo"}


@lru_cache(maxsize=8192)
def found_in(words: str) -> tuple[AgencyRef, ...]:
    """Every agency of a cell in its order; what is left between separators and says something is one nobody knows."""
    row = tokens(words)
    mentions = _levelled(list(_mentions(words, row)), words)
    refs: list[tuple[int, AgencyRef]] = [(m.first, m.ref) for m in mentions]
    taken = {k for m in mentions for k in range(m.first, m.after)}
    refs += [(first, _unknown(text)) for first, text in _left_over(words, row, taken)]
    ordered = [ref for _, ref in sorted(refs, key=lambda pair: pair[0])]
    return _without_heads(ordered)


@lru_cache(maxsize=8192)
def opening(words: str) -> tuple[tuple[AgencyRef, ...], int]:
    """The agencies with which a sentence begins, one after another, and where its other words begin."""
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
        if _key(ref.text) not in _PLURAL or at + 1 == len(refs) or refs[at + 1].kind != "ministry"
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
        return None
    known = NAMES["".join(token.key for token in row[at:named])]
    if known.words.vi.startswith("Báo") and not (row[at].capital and named < len(row) and row[named].capital):
        return None  # "báo cáo", "báo chí"
    level, every, place, after = _level(words, row, named)
    if not place and known.sector == "press" and row[named - 1].capital and after == named:
        after = _capitals(words, row, named)
        place = words[row[named].start : row[after - 1].end] if after > named else ""
    ref = AgencyRef(_text(words, row, start, after), known.kind, known.sector, known.level or level,
                    every=every, place=place)  # fmt: skip
    return Mention(_judged(ref, known), row[start].start, row[after - 1].end, start, after)


def _branch(words: str, row: list[Token], at: int, before: list[Mention]) -> Mention | None:
    """ "các Bộ: Công an, Tư pháp, Tài chính": the head is said once for all of them."""
    if not before or not _only_joins(words[before[-1].end : row[at].start]):
        return None
    head = _PLURAL.get(_key(before[-1].ref.text)) or (before[-1].ref.kind == "ministry" and "bo")
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
    levels = (known.level,) if known.level else _LEVELS_OF
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
    alike = get_close_matches(_key(text)[:120], NAMES, n=3, cutoff=0.8)
    candidates: list[Candidate] = []
    for key in alike:
        candidates += [c for c in _at_levels(NAMES[key]) if c not in candidates]
    return AgencyRef(text, candidates=tuple(candidates))


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
