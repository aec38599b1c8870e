import pytest
from django.db import IntegrityError, connection, transaction

from hoanhap.audit import guards
from hoanhap.audit.models import AuditRow, Unsealed
from tests.audit.trail import note, sealed_trail, sql

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("table", guards.TABLES)
@pytest.mark.parametrize("statement", ["update {0} set {1} = {1}", "delete from {0}"])
def test_the_database_refuses_to_change_or_remove(table, statement):
    sealed_trail(1)
    column = "action" if table == "audit_auditrow" else "digest"
    with pytest.raises(IntegrityError, match="only ever inserted"), transaction.atomic():
        sql(statement.format(table, column))


def test_the_inbox_alone_may_be_emptied():
    note()
    sql("delete from audit_unsealed")
    assert AuditRow.objects.count() == 1 and not Unsealed.objects.exists()


def test_a_missing_guard_is_named_and_can_be_put_back():
    assert guards.missing(connection) == []
    on = " on audit_seal" if connection.vendor == "postgresql" else ""
    sql(f"drop trigger audit_seal_no_delete{on}")
    assert guards.missing(connection) == ["audit_seal_no_delete"]
    guards.install(connection)
    assert guards.missing(connection) == []
