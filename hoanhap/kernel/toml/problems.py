"""What is wrong in a file, for the person who wrote it."""

from dataclasses import dataclass

from hoanhap.kernel.lang import Words, t


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One mistake: where it stands, what it is, what to write instead. `key` reads `rows[1.4].parts`."""

    file: str
    line: int
    key: str
    message: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.key}: {self.message} → {self.remedy}"


class FileErrors(Exception):
    """Every mistake of every file that was read, in the order of the files. A room says in `head` whose files."""

    head = Words("Các tệp có {n} lỗi:", "The files have {n} mistakes:")

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = sorted(problems)
        super().__init__(str(self))

    def __str__(self) -> str:
        return "\n".join([t(*self.head, n=len(self.problems)), *(f"  {p}" for p in self.problems)])


class Wrong(ValueError):
    """A mistake whose place the caller knows."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message)
        self.message, self.remedy = message, remedy
