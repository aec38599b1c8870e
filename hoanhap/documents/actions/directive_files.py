"""Attaching a file to a directive, and taking a wrong one off."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from hoanhap.access.actions import log
from hoanhap.access.errors import Invalid
from hoanhap.access.permissions import P
from hoanhap.access.rules import Actor, Outside
from hoanhap.documents.attached.checking import TYPES, Fit, check
from hoanhap.documents.models import Directive, DirectiveFile, DirectivePassage
from hoanhap.documents.queries.directive_scope import require_edit, visible
from hoanhap.documents.rules.seeking import words_of
from hoanhap.kernel.lang import t
from hoanhap.kernel.text import clean

MOST = 10  # files of one directive


@dataclass(frozen=True, slots=True)
class Given:
    name: str
    type: str
    body: bytes


def attach(*, code: str, name: str, data: bytes, by: Actor, on: date) -> DirectiveFile:
    """Keep a file that was found harmless, under its own name. Raises Invalid with what to do.

    It is looked at before the transaction begins: that takes another process, and may take seconds.
    """
    require_edit(by, _directive(code, by, on).agency, on)
    fit = check(data)
    if not isinstance(fit, Fit):
        raise Invalid({"file": [fit]})
    return _keep(code, _named(name, fit.kind), fit, data, by, on)


@transaction.atomic
def _keep(code: str, name: str, fit: Fit, data: bytes, by: Actor, on: date) -> DirectiveFile:
    directive = _directive(code, by, on, lock=True)
    decision = require_edit(by, directive.agency, on)
    digest = hashlib.sha256(data).hexdigest()
    there = directive.files.filter(off_at=None)
    if there.filter(digest=digest).exists():
        raise Invalid({"file": [t("Tệp này đã được đính kèm.", "This file is already attached.")]})
    if there.count() >= MOST:
        raise Invalid({"file": [t("Văn bản đã có {n} tệp.", "The document has {n} files already.", n=MOST)]})
    noted = log(
        by, "directive.attach", "directive", code, post_id=decision.post_id, digest=digest, size=len(data), file=name
    )
    kept = DirectiveFile.objects.create(
        directive=directive, name=name, kind=fit.kind, size=len(data), digest=digest, content=data, by_name=by.name,
        at=noted.at,
    )  # fmt: skip
    _say(kept, fit)
    return kept


@transaction.atomic
def take_off(*, code: str, pk: int, by: Actor, on: date) -> None:
    """The bytes and the words go, the line stays: who attached it, who took it off, and its digest."""
    directive = _directive(code, by, on, lock=True)
    decision = require_edit(by, directive.agency, on)
    file = directive.files.filter(pk=pk, off_at=None).first()
    if file is None:
        raise Outside(P.DIRECTIVE_EDIT)
    noted = log(by, "directive.detach", "directive", code, post_id=decision.post_id, digest=file.digest, file=file.name)
    file.content, file.off_at, file.off_by = None, noted.at, by.name
    file.save(update_fields=["content", "off_at", "off_by"])
    file.passages.all().delete()


def give(*, code: str, pk: int, by: Actor, on: date) -> Given:
    """The file as it came, for whoever reads the directive. Raises Outside for one that is not there any more."""
    file = _directive(code, by, on).files.filter(pk=pk, off_at=None).first()
    if file is None or file.content is None:
        raise Outside(P.DIRECTIVE_VIEW)
    return Given(file.name, TYPES[file.kind], bytes(file.content))


# ---------------------------------------------------------------- what it says
def read_waiting(progress: Callable[[int, int], None] = lambda done, of: None) -> int:
    """The words of files that were kept before words were read: looked at now, as when they came. Returns how many."""
    waiting = list(DirectiveFile.objects.filter(off_at=None, words_read="").values_list("pk", flat=True))
    for done, pk in enumerate(waiting, 1):
        seen = check(bytes(DirectiveFile.objects.get(pk=pk).content))
        with transaction.atomic():
            file = DirectiveFile.objects.select_for_update().filter(pk=pk, off_at=None, words_read="").first()
            if file:
                _say(file, seen if isinstance(seen, Fit) else Fit(file.kind, (), "none"))
        progress(done, len(waiting))
    return len(waiting)


def _say(file: DirectiveFile, fit: Fit) -> None:
    file.words_read = fit.read
    file.save(update_fields=["words_read"])
    found = ((text, " ".join(sorted(words_of(text)))) for text in fit.passages)
    DirectivePassage.objects.bulk_create(
        DirectivePassage(file=file, position=n, text=text, words=words)
        for n, (text, words) in enumerate(found)
        if words
    )


def _directive(code: str, by: Actor, on: date, *, lock: bool = False) -> Directive:
    pk = visible(by, on).filter(code=code).values_list("pk", flat=True).first()
    if pk is None:
        raise Outside(P.DIRECTIVE_VIEW)
    rows = Directive.objects.select_for_update(of=("self",)) if lock else Directive.objects
    return rows.select_related("agency__unit").get(pk=pk)


def _named(name: str, kind: str) -> str:
    """The officer's own name for it, without folders, and with the ending of what it is."""
    bare = clean(name.replace("\\", "/").rsplit("/", 1)[-1].replace("\n", " "), 180)
    stem = bare.rsplit(".", 1)[0] if "." in bare else bare
    return f"{stem or 'van-ban'}.{kind}"
