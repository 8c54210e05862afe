"""A benchmark file from a folder of specifications with reference Verilog."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from rtlgen.datagen.imported import Rejected, pairs_of
from rtlgen.errors import SpecError, UsageError
from rtlgen.evidence.files import write_text
from rtlgen.spec import read_spec
from rtlgen.verilog import VerilogError, read_design


def suite_of(folder: Path, out: Path) -> tuple[int, Sequence[Rejected]]:
    """Write a row for each pair whose files can be read and speak of the same module.

    Args:
        folder: With pairs `NAME.md` and `NAME.v`.
        out: The benchmark file.

    Returns:
        The number of rows, and the pairs that were left out.

    Raises:
        UsageError: there is no pair, or none that can be used; nothing is written then.
        ToolCrashed: the disk is full.
    """
    pairs = pairs_of(folder)
    rows = [_row(spec, verilog) for spec, verilog in pairs]
    kept = [row for row in rows if not isinstance(row, Rejected)]
    rejected = [row for row in rows if isinstance(row, Rejected)]
    if not kept:
        raise UsageError(
            f"{folder}: none of {len(pairs)} pairs can be used, the first: {rejected[0].reason}"
        )
    write_text(out, "".join(json.dumps(row) + "\n" for row in kept))
    return len(kept), rejected


def _row(source: Path, file: Path) -> dict[str, str] | Rejected:
    try:
        spec = read_spec(source)
        reference = file.read_text()
        read_design(reference, top=spec.name, path=str(file))
    except (SpecError, VerilogError, UnicodeDecodeError) as error:
        return Rejected(file=str(file), reason=" ".join(str(error).split()))
    return {"id": file.stem, "prompt": spec.text, "top": spec.name, "reference": reference}
