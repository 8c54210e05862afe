"""Text with its origin, so that every remark can name a file and a line; and how it is loaded.

What is loaded is checked before it is used: size first, then encoding. A file that is not UTF-8
text is refused with the byte that shows it, never guessed at.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from rtlgen.errors import SpecError
from rtlgen.spec.model import SourceRef

MAX_SOURCE_BYTES = 4 * 1024 * 1024
"""Largest file that is read; a specification of a module is kilobytes."""
STDIN = "-"

_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_MAGIC = (
    (b"\x7fELF", "a program"),
    (b"%PDF", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
)
_TEXT_CONTROLS = frozenset("\t\n\f\v\x1b\x85")


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceText:
    """A file of a specification, decoded."""

    path: str
    """As the user named it; `-` for standard input."""
    text: str
    lines: list[str] = field(init=False, repr=False, compare=False)
    """The lines without their ends; line n of the file is at index n - 1."""

    def __post_init__(self) -> None:
        lines = self.text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        # Once for all readers: they look lines up one by one.
        object.__setattr__(self, "lines", lines[:-1] if lines[-1] == "" else lines)

    def at(self, line: int) -> SourceRef:
        """Return the reference to a 1-based line."""
        return SourceRef(path=self.path, line=line)


def spec_error(path: str, line: int | None, problem: str, remedy: str) -> SpecError:
    """Make the error `path:line: what is wrong; what to do`; `line` None = the whole file."""
    place = path if line is None else f"{path}:{line}"
    return SpecError(f"{place}: {problem}; {remedy}")


def load_source(path: Path, *, name: str | None = None) -> SourceText:
    """Read one text file.

    Args:
        path: The file.
        name: The file as the user named it; the path itself when None.

    Raises:
        SpecError: it is missing, cannot be read, is too large, empty, or is no UTF-8 text.
    """
    shown = str(path) if name is None else name
    try:
        if not path.is_file():
            problem = "is neither a file nor a folder" if path.exists() else "does not exist"
            raise spec_error(shown, None, problem, "name a Markdown or text file, a folder or -")
        size = path.stat().st_size
        if size > MAX_SOURCE_BYTES:
            raise _too_large(shown, f"{size} bytes")
        with path.open("rb") as stream:
            data = stream.read(MAX_SOURCE_BYTES + 1)
    except OSError as error:
        reason = error.strerror or str(error)
        raise spec_error(shown, None, f"cannot be read: {reason}", "check the name") from error
    except ValueError as error:  # a NUL character in the name
        raise spec_error(repr(shown), None, f"cannot be read: {error}", "check the name") from error
    return decode_source(data, shown)


def load_stdin(stdin: IO[bytes] | None = None) -> SourceText:
    """Read the specification from standard input.

    Raises:
        SpecError: as in `load_source`.
    """
    stream = sys.stdin.buffer if stdin is None else stdin
    return decode_source(stream.read(MAX_SOURCE_BYTES + 1), STDIN)


def decode_source(data: bytes, path: str) -> SourceText:
    """Turn the bytes of a file into text.

    Raises:
        SpecError: too large, empty, binary, UTF-16, or in another encoding than UTF-8.
    """
    if len(data) > MAX_SOURCE_BYTES:
        raise _too_large(path, f"more than {MAX_SOURCE_BYTES} bytes")
    if data.startswith(_UTF16_MARKS) or _looks_like_utf16(data):
        raise spec_error(
            path, 1, "is UTF-16 text", "convert it with `iconv -f UTF-16 -t UTF-8 OLD > NEW`"
        )
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            raise spec_error(path, 1, f"is {kind}, not text", "give Markdown or plain text")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise spec_error(
            path,
            line,
            f"is not UTF-8 text (byte 0x{data[error.start]:02x} at offset {error.start})",
            "convert it, for example with `iconv -f LATIN1 -t UTF-8 OLD > NEW`",
        ) from error
    _check_characters(text, path)
    return SourceText(path=path, text=text.replace("\r\n", "\n").replace("\r", "\n"))


def _check_characters(text: str, path: str) -> None:
    for number, line in enumerate(text.replace("\r", "\n").split("\n"), start=1):
        for character in line:
            if (character < " " or character == "\x7f") and character not in _TEXT_CONTROLS:
                raise spec_error(
                    path,
                    number,
                    f"is a binary file (control character 0x{ord(character):02x})",
                    "give Markdown or plain text",
                )
    if not text.strip():
        raise spec_error(path, 1, "is empty", "write what the module shall do, and its ports")


def _looks_like_utf16(data: bytes) -> bool:
    """Whether every other byte of the beginning is NUL: UTF-16 without a byte order mark."""
    head = data[:64]
    if len(head) < 8:
        return False
    return not any(head[0::2]) or not any(head[1::2])


def _too_large(path: str, size: str) -> SpecError:
    return spec_error(
        path,
        None,
        f"is too large ({size}; the limit is {MAX_SOURCE_BYTES} bytes)",
        "give the specification of one module",
    )
