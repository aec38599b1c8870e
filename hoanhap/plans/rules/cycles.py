"""What has to be finished before what: circles are found, all of them at once."""

from collections.abc import Iterable, Mapping


def circles(after: Mapping[str, Iterable[str]]) -> list[tuple[str, ...]]:
    """Each circle once, from its first task in the order given, in the order in which one waits for the other."""
    order = {code: n for n, code in enumerate(after)}
    found: dict[frozenset[str], tuple[str, ...]] = {}
    done: set[str] = set()
    for start in after:
        if start not in done:
            _walk(start, after, done, found, order)
    return [found[key] for key in sorted(found, key=lambda key: order[found[key][0]])]


def _walk(
    start: str,
    after: Mapping[str, Iterable[str]],
    done: set[str],
    found: dict[frozenset[str], tuple[str, ...]],
    order: Mapping[str, int],
) -> None:
    """Depth first, without recursion: a plan may chain hundreds of tasks."""
    path: list[str] = [start]
    left = [iter(_known(after, start))]
    while path:
        here = next(left[-1], None)
        if here is None:
            done.add(path.pop())
            left.pop()
        elif here in path:
            circle = path[path.index(here) :]
            first = min(range(len(circle)), key=lambda n: order[circle[n]])
            found.setdefault(frozenset(circle), (*circle[first:], *circle[:first]))
        elif here not in done:
            path.append(here)
            left.append(iter(_known(after, here)))


def _known(after: Mapping[str, Iterable[str]], code: str) -> list[str]:
    return [other for other in after[code] if other in after]
