import random
import shutil

import pytest
from django.db import connection, transaction

from hoanhap.audit import guards, sealer, signing
from hoanhap.audit.models import AuditRow, Head, Seal, Unsealed
from hoanhap.audit.verifier import verify
from tests import trust
from tests.audit import tampering
from tests.audit.trail import note, sealed_trail, sql, unguarded
from tests.scale import scaled

pytestmark = pytest.mark.django_db


def test_an_empty_trail_is_whole():
    report = verify()
    assert report.ok and report.head is None and report.rows == 0


def test_a_whole_trail_is_vouched_for_up_to_its_last_head():
    sealed_trail(6, heads=3)
    note()
    report = verify()
    assert report.ok and (report.rows, report.pending, report.kept_heads) == (6, 1, 3)
    last = Head.objects.get(seq=6)
    assert (report.head.seq, report.head.digest, report.head.signature_ok) == (6, last.digest, True)


def test_rows_beyond_one_chunk_are_all_read(monkeypatch):
    monkeypatch.setattr("hoanhap.audit.verifier.CHUNK", 3)
    sealed_trail(10, heads=5)
    assert verify().rows == 10
    with unguarded():
        AuditRow.objects.filter(pk=Seal.objects.get(seq=7).row_id).update(actor="ai khác")
    assert verify().first.seq == 7


@pytest.mark.parametrize("way", tampering.WAYS, ids=lambda way: way.__name__)
def test_it_finds_each_way_of_tampering_and_names_the_first_bad_row(way):
    sealed_trail(7, heads=3)
    with unguarded():
        seq = way(random.Random(7), 7)
    first = verify().first
    assert first is not None and first.seq == seq and (seq or first.row)


def test_it_finds_every_random_tampering_and_nothing_else():
    """R14: random edits, cuts and rewrites of a trail of 40 rows; between them the untouched trail stays whole."""
    seed, times = random.SystemRandom().randrange(2**32), scaled(1000, 100)
    print(f"seed {seed}")
    rnd = random.Random(seed)
    sealed_trail(40, heads=6)
    for number in range(3):
        note(100 + number)
    guards.remove(connection)
    missed = []
    for number in range(times):
        way = tampering.WAYS[number % len(tampering.WAYS)]
        with transaction.atomic():
            seq = way(rnd, 40)
            first = verify().first
            if first is None or first.seq != seq:
                missed.append((number, way.__name__, seq, first))
            transaction.set_rollback(True)
    assert missed == []
    assert verify().ok
    trust.record("R14 audit: tampered trails found, first bad row named", times, times - len(missed))


def test_it_raises_no_false_alarm_on_clean_trails(settings):
    seed, times = random.SystemRandom().randrange(2**32), scaled(1000, 100)
    print(f"seed {seed}")
    rnd = random.Random(seed)
    letters = 'aạăâđ \n"\\/\u0301\u202e\0{}[]:,0,1'
    alarms = []
    for number in range(times):
        with transaction.atomic():
            for _ in range(rnd.randrange(12)):
                text = "".join(rnd.choices(letters, k=rnd.randrange(20)))
                note(
                    rnd.randrange(2**40),
                    actor=text,
                    ref=text,
                    text=text,
                    deep=[{text: rnd.choice([None, True, 2**60])}],
                )
                if rnd.random() < 0.3:
                    sealer.seal_pending(rnd.randint(1, 5))
            report = verify()
            if not report.ok:
                alarms.append((number, report.first))
            transaction.set_rollback(True)
        settings.AUDIT_HEADS.unlink(missing_ok=True)
    assert alarms == []
    trust.record("R14 audit: false alarms on clean trails", times, len(alarms))


def test_a_kept_copy_of_the_head_file_finds_what_the_home_no_longer_knows(settings, tmp_path):
    """The owner of everything rewrites database, key and head file together; the copy kept elsewhere tells."""
    sealed_trail(6, heads=3)
    kept = shutil.copy(settings.AUDIT_HEADS, tmp_path / "kept.log")
    with unguarded():
        for model in (AuditRow, Seal, Head):
            model.objects.all().delete()
        settings.AUDIT_HEADS.unlink()
        settings.AUDIT_KEY.unlink()
        sealed_trail(8, heads=3)
    assert verify().ok
    report = verify([kept])
    assert not report.ok and report.first.what in ("rewritten", "signature", "cut")


def test_a_kept_head_of_a_longer_trail_finds_the_cut(settings, tmp_path):
    sealed_trail(6, heads=3)
    kept = shutil.copy(settings.AUDIT_HEADS, tmp_path / "kept.log")
    with unguarded():
        ids = list(Seal.objects.filter(seq__gt=4).values_list("row_id", flat=True))
        AuditRow.objects.filter(pk__in=ids).delete()
        Seal.objects.filter(seq__gt=4).delete()
        Head.objects.filter(seq__gt=4).delete()
    lines = settings.AUDIT_HEADS.read_text().splitlines(keepends=True)
    settings.AUDIT_HEADS.write_text("".join(lines[:2]))
    assert verify().ok
    first = verify([kept]).first
    assert (first.what, first.seq) == ("cut", 5)


def test_without_the_key_a_kept_head_file_lends_its_public_half(settings, tmp_path):
    sealed_trail(2)
    settings.AUDIT_KEY.unlink()
    assert verify([settings.AUDIT_HEADS]).ok
    assert verify([]).first.what == "signature"


def test_a_line_signed_by_another_key_is_not_believed(settings):
    sealed_trail(2)
    public = signing.key().public
    text = settings.AUDIT_HEADS.read_text()
    settings.AUDIT_HEADS.write_text(text.replace(public, "ab" * 32))
    assert verify().first.what == "signature"


@pytest.mark.parametrize(
    "line", ["", "{", '{"seq":1}', '{"seq":-1,"digest":"","at":"2020-01-01","key":"","signature":""}']
)
def test_an_unreadable_line_of_a_head_file_is_passed_over(settings, line):
    sealed_trail(2)
    with settings.AUDIT_HEADS.open("a") as file:
        file.write(line + "\n")
    assert verify().ok


def test_a_row_made_unreadable_is_named_and_does_not_hide_the_others():
    sealed_trail(5)
    pk = Seal.objects.get(seq=3).row_id
    with unguarded():
        if connection.vendor == "postgresql":
            sql("update audit_auditrow set detail = '[1.5, NULL]'::jsonb where id = %s".replace("NULL", "null"), pk)
        else:
            sql("pragma ignore_check_constraints = 1")
            sql("update audit_auditrow set detail = '{\"a\": NaN' where id = %s", pk)
            sql("pragma ignore_check_constraints = 0")
    first = verify().first
    assert (first.what, first.seq, first.row) == ("altered", 3, pk)


def test_a_row_spoilt_while_it_waits_does_not_stop_the_sealer():
    spoilt, fine = note(1), note(2)
    with unguarded():
        AuditRow.objects.filter(pk=spoilt.pk).update(detail=["not", "an", "object"], action="x")
        if connection.vendor == "sqlite":
            sql("pragma ignore_check_constraints = 1")
            sql("update audit_auditrow set detail = '{' where id = %s", spoilt.pk)
            sql("pragma ignore_check_constraints = 0")
    sealer.seal_pending()
    assert Seal.objects.filter(row_id=fine.pk).exists()


def test_a_row_removed_while_it_waits_is_named():
    row = note()
    with unguarded():
        row.delete()
    first = verify().first
    assert first.what == "removed" and Unsealed.objects.count() == 1


def test_missing_guards_are_told_though_the_trail_is_whole():
    sealed_trail(1)
    guards.remove(connection)
    report = verify()
    assert report.ok and "audit_auditrow_no_update" in report.guards_missing
