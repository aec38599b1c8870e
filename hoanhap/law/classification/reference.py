"""Scorecards in words, for `docs/generated/law.md`."""

from collections.abc import Iterator

from hoanhap.law.classification.shape import Bound, Class, Scorecard, Test


def said(card: Scorecard, of: Class) -> str:
    """“3/5: … ≥ 0,5; …”: how many of its tests are needed, and each."""
    tests = "; ".join(_test(card, of, test) for test in of.tests)
    cut = " (văn bản thu được chưa đủ)" if of.partial else ""
    return f"{of.needs}/{len(of.tests)}: {tests}{cut}" if of.tests else f"chưa tìm được{cut}"


def _test(card: Scorecard, of: Class, test: Test) -> str:
    text = " hoặc ".join(_bound(card, bound) for bound in test.any)
    after = card.classes[card.classes.index(of) + 1] if test.next else None
    return f"{text}, và đạt {test.next} tiêu chí của {after.title.vi}" if after else text


def _bound(card: Scorecard, bound: Bound) -> str:
    return " ".join(_parts(card, bound))


def _parts(card: Scorecard, bound: Bound) -> Iterator[str]:
    figure = card.figure.get(bound.of)
    yield card.title_of(bound.of).vi
    if figure and figure.kind == "yes":
        return
    if bound.at_least is not None:
        yield f"≥ {bound.at_least.normalize():f}".replace(".", ",")
    if bound.below is not None:
        yield f"< {bound.below.normalize():f}".replace(".", ",")
