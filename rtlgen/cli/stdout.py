"""Standard output that outlives its reader."""

from __future__ import annotations

import io
import os
import sys
from typing import Any


class _PatientFile(io.FileIO):
    """Drops what nobody reads any more.

    `rtlgen check … | head -1` must still end with the exit code of the verdict, and
    `rtlgen generate … | head -1` must still write its evidence.
    """

    def write(self, data: Any) -> int:
        """Write bytes; after a failure, which is raised once where it matters, they go nowhere."""
        try:
            return super().write(data)
        except OSError as error:
            os.dup2(os.open(os.devnull, os.O_WRONLY), self.fileno())
            if isinstance(error, BrokenPipeError):
                return len(data)
            error.filename = "standard output"
            raise


def use_patient_stdout() -> None:
    """Make `sys.stdout` patient, and able to print every name of a file."""
    if sys.stdout is not sys.__stdout__ or sys.stdout is None:
        return  # redirected within this process, or closed by the caller
    old = sys.stdout
    old.flush()
    sys.stdout = io.TextIOWrapper(
        io.BufferedWriter(_PatientFile(old.fileno(), "w", closefd=False)),
        encoding=old.encoding,
        errors="backslashreplace",
        line_buffering=old.line_buffering,
    )
