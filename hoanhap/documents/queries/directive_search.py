"""Finding directives by words: in the record, in what it rests on or changes, in what its files say.

Nobody finds by words what they may not read: neither a directive, nor one that another rests on.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import BooleanField, ExpressionWrapper, Min, Q, QuerySet

from hoanhap.documents.models import Directive, DirectiveLink, DirectivePassage
from hoanhap.documents.queries.directive_record import cited_of
from hoanhap.documents.rules.directives import LINKS
from hoanhap.documents.rules.seeking import Excerpt, asked, excerpt


@dataclass(frozen=True, slots=True)
class Hit:
    """Where else than in the record the words stand: the kind of link, or the name of a file."""

    place: str
    excerpt: Excerpt


def matching(seen: QuerySet[Directive], text: str) -> QuerySet[Directive]:
    """Those among `seen` that answer. `in_record`: by their own record; these are what was meant by a number."""
    words = asked(text)
    if not words:
        some = seen.none() if any(map(str.isalnum, text)) else seen
        return some.annotate(in_record=ExpressionWrapper(Q(pk__gt=0), BooleanField()))
    own = _all(words, "folded")
    elsewhere = Q(pk__in=_links(seen, words).values("directive")) | Q(pk__in=_passages(text).values("file__directive"))
    return seen.filter(own | elsewhere).annotate(in_record=ExpressionWrapper(own, BooleanField()))


def hits(seen: QuerySet[Directive], among: Collection[int], text: str) -> dict[int, Hit]:
    """Where each of these, whose own record does not answer, says the words."""
    if not among:
        return {}
    found = _in_links(seen, among, text)
    return {**_in_files(set(among) - found.keys(), text), **found}


def _links(seen: QuerySet[Directive], words: list[str]) -> QuerySet[DirectiveLink]:
    of_target = Directive.objects.filter(_all(words, "folded"), pk__in=seen.order_by().values("pk"))
    return DirectiveLink.objects.filter(_all(words, "folded") | Q(target__in=of_target.values("pk")))


def _passages(text: str) -> QuerySet[DirectivePassage]:
    words = asked(text)
    return DirectivePassage.objects.filter(words__has_all=words) if words else DirectivePassage.objects.none()


def _in_links(seen: QuerySet[Directive], among: Collection[int], text: str) -> dict[int, Hit]:
    words = asked(text)
    links = _links(seen, words).filter(directive__in=among).select_related("target").order_by("-position", "-pk")
    found = {}
    for link in links:
        said = link.cited or ""
        if link.target and not all(re.search(one, link.folded) for one in _patterns(words)):
            said = f"{cited_of(link.target).name}: {link.target.summary}"
        found[link.directive_id] = Hit(str(LINKS[link.kind]), excerpt(said, frozenset(words)))
    return found


def _in_files(among: Collection[int], text: str) -> dict[int, Hit]:
    first = _passages(text).filter(file__directive__in=among).values("file__directive").annotate(first=Min("pk"))
    rows = DirectivePassage.objects.filter(pk__in=[row["first"] for row in first]).select_related("file")
    rows = rows.defer("file__content")
    return {p.file.directive_id: Hit(p.file.name, excerpt(p.text, frozenset(asked(text)))) for p in rows}


def _all(words: list[str], field: str) -> Q:
    return Q(*(Q(**{f"{field}__regex": one}) for one in _patterns(words)))


def _patterns(words: list[str]) -> list[str]:
    """Whole words, so that “nghị định” finds no “nghiện”; the last may be only begun."""
    *whole, last = words
    return [*(rf"(^|[^a-z0-9]){word}($|[^a-z0-9])" for word in whole), rf"(^|[^a-z0-9]){last}"]
