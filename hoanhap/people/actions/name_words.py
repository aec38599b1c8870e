"""The table that the search walks along: kept beside every write of a name, in the same transaction."""

from collections.abc import Iterable, Iterator

from hoanhap.people.models import Alias, NameWord, Person
from hoanhap.people.rules.names import given, words

SLICE = 400  # names asked about at once: within every database's limit of parameters


def index_names(folded: Iterable[str], *, alias: bool = False) -> None:
    """Make these folded names findable, as persons' names or as aliases. Asking twice changes nothing."""
    wanted = sorted({name for name in folded if name})
    for start in range(0, len(wanted), SLICE):
        some = wanted[start : start + SLICE]
        entries = NameWord.objects.filter(alias=alias, last=True, word__in={given(n) for n in some}, folded__in=some)
        known = set(entries.values_list("folded", flat=True))
        rows = [row for name in some if name not in known for row in rows_of(name, alias=alias)]
        NameWord.objects.bulk_create(rows, batch_size=SLICE, ignore_conflicts=True)


def forget_names(folded: Iterable[str]) -> None:
    """Take out of the index what nobody is called any more: the last trace of a name that was erased."""
    for name in {name for name in folded if name}:
        for alias, bearers in ((False, Person.objects), (True, Alias.objects)):
            if not bearers.filter(folded=name).exists():
                NameWord.objects.filter(alias=alias, given=given(name), folded=name).delete()


def rows_of(name: str, *, alias: bool) -> Iterator[NameWord]:
    *before, _ = words(name)
    yield NameWord(alias=alias, last=True, word=given(name), given=given(name), folded=name)
    for word in dict.fromkeys(before):
        yield NameWord(alias=alias, last=False, word=word, given=given(name), folded=name)
