"""What an act would refuse, asked while a field could not be read: so that everything is told in one round.

Values far apart stand in for the field. What the act refuses with every one of them, in the same words, does not hinge
on it; nothing is ever written.
"""

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.db import transaction

from hoanhap.access.errors import Invalid, only_asking
from hoanhap.access.rules import Denied, Outside

Problems = dict[str, list[str]]
MOST = 12  # choices of one list that are tried


def refusals(act: Callable[[], object], said: dict[str, Any], unread: Mapping[str, forms.Field]) -> Problems:
    """`said` is what the act reads: `unread` names are filled in it for each try, and empty afterwards."""
    tries = {name: stand_ins(field) for name, field in unread.items()}
    if not all(tries.values()):
        return {}
    told: list[Problems] = []
    with transaction.atomic():
        for n in range(max(map(len, tries.values()), default=1)):
            said |= {name: values[n % len(values)] for name, values in tries.items()}
            told += _asked(act)
        transaction.set_rollback(True)
    for name in tries:
        del said[name]
    return _always(told)


def stand_ins(field: forms.Field) -> list[Any]:
    """A field of a room's own names its `stand_ins`, beside nothing at all where that may be said. None: what hinges on
    the field cannot be known."""
    own = getattr(field, "stand_ins", None)
    found = _usual(field) if own is None else list(own)
    empty = [field.to_python("")] if not field.required and not isinstance(field, forms.MultipleChoiceField) else []
    return [*empty, *found]


def _usual(field: forms.Field) -> list[Any]:
    if isinstance(field, forms.MultipleChoiceField):
        return [[]]
    if isinstance(field, forms.TypedChoiceField):
        return [field.coerce(value) for value in _among(field)]
    if isinstance(field, forms.ChoiceField):
        return _among(field)
    if isinstance(field, forms.BooleanField):
        return [False, True]
    return ["x"] if type(field) in (forms.CharField, forms.SlugField) else []


def _among(field: forms.ChoiceField) -> list[str]:
    flat = [choice for value, words in field.choices for choice in (words if isinstance(words, list) else [(value, 0)])]
    known = [value for value, _ in flat if value not in ("", None)]
    return known[:: -(-len(known) // MOST)] if known else []


def _asked(act: Callable[[], object]) -> list[Problems]:
    """Nothing of a choice that is not theirs to make. Whatever else a made-up value leads to tells nothing either."""
    try:
        with only_asking(), transaction.atomic():
            act()
    except Invalid as wrong:
        return [wrong.problems]
    except (Denied, Outside):
        return []
    except Exception:
        return [{}]
    return [{}]


def _always(told: list[Problems]) -> Problems:
    found: Problems = {}
    for name, sentences in told[0].items() if told else ():
        if kept := [x for x in sentences if all(x in problems.get(name, ()) for problems in told)]:
            found[name] = kept
    return found
