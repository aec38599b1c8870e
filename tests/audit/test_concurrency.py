"""Writers and the sealer at once, in threads, on real connections."""

import threading
from collections.abc import Callable

import pytest
from django.db import connection, transaction

from hoanhap.audit import sealer
from hoanhap.audit.models import AuditRow, Seal, Unsealed
from hoanhap.audit.verifier import verify
from tests.audit.trail import note, sql

pytestmark = pytest.mark.django_db(transaction=True)
PATIENCE = 60


def in_threads(*jobs: Callable[[], object]) -> None:
    """Run all at once and wait; whatever one raises is raised here."""
    failures: list[BaseException] = []

    def run(job: Callable[[], object]) -> None:
        try:
            job()
        except BaseException as failure:
            failures.append(failure)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(job,)) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    assert not any(thread.is_alive() for thread in threads), "somebody waits forever"
    if failures:
        raise failures[0]


def write(rows: int) -> None:
    for number in range(rows):
        with transaction.atomic():
            note(number)


def test_eight_writers_finish_while_the_sealer_stands_still(monkeypatch):
    """The sealer is stopped between reading the inbox and writing the chain; on PostgreSQL the chain is locked too."""
    note()
    links, reached, go_on = sealer._links, threading.Event(), threading.Event()

    def stalled(*args):
        reached.set()
        assert go_on.wait(PATIENCE)
        return links(*args)

    def seal():
        with transaction.atomic() if connection.vendor == "postgresql" else threading.Lock():
            if connection.vendor == "postgresql":
                sql("lock table audit_seal, audit_head in access exclusive mode")
            sealer.seal_pending()

    monkeypatch.setattr(sealer, "_links", stalled)

    def write_meanwhile():
        assert reached.wait(PATIENCE)
        in_threads(*[lambda: write(5)] * 8)
        assert AuditRow.objects.count() == 41
        go_on.set()

    in_threads(seal, write_meanwhile)
    monkeypatch.undo()
    assert Seal.objects.count() == 1 and sealer.seal_pending() == 40


def test_eight_writers_and_two_sealers_leave_one_whole_chain(settings):
    watches = [sealer.Watch(pause=0.01).start() for _ in range(2)]
    in_threads(*[lambda: write(10)] * 8)
    for watch in watches:
        watch.stop()
    while sealer.seal_pending():
        pass
    assert Seal.objects.count() == 80 and not Unsealed.objects.exists()
    report = verify()
    assert report.ok and report.rows == 80


def test_a_transaction_that_commits_late_is_linked_late_and_not_lost():
    """On PostgreSQL the later act is sealed before the earlier one commits; on SQLite it has to wait for it."""
    begun, finish = threading.Event(), threading.Event()

    def slow():
        with transaction.atomic():
            note(1)
            begun.set()
            assert finish.wait(PATIENCE)

    def quick():
        assert begun.wait(PATIENCE)
        if connection.vendor == "sqlite":
            finish.set()
        note(2)
        sealer.seal_pending()
        finish.set()

    in_threads(slow, quick)
    sealer.seal_pending()
    linked = [AuditRow.objects.get(pk=pk).ref for pk in Seal.objects.order_by("seq").values_list("row_id", flat=True)]
    assert linked == (["2", "1"] if connection.vendor == "postgresql" else ["1", "2"])
    assert verify().ok


def test_verifying_a_living_trail_raises_no_alarm():
    watch = sealer.Watch(pause=0).start()
    reports = []

    def look():
        for _ in range(20):
            reports.append(verify())

    in_threads(look, *[lambda: write(15)] * 4)
    watch.stop()
    assert [report.first for report in reports if not report.ok] == []
