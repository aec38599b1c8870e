"""The codes of a fact are those of the code lists and of the law, and no others."""

import pytest

from hoanhap.catalog.codelists import codelist
from hoanhap.facts.relations import (
    AFTERCARE,
    BY_NAME,
    DATES,
    MEASURES,
    OUTCOMES,
    RELATIONS,
    SETTINGS,
    SEXES,
    SOURCES,
    STANDINGS,
    SUBSTANCES,
)
from hoanhap.law.loaded import law
from hoanhap.law.pathways.shape import OUTCOMES as ENDS
from hoanhap.pathways.actions.determine import RESULTS

LISTED = {
    "sexes": SEXES,
    "standings": STANDINGS,
    "substances": SUBSTANCES,
    "money-sources": SOURCES,
    "supports": BY_NAME["need"].column["kind"].codes,
    "tests": BY_NAME["test"].column["kind"].codes,
    "test-reasons": BY_NAME["test"].column["reason"].codes,
    "test-results": BY_NAME["test"].column["result"].codes,
}


@pytest.mark.parametrize("name", LISTED)
def test_a_code_list_has_the_same_codes(name):
    assert {item.code for item in codelist(name).items} == set(LISTED[name])


def test_every_pathway_of_the_law_is_a_measure_or_aftercare():
    of = {kind: {p.code for p in law().measures.versions if (p.kind == "aftercare") is kind} for kind in (True, False)}
    assert of == {True: set(AFTERCARE), False: set(MEASURES)}


def test_a_measure_ends_as_the_law_lets_it_end():
    assert set(OUTCOMES) == set(ENDS)


def test_a_determination_has_the_results_of_the_register():
    assert set(BY_NAME["determination"].column["result"].codes) == set(RESULTS)


@pytest.mark.parametrize("relation", RELATIONS, ids=lambda relation: relation.name)
def test_a_relation_says_whose_it_is_and_each_column_once(relation):
    names = [column.name for column in relation.columns]
    assert len(names) == len(set(names))
    assert not {*names} & {"person", "unit", *DATES[relation.shape]}
    for column in relation.coded:
        assert "" not in column.codes and len(set(column.codes)) == len(column.codes)
    assert sum(column.amount for column in relation.columns) <= 1


def test_where_a_measure_is_applied_is_said_by_its_kind():
    assert set(BY_NAME["measure"].column["setting"].codes) == set(SETTINGS)
