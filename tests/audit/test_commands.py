import json
import signal

import pytest
from click.testing import CliRunner
from django.db import connection

from hoanhap.audit import guards, sealer
from hoanhap.audit.models import AuditRow, Seal
from hoanhap.config.cli.seal import command as seal
from hoanhap.config.cli.verify import command as verify
from tests.audit.trail import note, sealed_trail, unguarded

pytestmark = pytest.mark.django_db


def run(command, *arguments):
    return CliRunner().invoke(command, [str(a) for a in arguments], catch_exceptions=False)


def test_verify_says_up_to_where_it_vouches():
    sealed_trail(3)
    result = run(verify)
    assert result.exit_code == 0
    assert "3 dòng đã niêm phong, còn nguyên vẹn" in result.output
    assert "đến mắt xích 3" in result.output and Seal.objects.get(seq=3).digest in result.output


def test_verify_exits_with_1_and_names_the_first_bad_row():
    sealed_trail(5)
    row = Seal.objects.get(seq=2).row_id
    with unguarded():
        AuditRow.objects.filter(pk=row).update(ref="khác")
    result = run(verify)
    assert result.exit_code == 1 and f"Dòng nhật ký {row} (mắt xích 2)" in result.output


def test_verify_speaks_json_to_scripts(settings):
    sealed_trail(5, heads=2)
    row = Seal.objects.get(seq=4).row_id
    whole = json.loads(run(verify, "--json").output)
    assert whole["ok"] and whole["first_bad"] is None and whole["rows"] == 5 and whole["kept_heads"] == 2
    assert whole["head"]["seq"] == 5 and whole["head"]["signature_ok"] is True
    with unguarded():
        AuditRow.objects.filter(pk=row).delete()
    result = run(verify, "--json", "--head", settings.AUDIT_HEADS)
    broken = json.loads(result.output)
    assert result.exit_code == 1 and broken["ok"] is False
    assert (broken["first_bad"]["what"], broken["first_bad"]["seq"], broken["first_bad"]["row"]) == ("removed", 4, row)
    assert broken["head"]["seq"] == 2


def test_verify_is_noted_in_the_trail_it_read():
    sealed_trail(1)
    run(verify)
    row = AuditRow.objects.get(action="audit.verify")
    assert row.detail == {"ok": True, "head": 1, "row": None}


def test_verify_refuses_a_head_file_that_is_not_there(tmp_path):
    assert run(verify, "--head", tmp_path / "none.log").exit_code == 2


def test_seal_links_everything_that_waits():
    for number in range(3):
        note(number)
    assert "Đã niêm phong 3 dòng" in run(seal).output
    assert Seal.objects.count() == 3


def test_seal_puts_missing_guards_back():
    guards.remove(connection)
    run(seal, "--guards")
    assert guards.missing(connection) == []


def test_seal_without_its_key_says_what_to_do(settings):
    sealed_trail(1)
    settings.AUDIT_KEY.unlink()
    note()
    result = run(seal)
    assert result.exit_code == 1 and "Chép lại khóa" in result.output


@pytest.mark.parametrize("told", ["SIGTERM", "SIGINT"])
def test_seal_watch_ends_when_told_to_and_finishes_first(monkeypatch, told):
    before = {name: signal.getsignal(getattr(signal, name)) for name in ("SIGTERM", "SIGINT")}
    once, looks = sealer.Watch._once, []

    def look(self):
        looks.append(once(self))
        if len(looks) == 2:
            note(2)
            signal.raise_signal(getattr(signal, told))
        return looks[-1]

    monkeypatch.setattr(sealer.Watch, "_once", look)
    monkeypatch.setattr(sealer.connection, "close", lambda: None)
    note(1)
    try:
        assert run(seal, "--watch").exit_code == 0
    finally:
        for name, handler in before.items():
            signal.signal(getattr(signal, name), handler)
    assert looks == [1, 0, 1]
