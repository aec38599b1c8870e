"""What stands in a home after its server was killed, as JSON: `python -m tests.reporting.after_crash` with
`$HOANHAP_HOME`. It loads the home's own database, so it cannot run inside the tests."""

import json
import os


def main() -> None:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hoanhap.config.settings")
    django.setup()
    from hoanhap.audit.models import AuditRow, Unsealed
    from hoanhap.catalog import loaded
    from hoanhap.reporting.models import Campaign, Cell, Event, Submission
    from hoanhap.reporting.queries.cells import own
    from hoanhap.reporting.rules.cells import totalled
    from tests.reporting.sound import broken

    wrong = [line for campaign in Campaign.objects.all() for line in broken(campaign)]
    for s in Submission.objects.select_related("respondent"):
        form = loaded.form(s.form, s.version)
        if form.kind == "grid":
            cells = own(s)
            follow = totalled(form, cells, s.respondent.level)
            wrong += [
                f"{s}: {p} is not the sum of its parts"
                for p, c in follow.items()
                if p in cells and not cells[p].same(c)
            ]
    for e in Event.objects.exclude(step="seal"):
        if not AuditRow.objects.filter(action=f"submission.{e.step}", ref=str(e.submission_id), at=e.at).exists():
            wrong.append(f"event {e.pk} ({e.step}) without its line in the trail")
    cells = {
        f"{agency}|{form}|{row}|{column}": value
        for agency, form, row, column, value in Cell.objects.values_list(
            "submission__respondent__agency__code", "submission__form", "row", "column", "value"
        )
    }
    steps = list(Event.objects.values_list("submission__respondent__agency__code", "submission__form", "step", "on"))
    print(
        json.dumps({"wrong": wrong, "cells": cells, "steps": steps, "unsealed": Unsealed.objects.count()}, default=str)
    )


if __name__ == "__main__":
    main()
