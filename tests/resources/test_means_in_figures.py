"""Whatever is entered of the means is a fact, and a figure that leads back to it: no noun is without an indicator."""

from datetime import date

import pytest

from hoanhap.facts.relations import BY_NAME
from hoanhap.indicators.language import Period
from hoanhap.indicators.loaded import definitions
from hoanhap.indicators.rules.contributions import fact
from hoanhap.indicators.rules.maps import Country, UnitRow
from hoanhap.indicators.rules.reference import Reference
from hoanhap.resources.rules import items
from hoanhap.resources.rules.facts import qualified
from hoanhap.resources.rules.law import CertificateFacts, Determine, Needs, StaffFacts
from hoanhap.resources.rules.noun_table import NOUNS
from tests.resources.test_other_rules import whole

D = date
YEAR = Period("2020", D(2020, 1, 1), D(2021, 1, 1))


def counting(rows):
    """For each row, the amounts that indicators add of it; "" for those that count it as a row."""
    engine = Reference(definitions(), Country([UnitRow("1")]), [YEAR])
    for row in rows:
        yield row, {c.indicator.column for c in engine.counted_of_units([fact(row, None)])}


@pytest.mark.parametrize("noun", NOUNS.values(), ids=list(NOUNS))
def test_every_noun_and_every_amount_of_a_line_is_told_and_counted(noun):
    amounts = {field.name for field in noun.fields if field.amount} - {"total"}  # which is the sum of the others
    assert noun.facts and amounts == {said.amount for said in noun.facts} - {""}
    rows = items.facts(noun, whole(noun), 1, D(2020, 3, 1), D(2020, 4, 1) if noun.ends else None)
    assert len(rows) == len(noun.facts)
    for row, counted in counting(rows):
        amount = BY_NAME[row.relation].amount
        assert (amount.name if amount else "") in counted, row.relation


# ---------------------------------------------------------------- certificates of staff
LAW = Needs((Determine("a", D(2015, 1, 1), "", True, ("doctor",), ("practice", "determine"), D(2022, 1, 1)),), ())


@pytest.mark.parametrize(
    ("profession", "held", "works", "may"),
    [
        ("doctor", [("practice", 2010, None), ("determine", 2016, None)], (2012, None), [(2016, 2022)]),
        ("doctor", [("practice", 2010, None), ("determine", 2016, 2018), ("determine", 2018, 2019)], (2012, None),
         [(2016, 2019)]),
        ("doctor", [("practice", 2010, 2017), ("determine", 2013, None), ("practice", 2018, None)], (2012, 2020),
         [(2015, 2017), (2018, 2020)]),
        ("doctor", [("determine", 2013, None)], (2012, None), []),
        ("guard", [("practice", 2010, None), ("determine", 2013, None)], (2012, None), []),
    ],
)  # fmt: skip
def test_who_may_determine_is_told_for_as_long_as_the_law_and_the_certificates_let_them(profession, held, works, may):
    def day(year):
        return D(year, 1, 1) if year else None

    certificates = tuple(CertificateFacts(kind, day(a), day(b)) for kind, a, b in held)
    rows = [*qualified(7, StaffFacts("A", profession, day(works[0]), day(works[1]), certificates), LAW)]
    told = [(row.start, row.end) for row in rows if row.relation == "determiner"]
    assert told == [(day(a), day(b)) for a, b in may]
    certified = [row for row in rows if row.relation == "qualification"]
    assert len(certified) == len(held) and all(row.start >= day(works[0]) for row in certified)
    assert all(row.codes[-1] == profession for row in rows)
