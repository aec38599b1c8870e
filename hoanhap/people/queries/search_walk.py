"""How the rows of a search are reached without reading the rest. One order everywhere: given, folded, id.

    along places   the persons of some communes, or some persons: when they are few
    along a word   the rows of `NameWord` under one word of the question, the rarest, and who bears those names
    by chunks      the names under words that begin so, sorted, some at a time: when those words are many and rare

Each gives rows in order and can go on after any row, so any of them, and any mixture, gives the same pages. A word
begun is nearly always the given name, by which the list is ordered: those names lie together, and are walked first.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from hoanhap.people.queries.search_sql import (
    Alternative,
    Asked,
    Ground,
    Hit,
    Key,
    Name,
    Part,
    after_key,
    bearers,
    before_key,
    hits,
    names,
    of_name,
    of_person,
)
from hoanhap.people.queries.search_words import PAST_ALL, Frequencies, the_only_word
from hoanhap.people.rules.names import given

FEW = 20_000  # persons that are quicker to look through than the whole country's bearers of a name
CHUNK = 24
HANDFUL = 400  # names under a word that are quicker to look through than the place where the list would begin
BY_WORD = Name("w.folded", "w.given")
IN_ORDER = Name("w.folded", "w.given", "w.word, w.given, w.folded")  # rows under last words: the word is the given name


def walk(asked: Asked, ground: Ground, after: Key, most: int, seen: Frequencies, *, alias: bool) -> list[Hit]:
    """The first `most` after a key."""
    if ground.persons is not None or (ground.communes is not None and not ground.many):
        return _along_places(asked, ground, after, most, alias)
    found: set[Hit] = set()
    for one in asked.alternatives or ((),):
        found.update(_Names(replace(asked, alternatives=(one,)), one, ground, after, most, seen, alias).walk())
    return _first(found, most)


def borne(alternatives: Iterable[Alternative], seen: Frequencies) -> Iterator[Alternative]:
    """Those that somebody's name, or alias, answers."""
    for words in alternatives:
        asked = Asked((words,), begun=False)
        rows = ((alias, last) for alias in (False, True) for last in (False, True))
        word, _ = seen.rarest(words, False)
        if any(names([_under(alias, last, word), *of_name(asked, "w.folded")], 1) for alias, last in rows):
            yield words


def _along_places(asked: Asked, ground: Ground, after: Key, most: int, alias: bool) -> list[Hit]:
    if alias:  # few enough to be sorted here: an alias does not keep its last word apart
        tables, name = "people_person p JOIN people_alias a ON a.person_id = p.id", Name("a.folded", "''")
        rows = hits(tables, name, [*of_person(asked, ground), *of_name(asked, "a.folded")], None, alias=True)
        return _first({hit for hit in _placed(rows) if hit.key > after}, most)
    name = Name("p.folded", "p.given")
    parts = [*of_person(asked, ground), *of_name(asked, name.folded), *after_key(name, after)]
    return hits("people_person p", name, parts, most, alias=False)


@dataclass(frozen=True)
class _Names:
    """One alternative, looked for among the names of the whole country."""

    asked: Asked
    words: Alternative
    ground: Ground
    after: Key
    most: int
    seen: Frequencies
    alias: bool

    def walk(self) -> list[Hit]:
        if not self.words:
            return self._in_order()
        if not self.asked.begun:
            return self._under_rarest(self.words)
        *whole, begun = self.words
        if whole and self.seen.rarest(whole, self.alias)[1] <= HANDFUL:
            return self._under_rarest(tuple(whole))
        ending = self._ending(tuple(whole), begun)
        before = ending[-1].key if len(ending) == self.most else None
        return _first({*ending, *self._inside(tuple(whole), begun, before)}, self.most)

    def _ending(self, whole: Alternative, begun: str) -> list[Hit]:
        """Names whose last word begins so. In the list they lie together."""
        if not whole:
            return self._in_order(begun)
        word, _ = self.seen.rarest(whole, self.alias, last=False)
        return self._rows(_under(self.alias, False, word), {word, f"{begun}*"}, since=begun)

    def _inside(self, whole: Alternative, begun: str, before: Key | None) -> list[Hit]:
        """Names in which a word before the last begins so; only those that come `before`."""
        count = self.seen.begun(begun, self.alias)
        if whole and self.seen.rarest(whole, self.alias)[1] <= count:
            return self._under_rarest(whole, before)
        if alone := the_only_word(begun, self.alias):
            return self._rows(_under(self.alias, False, alone), {f"{begun}*"}, before)
        if not whole and count * count > self.most * self.seen.names(self.alias):  # `most` are met sooner than sorted
            return self._in_order(before=before)
        return list(self._by_chunks(begun, before))

    def _under_rarest(self, words: Alternative, before: Key | None = None) -> list[Hit]:
        word, _ = self.seen.rarest(words, self.alias)
        rows = (self._rows(_under(self.alias, last, word), {word}, before) for last in (False, True))
        return _first({hit for some in rows for hit in some}, self.most)

    def _in_order(self, since: str = "", before: Key | None = None) -> list[Hit]:
        """Every name from the key on, or those whose last word begins so."""
        low, high = self._bounds(since, before)
        place = Part("(w.word, w.given, w.folded) >= (%s, %s, %s)", (low[0], *low))
        until = Part("(w.word, w.given, w.folded) <= (%s, %s, %s)", (high[0], *high))
        named = of_name(self.asked, "w.folded", frozenset({f"{since}*"} if since else ()))
        return self._hits(IN_ORDER, [_under(self.alias, True), place, until, *named], self.most, before)

    def _rows(self, under: Part, sure: set[str], before: Key | None = None, since: str = "") -> list[Hit]:
        """Under one word, from the key on; `since`: those whose last word begins so."""
        named = of_name(self.asked, "w.folded", frozenset(sure))
        return self._hits(BY_WORD, [under, *self._between(since, before), *named], self.most, before)

    def _by_chunks(self, begun: str, before: Key | None) -> Iterator[Hit]:
        """Names first: since they are few they may be sorted; who bears them need not be."""
        words = Part("w.word >= %s AND w.word < %s", (begun, begun + PAST_ALL))
        named = of_name(self.asked, "w.folded", frozenset({f"{begun}*"}))
        where = [_under(self.alias, False), words, *self._between("", before), *named]
        left, size, reached = self.most, CHUNK, Part("1 = 1")
        some = names(where, size)
        while some:
            rows = self._bearing([folded for _, folded in some], left, before)
            yield from rows
            left -= len(rows)
            if not left or len(some) < size:
                return
            size, reached = 8 * size, Part("(w.given, w.folded) > (%s, %s)", some[-1])
            some = names([*where, reached], size)

    def _bearing(self, some: list[str], most: int, before: Key | None) -> list[Hit]:
        """The bearers of some names."""
        person = of_person(self.asked, self.ground)
        if self.alias:
            tables, name = "people_alias a JOIN people_person p ON p.id = a.person_id", Name("a.folded", "''")
            rows = hits(tables, name, [_one_of("a.folded", some), *person], None, alias=True)
            return _first({hit for hit in _placed(rows) if hit.key > self.after}, most)
        name = Name("p.folded", "p.given")
        bounds = [*after_key(name, self.after), *before_key(name, before)]
        return hits("people_person p", name, [_one_of("p.folded", some), *person, *bounds], most, alias=False)

    def _bounds(self, since: str, before: Key | None) -> tuple[tuple[str, str], tuple[str, str]]:
        """The first and the last name that may come. One bound at each end: of two, the database may start at the
        wrong one."""
        ends = [(since + PAST_ALL, ""), *([before[:2]] if before else [])]
        return max((since, ""), self.after[:2]), min(ends)

    def _between(self, since: str, before: Key | None) -> Iterator[Part]:
        low, high = self._bounds(since, before)
        yield Part("(w.given, w.folded) >= (%s, %s)", low)
        yield Part("(w.given, w.folded) <= (%s, %s)", high)

    def _hits(self, name: Name, parts: list[Part], most: int, before: Key | None) -> list[Hit]:
        bounds = [*after_key(name, self.after), *before_key(name, before)]
        everything = [*parts, *of_person(self.asked, self.ground), *bounds]
        return hits(bearers(self.alias), name, everything, most, alias=self.alias)


def _under(alias: bool, last: bool, word: str | None = None) -> Part:
    if word is None:
        return Part("w.alias = %s AND w.last = %s", (alias, last))
    return Part("w.alias = %s AND w.last = %s AND w.word = %s", (alias, last, word))


def _one_of(column: str, values: list[str]) -> Part:
    return Part(f"{column} IN ({','.join(['%s'] * len(values))})", tuple(values))


def _placed(rows: Iterable[Hit]) -> Iterator[Hit]:
    return (hit._replace(given=given(hit.found)) for hit in rows)


def _first(found: set[Hit], most: int) -> list[Hit]:
    return sorted(found, key=lambda hit: hit.key)[:most]
