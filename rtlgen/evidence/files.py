"""Write files so that an old one is never half overwritten."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from rtlgen.errors import write_error


def write_text(path: Path, text: str) -> None:
    """Write a UTF-8 file through a temporary file and a rename.

    Raises:
        UsageError: the folder is missing or not writable.
        ToolCrashed: the disk is full; an older file is still whole.
    """
    try:
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except OSError as error:
        raise write_error(path, "cannot be written", error) from error
    try:
        # Names of files that are no UTF-8 are written as they are.
        with os.fdopen(handle, "w", encoding="utf-8", errors="surrogateescape") as file:
            file.write(text)
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    except OSError as error:
        Path(temporary).unlink(missing_ok=True)
        raise write_error(path, "cannot be written", error) from error
