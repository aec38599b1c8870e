"""What this room refuses to write, told to the person who asked: every mistake at once, each at its field."""


class Invalid(Exception):
    """`problems`: field name → sentences; the empty name is for the whole."""

    def __init__(self, problems: dict[str, list[str]]) -> None:
        self.problems = problems
        super().__init__("\n".join(sentence for sentences in problems.values() for sentence in sentences))


class Problems:
    """Collects while an action checks; `stop()` raises when there is anything."""

    def __init__(self) -> None:
        self.found: dict[str, list[str]] = {}

    def add(self, field: str, sentence: str) -> None:
        self.found.setdefault(field, []).append(sentence)

    def stop(self) -> None:
        if self.found:
            raise Invalid(self.found)
