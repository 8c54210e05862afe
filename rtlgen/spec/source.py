"""Text with its origin, so that every remark can name a file and a line."""

from __future__ import annotations

from dataclasses import dataclass

from rtlgen.spec.model import SourceRef


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceText:
    """A file of a specification, decoded."""

    path: str
    """As the user named it; `-` for standard input."""
    text: str

    @property
    def lines(self) -> list[str]:
        """The lines without their ends; line n of the file is at index n - 1."""
        return self.text.splitlines()

    def at(self, line: int) -> SourceRef:
        """Return the reference to a 1-based line."""
        return SourceRef(path=self.path, line=line)
