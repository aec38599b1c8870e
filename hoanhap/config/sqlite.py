"""Which SQLite this process runs on, and how safely.

SQLite 3.7.0 to 3.51.2 can corrupt a database in WAL mode with two writers; 3.51.3 is mended. The `pysqlite3`
wheel carries a mended one and takes the place of the interpreter's module before Django loads it. Without it
the journal is DELETE: slower for readers during a write, but sound.
"""

import sys

SAFE_WAL = (3, 51, 3)


def install() -> None:
    try:
        import pysqlite3
    except ImportError:
        return
    sys.modules.setdefault("sqlite3", pysqlite3)
    if sys.modules["sqlite3"] is not pysqlite3:
        sys.modules["sqlite3"] = pysqlite3
        sys.modules["sqlite3.dbapi2"] = pysqlite3.dbapi2


def version() -> tuple[int, ...]:
    import sqlite3

    return tuple(sqlite3.sqlite_version_info)


def journal_mode() -> str:
    return "WAL" if version() >= SAFE_WAL else "DELETE"
