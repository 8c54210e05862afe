"""How long a user waits: help text, lint of one module, the demonstration a second time."""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from problems import origin, publish

RUNS = 7
MODULE = "module m(input clk, input d, output reg q);\n  always @(posedge clk) q <= d;\nendmodule\n"


def timed(command: list[str], folder: str) -> list[float]:
    """Return the seconds of several runs; the first one warms the caches and is dropped."""
    seconds = []
    for _ in range(RUNS + 1):
        started = time.perf_counter()
        subprocess.run(command, cwd=folder, check=True, capture_output=True)
        seconds.append(time.perf_counter() - started)
    return seconds[1:]


def main() -> None:
    """Time the commands as whole processes."""
    rtlgen = str(Path(sys.executable).with_name("rtlgen"))
    lines = ["| command | min s | median s | max s |", "|---|---|---|---|"]
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "m.v").write_text(MODULE)
        for command in (["--help"], ["check", "m.v"], ["check", "m.v", "--ref", "m.v"]):
            found = timed([rtlgen, *command], folder)
            middle = statistics.median(found)
            figures = f"{min(found):.2f} | {middle:.2f} | {max(found):.2f}"
            lines.append(f"| rtlgen {' '.join(command)} | {figures} |")
    publish("startup", f"# Start-up\n\n{origin()}\n" + "\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
