"""Whether two descriptions may be of one person, and why one thinks so. Pure.

Two things must agree: the name in some way, and the birth; or the number of a paper, which is enough alone. What
differs openly (another sex, a birth years apart) makes it another person, unless a number says otherwise.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from hoanhap.kernel.lang import Words
from hoanhap.people.rules.names import folded, one_slip, spelled, words

NUMBER, NAME, TONE, ORDER, ALIAS, MIDDLE, SLIP, DAY, YEAR, NEXT_YEAR, SWAPPED, OLD_AND_NEW, COMMUNE = REASONS = (
    Words("trùng số giấy tờ", "the same number of a paper"),
    Words("trùng họ tên", "the same name"),
    Words("họ tên chỉ khác dấu", "the name differs in its marks only"),
    Words("cùng các chữ trong tên, khác thứ tự", "the words of the name in another order"),
    Words("trùng tên gọi khác", "one goes by the other's name"),
    Words("tên thêm hoặc bớt chữ đệm", "a middle name more or less"),
    Words("tên khác một ký tự", "the name differs by one letter"),
    Words("trùng ngày sinh", "the same birth date"),
    Words("trùng năm sinh", "the same birth year"),
    Words("năm sinh lệch một năm", "birth years one apart"),
    Words("ngày và tháng sinh đảo chỗ", "day and month of birth exchanged"),
    Words("một hồ sơ có chứng minh nhân dân cũ, hồ sơ kia có căn cước", "one has the old card, the other the new one"),
    Words("cùng xã", "the same commune"),
)
# How much a reason says. A pair is sure from SURE on, and not worth telling below TELL.
WEIGHT = {
    NUMBER: 10, NAME: 5, TONE: 4, ORDER: 4, ALIAS: 3, MIDDLE: 3, SLIP: 3,
    DAY: 4, SWAPPED: 3, YEAR: 2, NEXT_YEAR: 1, OLD_AND_NEW: 1, COMMUNE: 1,
}  # fmt: skip
SURE, TELL = 9, 4


@dataclass(frozen=True, slots=True)
class Who:
    """Somebody as they are described. `numbers`: digests of papers' numbers; `kinds`: what papers they are."""

    name: str
    aliases: Sequence[str] = ()
    birth_year: int | None = None
    born_on: date | None = None
    sex: str = ""
    numbers: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    commune: int | None = None


@dataclass(frozen=True, slots=True)
class Likeness:
    reasons: tuple[Words, ...]

    @property
    def weight(self) -> int:
        return sum(WEIGHT[reason] for reason in self.reasons)

    @property
    def sure(self) -> bool:
        return self.weight >= SURE

    def __str__(self) -> str:
        return "; ".join(str(reason) for reason in self.reasons)


def likeness(one: Who, other: Who) -> Likeness | None:
    """The reasons to think that they are one person; None when they are not, or hardly, alike."""
    name, birth = like_names(one, other), like_births(one, other)
    found = [
        reason
        for reason, holds in (
            (NUMBER, bool(one.numbers & other.numbers)),
            (name, name is not None),
            (birth, birth is not None),
            (OLD_AND_NEW, name is not None and birth is not None and _old_and_new(one.kinds, other.kinds)),
            (COMMUNE, name is not None and one.commune is not None and one.commune == other.commune),
        )
        if holds and reason is not None
    ]
    if NUMBER not in found and (name is None or _another(one, other, birth)):
        return None
    like = Likeness(tuple(found))
    return like if like.weight >= TELL else None


def _another(one: Who, other: Who, birth: Words | None) -> bool:
    other_sex = one.sex and other.sex and one.sex != other.sex
    other_birth = one.birth_year and other.birth_year and birth is None
    return bool(other_sex or other_birth)


def like_names(one: Who, other: Who) -> Words | None:
    """The strongest way in which the names agree."""
    mine, theirs = folded(one.name), folded(other.name)
    if not mine or not theirs:
        return None
    if mine == theirs:
        return NAME if spelled(one.name) == spelled(other.name) else TONE
    if sorted(words(mine)) == sorted(words(theirs)):
        return ORDER
    if {mine, *map(folded, one.aliases)} & {theirs, *map(folded, other.aliases)} - {""}:
        return ALIAS
    if _one_middle_more(words(mine), words(theirs)) or _one_middle_more(words(theirs), words(mine)):
        return MIDDLE
    return SLIP if one_slip(mine, theirs) else None


def handles(who: Who) -> frozenset[str]:
    """Texts by which a description is found: two whose names agree in any way that `like_names` knows share one."""
    plain = folded(who.name)
    if not plain:
        return frozenset()
    of = words(plain)
    slips = (plain[:n] + plain[n + 1 :] for n in range(len(plain)))
    return frozenset(
        {plain, " ".join(sorted(of)), *map(folded, who.aliases), *slips, *(" ".join(kin) for kin in kin_of(of))} - {""}
    )


def _one_middle_more(longer: tuple[str, ...], shorter: tuple[str, ...]) -> bool:
    """Surname and given name are the same, and but for one word between them all the rest."""
    if len(longer) != len(shorter) + 1 or len(shorter) < 2:
        return False
    return any(longer[:n] + longer[n + 1 :] == shorter for n in range(1, len(longer) - 1))


def like_births(one: Who, other: Who) -> Words | None:
    """The way in which the births agree. Two known days that differ in one year are years that agree, no more."""
    if one.birth_year is None or other.birth_year is None:
        return None
    if one.born_on and other.born_on:
        if one.born_on == other.born_on:
            return DAY
        mine, theirs = one.born_on, other.born_on
        if (mine.year, mine.month, mine.day) == (theirs.year, theirs.day, theirs.month):
            return SWAPPED
    apart = abs(one.birth_year - other.birth_year)
    return YEAR if apart == 0 else NEXT_YEAR if apart == 1 else None


def _old_and_new(one: frozenset[str], other: frozenset[str]) -> bool:
    """One file knows the old number alone, the other the new one alone: numbers cannot be compared, papers can."""
    return ("cmnd" in one and "cccd" not in one and "cccd" in other and "cmnd" not in other) or (
        "cccd" in one and "cmnd" not in one and "cmnd" in other and "cccd" not in other
    )


def kin_of(asked: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """Questions whose answers hold every name that may be the same but for a slip: the words, and without each middle
    one. (A name with a word more answers the words themselves.)"""
    whole = tuple(asked)
    shorter = (whole[:n] + whole[n + 1 :] for n in range(1, len(whole) - 1))
    return tuple(dict.fromkeys((whole, *shorter)))
