"""Which SQLite this process runs on, and how safely.

SQLite 3.7.0 to 3.51.2 can corrupt a database in WAL mode with two writers; 3.51.3 is mended. The `pysqlite3`
wheel carries a mended one and takes the place of the interpreter's module before Django loads it. Without it
the journal is DELETE: slower for readers during a write, but sound.
"""

import sys
from contextlib import suppress

SAFE_WAL = (3, 51, 3)


def install() -> None:
    with suppress(ImportError):
        import pysqlite3

        if sys.modules.get("sqlite3") is not pysqlite3:
            sys.modules["sqlite3"] = pysqlite3
            sys.modules["sqlite3.dbapi2"] = pysqlite3.dbapi2
    _adapt()


def _adapt() -> None:
    """What SQLite takes as it is has an adapter that changes nothing: without one the module looks for it in three
    places for every NULL, truth value and sealed value that is written, which is half of the time of a bulk INSERT."""
    import sqlite3

    sqlite3.register_adapter(type(None), lambda nothing: nothing)
    sqlite3.register_adapter(bool, int)
    sqlite3.register_adapter(bytes, bytes)


def version() -> tuple[int, ...]:
    import sqlite3

    return tuple(sqlite3.sqlite_version_info)


def journal_mode() -> str:
    return "WAL" if version() >= SAFE_WAL else "DELETE"
