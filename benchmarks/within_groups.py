"""Does simulation miss differences between candidates that it puts into one group?

Each candidate of a group is compared with the first one by proof: Z3 and ABC search for inputs on
which they differ. Groups are those of `scaling.py` and `selection.py`, found by simulation alone.

    python benchmarks/within_groups.py run/samples.jsonl=pools.jsonl …
"""

from __future__ import annotations

import argparse
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from model import rows_of
from problems import origin, publish

from rtlgen.formal.prove import prove_all_equivalent
from rtlgen.verilog import Design, VerilogError, read_design

TIMEOUT_S = 5.0


def main() -> None:
    """Prove and publish."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("runs", nargs="+", metavar="SAMPLES=POOLS", help="files of a scored run")
    lines = [
        "# Candidates of equal behaviour in simulation, by proof\n", origin(),
        f"{TIMEOUT_S:.0f} s for each pair at most.\n",
        "| run | pairs | proved equal | different | undecided | s a pair |",
        "|---|---|---|---|---|---|",
    ]  # fmt: skip
    for text in parser.parse_args().runs:
        samples, pools = text.split("=", maxsplit=1)
        started = time.monotonic()
        found = Counter(
            result.status.value
            for designs in _groups(Path(samples), Path(pools))
            for result in prove_all_equivalent(designs[1:], designs[0], timeout_s=TIMEOUT_S)
        )
        count = found.total()
        undecided = count - found["PASS"] - found["FAIL"]
        each_s = (time.monotonic() - started) / max(1, count)
        lines.append(
            f"| {Path(samples).parent} | {count} | {found['PASS']} | {found['FAIL']} | {undecided} "
            f"| {each_s:.2f} |"
        )
    publish("within_groups", "\n".join([*lines, ""]))


def _groups(samples: Path, pools: Path) -> Iterator[list[Design]]:
    """Read the different texts of each group that has several."""
    texts = {(row["id"], row["candidate"]): row["verilog"] for row in rows_of(samples)}
    for pool in rows_of(pools):
        groups: dict[int, dict[str, None]] = defaultdict(dict)
        for item in pool["items"]:
            groups[item["group"]][item["text"]] = None
        for group, members in groups.items():
            found = [texts[pool["id"], key] for key in members if (pool["id"], key) in texts]
            if group >= 0 and len(found) > 1:
                yield [_read(pool["id"], text) for text in found]


def _read(problem: str, verilog: str) -> Design:
    """Read a design, whose top module has the name of the problem or that of all exercises."""
    for top in (problem, "top_module", "TopModule"):
        try:
            return read_design(verilog, top=top)
        except VerilogError:
            continue
    return read_design(verilog, top=verilog.partition("module")[2].split()[0].rstrip("(#;"))


if __name__ == "__main__":
    main()
