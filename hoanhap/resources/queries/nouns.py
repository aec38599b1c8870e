"""What may be chosen where a line asks for a code."""

from collections.abc import Mapping

from hoanhap.catalog.codelists import codelist
from hoanhap.kernel.lang import Words
from hoanhap.resources.above import indicators
from hoanhap.resources.rules.nouns import Choices, Field, Noun


def choices(noun: Noun) -> Choices:
    return {field.name: _of(field) for field in noun.fields if field.kind in ("code", "codes")}


def _of(field: Field) -> Mapping[str, Words]:
    if field.codes is not None:
        return field.codes
    if field.listed:
        return {item.code: item.title for item in codelist(field.listed).items}
    return indicators()
