import hashlib

from tests.catalog.papers import SOURCES


def test_the_source_documents_are_as_they_were_received():
    listed = [
        line.split("  ") for line in (SOURCES / "PROVENANCE.md").read_text().splitlines() if len(line.split("  ")) == 2
    ]
    assert len(listed) == 6
    for digest, name in listed:
        assert hashlib.sha256((SOURCES / name).read_bytes()).hexdigest() == digest, name
    assert {name for _, name in listed} == {p.name for p in SOURCES.iterdir() if p.suffix in (".txt", ".csv")}
