"""Run a benchmark's own bench: one compile unit, a pass line. Less trusted than our judge.

Everything runs in the sandbox; the benches need system tasks, so nothing is disarmed.
"""

from __future__ import annotations

import re
import tempfile
from pathlib import Path
from typing import Any

from rtlgen.sandbox import Limits, find_tool, run_sandboxed

_LIMITS = Limits(wall_s=60.0, cpu_s=60)


def bench_passes(row: dict[str, Any], candidate: str) -> bool:
    """Whether the bench of a row prints its pass line for a candidate."""
    with tempfile.TemporaryDirectory(prefix="rtlgen-") as name:
        folder = Path(name)
        (folder / "design.v").write_text(candidate)
        (folder / "bench.sv").write_text(row["testbench"])
        files = ["design.v", "bench.sv"]
        if row.get("reference_top"):
            (folder / "reference.v").write_text(row["reference"])
            files.insert(1, "reference.v")
        for path, text in (row.get("data_files") or {}).items():
            (folder / Path(path).name).write_text(text)
        top = ["-s", row["testbench_top"]] if row.get("testbench_top") else []
        iverilog, vvp = str(find_tool("iverilog")), str(find_tool("vvp"))
        built = run_sandboxed([iverilog, "-g2012", *top, "-o", "b.vvp", *files], workdir=folder,
                              limits=_LIMITS)  # fmt: skip
        if built.returncode != 0 or not (folder / "b.vvp").is_file():
            return False
        done = run_sandboxed([vvp, "-n", "b.vvp"], workdir=folder, limits=_LIMITS)
    text = done.stdout.decode(errors="replace")
    if row.get("reference_top"):
        match = re.search(r"Mismatches: (\d+) in (\d+) samples", text)
        return bool(match and int(match[1]) == 0 and int(match[2]) > 0)
    return "Your Design Passed" in text
