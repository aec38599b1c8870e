import json
import os
import stat
import threading

import pytest
from django.db import transaction

from hoanhap.audit import heads, rules, sealer, signing
from hoanhap.audit.models import AuditRow, Head, Seal, Unsealed
from tests.audit.trail import note, sealed_trail, sql

pytestmark = pytest.mark.django_db


def test_a_row_is_noted_unchained_and_waits_in_the_inbox():
    row = note()
    assert list(Unsealed.objects.values_list("row_id", flat=True)) == [row.pk]
    assert not Seal.objects.exists()


def test_a_row_is_undone_with_its_act():
    with pytest.raises(RuntimeError), transaction.atomic():
        note()
        raise RuntimeError
    assert not AuditRow.objects.exists() and not Unsealed.objects.exists()


def test_writing_a_row_asks_nothing_of_the_chain(django_assert_num_queries):
    with django_assert_num_queries(2) as asked:
        note()
    assert not any("audit_seal" in q["sql"] or "audit_head" in q["sql"] for q in asked.captured_queries)


def test_sealing_links_rows_in_inbox_order_and_empties_the_inbox():
    rows = [note(n) for n in range(3)]
    assert sealer.seal_pending() == 3
    assert list(Seal.objects.order_by("seq").values_list("seq", "row_id")) == [
        (n + 1, row.pk) for n, row in enumerate(rows)
    ]
    assert not Unsealed.objects.exists()
    assert sealer.seal_pending() == 0


def test_a_limit_leaves_the_rest_for_the_next_time():
    for n in range(5):
        note(n)
    assert [sealer.seal_pending(2) for _ in range(4)] == [2, 2, 1, 0]
    assert list(Head.objects.order_by("seq").values_list("seq", flat=True)) == [2, 4, 5]


def test_the_chain_is_what_the_rules_say_it_is():
    sealed_trail(4)
    digest = rules.START
    for seal in Seal.objects.order_by("seq"):
        row = AuditRow.objects.get(pk=seal.row_id)
        digest = rules.link(digest, rules.Row(**{name: getattr(row, name) for name in rules.Row.__dataclass_fields__}))
        assert seal.digest == digest


def test_a_row_that_comes_late_with_a_lower_id_is_linked_last():
    late, early = note(1), note(2)
    Unsealed.objects.filter(row_id=late.pk).delete()
    sealer.seal_pending()
    Unsealed.objects.create(row_id=late.pk)
    sealer.seal_pending()
    assert list(Seal.objects.order_by("seq").values_list("row_id", flat=True)) == [early.pk, late.pk]


def test_each_head_is_signed_by_the_key_of_the_home():
    sealed_trail(6, heads=3)
    public = signing.key().public
    for head in Head.objects.all():
        assert signing.genuine(public, head.signature, rules.head_text(head.seq, head.digest, head.at))
        assert not signing.genuine(public, head.signature, rules.head_text(head.seq + 1, head.digest, head.at))


def test_each_head_is_appended_to_the_head_file(settings):
    sealed_trail(6, heads=3)
    lines = settings.AUDIT_HEADS.read_text().splitlines()
    assert [json.loads(line)["seq"] for line in lines] == [2, 4, 6]
    assert set(json.loads(lines[0])) == {"seq", "digest", "at", "key", "signature"}


def test_a_head_that_missed_the_file_is_appended_with_the_next_one(settings):
    sealed_trail(4, heads=2)
    first = settings.AUDIT_HEADS.read_text().splitlines(keepends=True)[0]
    settings.AUDIT_HEADS.write_text(first)
    note()
    sealer.seal_pending()
    assert [line.seq for line in heads.read(settings.AUDIT_HEADS)] == [2, 4, 5]


def test_a_line_torn_by_a_crash_is_written_again(settings):
    sealed_trail(4, heads=2)
    whole = settings.AUDIT_HEADS.read_bytes()
    settings.AUDIT_HEADS.write_bytes(whole[:-30])
    sealer.publish()
    assert [line.seq for line in heads.read(settings.AUDIT_HEADS)] == [2, 4]
    assert settings.AUDIT_HEADS.read_bytes().endswith(b"\n")


def test_the_key_is_readable_by_its_owner_alone(settings):
    sealed_trail(1)
    assert stat.S_IMODE(settings.AUDIT_KEY.stat().st_mode) == 0o600 or os.name == "nt"
    assert [p.name for p in settings.AUDIT_KEY.parent.glob("audit.ed25519*")] == ["audit.ed25519"]


def test_a_lost_key_is_never_replaced_by_a_new_one(settings):
    sealed_trail(1)
    settings.AUDIT_KEY.unlink()
    note()
    with pytest.raises(signing.KeyMissing, match="Chép lại khóa"):
        sealer.seal_pending()
    assert not settings.AUDIT_KEY.exists() and Unsealed.objects.count() == 1


def test_when_another_sealer_was_faster_this_one_looks_again(monkeypatch):
    note(1)
    links, slow = sealer._links, [True]

    def overtaken(ids, seq, digest):
        mine = links(ids, seq, digest)
        if slow.pop() if slow else False:
            monkeypatch.setattr(sealer, "_links", links)
            assert sealer.seal_pending() == 1
            note(2)
        return mine

    monkeypatch.setattr(sealer, "_links", overtaken)
    assert sealer.seal_pending() == 1
    assert list(Seal.objects.order_by("seq").values_list("seq", flat=True)) == [1, 2]


def test_a_chain_that_somebody_wrote_into_by_hand_stops_the_sealer_with_advice():
    sealed_trail(1)
    note()
    sql("insert into audit_seal (seq, row_id, digest) values (2, 999, 'x')")
    with pytest.raises(sealer.ChainBlocked, match="hoanhap verify"):
        sealer.seal_pending()


def test_an_inbox_line_without_its_row_does_not_stop_the_others():
    Unsealed.objects.create(row_id=10**9)
    note()
    assert sealer.seal_pending(1) == 1


@pytest.mark.django_db(transaction=True)
def test_the_watch_seals_what_comes_and_stops_cleanly():
    watch = sealer.Watch(pause=0.02).start()
    rows = [note(n) for n in range(5)]
    waited = threading.Event()
    for _ in range(500):
        if not Unsealed.objects.exists():
            break
        waited.wait(0.01)
    note(9)
    watch.stop()
    assert not watch._thread.is_alive()
    assert Seal.objects.count() == len(rows) + 1


@pytest.mark.django_db(transaction=True)
def test_the_watch_outlives_a_failure(monkeypatch, caplog, settings):
    broken = [OSError("disk full"), OSError("disk full")]
    publish = sealer.publish

    def failing():
        if broken:
            raise broken.pop()
        publish()

    monkeypatch.setattr(sealer, "publish", failing)
    note()
    watch = sealer.Watch(pause=0.01)
    watch._once()
    watch._once()
    watch._once()
    assert caplog.text.count("disk full") == 2
    assert heads.last_seq(settings.AUDIT_HEADS) == 1


def test_what_was_noted_reads_back_byte_for_byte_from_either_database():
    written = note(
        2**60, actor="Ba\u0309o\0", text='\ud83d\ude00 “hơn” \\ " \n', deep={"b": [None, True, 10**18], "a": ""}
    )
    read = AuditRow.objects.get(pk=written.pk)
    forms = [
        rules.canonical(rules.Row(**{name: getattr(row, name) for name in rules.Row.__dataclass_fields__}))
        for row in (written, read)
    ]
    assert forms[0] == forms[1]
    assert '"actor":"Bảo\ufffd"'.encode() in forms[0] and b'"a":"","b":[null,true,1000000000000000000]' in forms[0]


@pytest.mark.django_db(transaction=True)
def test_a_row_never_stands_without_its_inbox_line(monkeypatch):
    monkeypatch.setattr(Unsealed.objects, "create", lambda **_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        note()
    assert not AuditRow.objects.exists()


def test_losing_many_times_to_a_busier_sealer_is_no_sign_of_trouble(monkeypatch):
    note(0)
    links, losses = sealer._links, list(range(sealer.ATTEMPTS * 3))

    def overtaken(ids, seq, digest):
        mine = links(ids, seq, digest)
        if losses:
            losses.pop()
            monkeypatch.setattr(sealer, "_links", links)
            sealer.seal_pending()
            monkeypatch.setattr(sealer, "_links", overtaken)
            note(1)
        return mine

    monkeypatch.setattr(sealer, "_links", overtaken)
    assert sealer.seal_pending() == 1
    assert not losses
