"""Files of definitions → `Definitions`, or every mistake of every file. Pure: any file, over any facts."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from hoanhap.facts.relations import BY_NAME, Relation
from hoanhap.indicators import grammar
from hoanhap.indicators.language import UNIT, Definitions, Indicator, RelationFile, UnitFile
from hoanhap.indicators.reading import File, read_file
from hoanhap.indicators.rules import soundness
from hoanhap.kernel.lang import Words, t
from hoanhap.kernel.toml.findings import Finding
from hoanhap.kernel.toml.problems import FileErrors
from hoanhap.kernel.toml.reading import Source, read

KNOWN: Mapping[str, Relation] = {**BY_NAME, UNIT.name: UNIT}
PARTS = {  # what a mapping of a relation's columns may name, beside `unit`, `id` and the columns themselves
    "subject": {"person", "birth"},
    "span": {"person", "start", "end"},
    "event": {"person", "date"},
}


class DefinitionErrors(FileErrors):
    head = Words("Định nghĩa chỉ tiêu có {n} lỗi:", "The definitions have {n} mistakes:")


def load(paths: Iterable[Path]) -> Definitions:
    """Raises DefinitionErrors. Files may be in any order: a ratio or an identity may name what another file counts.

    While one cannot be parsed, nothing is said to be missing: it may stand there.
    """
    sources = [read(path, grammar.TABLES, grammar.READ) for path in paths]
    files = [read_file(source, KNOWN) for source in sources if source.data]
    if len(files) < len(sources):
        raise DefinitionErrors([problem for source in sources for problem in source.problems])
    relations = {**KNOWN, **{name: r for file in files for name, r in file.relations.items()}}
    for file in files:
        _note(file.source, _own(file, relations))
    _versions(files)
    _names(files)
    if problems := [p for file in files for p in file.source.problems]:
        raise DefinitionErrors(problems)
    mapped: dict[str, RelationFile] = {name: f for file in files for name, f in file.files.items()}
    return Definitions(
        tuple(i for file in files for i in file.indicators),
        relations,
        tuple(i for file in files for i in file.identities),
        tuple(p for file in files for p in file.periods),
        mapped,
        next((file.units for file in files if file.units), UnitFile()),
        {form: title for file in files for form, title in file.titles.items()},
    )


def _note(source: Source, findings: Iterable[Finding]) -> None:
    """What could not be read was told then, and is not told again as missing."""
    told = {problem.key for problem in source.problems}
    before = len(source.problems)
    for finding in findings:
        source.wrong(*finding)
    source.problems[before:] = [problem for problem in source.problems[before:] if problem.key not in told]


def _own(file: File, relations: Mapping[str, Relation]) -> Iterator[Finding]:
    for i, indicator in enumerate(file.indicators):
        yield from soundness.indicator_findings(("indicator", i), indicator, relations)
    for i, period in enumerate(file.periods):
        earlier = frozenset(p.code for p in file.periods[:i])
        yield from soundness.period_findings(("periods", i), period, earlier)
    for name, mapped in file.files.items():
        yield from _mapped(name, mapped, relations[name])
    if file.units and bool(file.units.levels) != bool(file.units.root):
        yield Finding(
            ("units",),
            t("levels và root đi cùng nhau", "levels and root go together"),
            t("Ghi cả hai, hoặc bỏ cả hai", "Give both or neither"),
        )


def _mapped(name: str, mapped: RelationFile, relation: Relation) -> Iterator[Finding]:
    """A key of another shape would silently name nothing."""
    parts = PARTS[relation.shape] if relation.subject == "person" else PARTS[relation.shape] - {"person"}
    if relation.shape != "subject":
        parts = parts | {"unit"}
    for key in mapped.names.keys() - parts - {"id"} - relation.column.keys():
        yield Finding(
            ("relations", name, key),
            t("Quan hệ này không có “{x}”", "This relation has no “{x}”", x=key),
            t("Chọn trong: {among}", "Choose among: {among}", among=", ".join(sorted(parts | {*relation.column}))),
        )


def _versions(files: list[File]) -> None:
    by_code = defaultdict(list)
    for file in files:
        for i, indicator in enumerate(file.indicators):
            by_code[indicator.code].append((file, i, indicator))
    for code, versions in by_code.items():
        found = soundness.version_findings([((n,), it) for n, (_, _, it) in enumerate(versions)])
        for finding in found if code else ():
            file, i, _ = versions[int(finding.place[0])]
            file.source.wrong(("indicator", i, "code"), finding.message, finding.remedy)


def _names(files: list[File]) -> None:
    """What names other indicators, once all files are read."""
    counts: dict[str, Indicator] = {i.code: i for file in files for i in file.indicators if i.kind == "count"}
    for file in files:
        for n, indicator in enumerate(file.indicators):
            _note(file.source, soundness.named_findings(("indicator", n), indicator, frozenset(counts)))
        for n, identity in enumerate(file.identities):
            _note(file.source, soundness.identity_findings(("identity", n), identity, counts))
