"""Triggers that refuse to change or remove what was noted and sealed, on both databases.

They stop slips and honest mistakes; who owns the database can drop them, and then the chain tells.
`install` is called by the migration and may be repeated. A migration that rebuilds one of the tables on SQLite
loses its triggers: call `install` again at its end.
"""

from django.db.backends.base.base import BaseDatabaseWrapper

TABLES = ("audit_auditrow", "audit_seal", "audit_head")
VERBS = ("update", "delete")
SENTENCE = "audit rows are only ever inserted"

_PG_FUNCTION = f"""
create or replace function audit_refuse() returns trigger language plpgsql as
$$ begin raise exception '{SENTENCE}' using errcode = 'integrity_constraint_violation'; end $$
"""


def install(connection: BaseDatabaseWrapper) -> None:
    remove(connection)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_PG_FUNCTION)
        for name, table, verb in _each(connection.vendor):
            cursor.execute(_create(connection.vendor, name, table, verb))


def remove(connection: BaseDatabaseWrapper) -> None:
    with connection.cursor() as cursor:
        for name, table, _verb in _each(connection.vendor):
            on = f" on {table}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"drop trigger if exists {name}{on}")


def missing(connection: BaseDatabaseWrapper) -> list[str]:
    """Names of the triggers that should be there and are not."""
    question = (
        "select tgname from pg_trigger where tgenabled <> 'D'"
        if connection.vendor == "postgresql"
        else "select name from sqlite_master where type = 'trigger'"
    )
    with connection.cursor() as cursor:
        cursor.execute(question)
        there = {row[0] for row in cursor.fetchall()}
    return [name for name, _table, _verb in _each(connection.vendor) if name not in there]


def _each(vendor: str) -> list[tuple[str, str, str]]:
    verbs = (*VERBS, "truncate") if vendor == "postgresql" else VERBS
    return [(f"{table}_no_{verb}", table, verb) for table in TABLES for verb in verbs]


def _create(vendor: str, name: str, table: str, verb: str) -> str:
    if vendor == "postgresql":
        return f"create trigger {name} before {verb} on {table} for each statement execute function audit_refuse()"
    return f"create trigger {name} before {verb} on {table} begin select raise(abort, '{SENTENCE}'); end"
