"""What this room refuses, told to the person who asked."""


class Refused(Exception):
    """A change of the map that cannot be made or reversed: all reasons at once."""

    def __init__(self, reasons: list[str]) -> None:
        super().__init__("\n".join(reasons))
        self.reasons = reasons


class NoAgency(LookupError):
    """No agency of that sector exists at that unit on that day."""
