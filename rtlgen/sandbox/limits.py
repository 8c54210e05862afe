"""What a boxed program may use, and what came back."""

from __future__ import annotations

from dataclasses import dataclass

MEBIBYTE = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Upper bounds for one program; past the wall limit it is killed with all its children."""

    wall_s: float = 10.0
    cpu_s: int = 10
    memory_bytes: int = 2048 * MEBIBYTE
    """Address space of each process."""
    file_bytes: int = 64 * MEBIBYTE
    """Largest file that may be written."""
    output_bytes: int = MEBIBYTE
    """What is kept of each of stdout, stderr and the channel; the rest is read and dropped."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Completed:
    """How a boxed program ended."""

    returncode: int
    """Exit status; 128 + n after signal n; -9 when we killed it."""
    stdout: bytes
    stderr: bytes
    channel: bytes
    """What was written to the inherited pipe, whose number is in `RTLGEN_CHANNEL_FD`."""
    timed_out: bool
    elapsed_s: float

    @property
    def log(self) -> str:
        """Standard output and error as text, at most 4 KiB of the end."""
        return (self.stdout + self.stderr).decode(errors="replace")[-4096:]
