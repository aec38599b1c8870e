"""Attaching a file to a directive, and taking a wrong one off."""

import hashlib
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from hoanhap.access.actions import log
from hoanhap.access.errors import Invalid
from hoanhap.access.permissions import P
from hoanhap.access.rules import Actor, Outside
from hoanhap.documents.attached.checking import TYPES, Fit, check
from hoanhap.documents.models import Directive, DirectiveFile
from hoanhap.documents.queries.directive_scope import require_edit, visible
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
    return _keep(code, _named(name, fit.kind), fit.kind, data, by, on)


@transaction.atomic
def _keep(code: str, name: str, kind: str, data: bytes, by: Actor, on: date) -> DirectiveFile:
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
    return DirectiveFile.objects.create(
        directive=directive, name=name, kind=kind, size=len(data), digest=digest, content=data, by_name=by.name,
        at=noted.at,
    )  # fmt: skip


@transaction.atomic
def take_off(*, code: str, pk: int, by: Actor, on: date) -> None:
    """The bytes go, the line stays: who attached it, who took it off, and its digest."""
    directive = _directive(code, by, on, lock=True)
    decision = require_edit(by, directive.agency, on)
    file = directive.files.filter(pk=pk, off_at=None).first()
    if file is None:
        raise Outside(P.DIRECTIVE_EDIT)
    noted = log(by, "directive.detach", "directive", code, post_id=decision.post_id, digest=file.digest, file=file.name)
    file.content, file.off_at, file.off_by = None, noted.at, by.name
    file.save(update_fields=["content", "off_at", "off_by"])


def give(*, code: str, pk: int, by: Actor, on: date) -> Given:
    """The file as it came, for whoever reads the directive. Raises Outside for one that is not there any more."""
    file = _directive(code, by, on).files.filter(pk=pk, off_at=None).first()
    if file is None or file.content is None:
        raise Outside(P.DIRECTIVE_VIEW)
    return Given(file.name, TYPES[file.kind], bytes(file.content))


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
