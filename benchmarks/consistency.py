"""How many planted contradictions the consistency check finds, and how many it imagines.

200 specifications with one contradiction between two modalities, 200 without; `inconsistent.py`
makes them. A report counts only where it names the line of the slip, another line and a witness.
"""

from __future__ import annotations

import argparse
import io
import random
import re
import time

from inconsistent import KINDS, Made
from problems import origin, publish

from rtlgen.consistency import check_consistency
from rtlgen.errors import RtlgenError
from rtlgen.evaluate.statistics import wilson_interval
from rtlgen.finding import Finding
from rtlgen.spec import read_spec

PORTS = "SPEC205"
"""Ports that two places declare differently."""


def main() -> None:
    """Make, check and count."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--each", type=int, default=20, help="specifications of each kind")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    lines = ["| kind | found | of | imagined | of |", "|---|---|---|---|---|"]
    hits = alarms = total = 0
    missed: list[str] = []
    started = time.monotonic()
    for make in KINDS:
        rng = random.Random(f"{options.seed}/{make.__name__}")  # noqa: S311 - no secret
        planted = [make(rng, True) for _ in range(options.each)]
        clean = [make(rng, False) for _ in range(options.each)]
        found = [_is_found(made) for made in planted]
        imagined = [bool(_contradictions(made)) for made in clean]
        missed += [m.text for m, is_found in zip(planted, found, strict=True) if not is_found]
        missed += [m.text for m, is_wrong in zip(clean, imagined, strict=True) if is_wrong]
        hits, alarms, total = hits + sum(found), alarms + sum(imagined), total + options.each
        lines.append(
            f"| {planted[0].kind} | {sum(found)} | {options.each} | {sum(imagined)} | "
            f"{options.each} |"
        )
    elapsed_ms = (time.monotonic() - started) * 500 / total
    summary = (
        f"Found {hits} of {total} ({_share(hits, total)}); imagined {alarms} of {total} "
        f"({_share(alarms, total)}). {elapsed_ms:.1f} ms each.\n"
    )
    shown = "".join(f"\n```text\n{text}```\n" for text in missed[:10])
    publish("consistency", "\n".join([
        "# Contradictions between the parts of a specification\n", origin(), summary, *lines,
        *(["", "Wrong:", shown] if missed else []), "",
    ]))  # fmt: skip


def _contradictions(made: Made) -> tuple[Finding, ...]:
    try:
        spec = read_spec("-", stdin=io.BytesIO(made.text.encode()))
    except RtlgenError as error:
        print(f"{made.kind}: {error}\n{made.text}")
        return ()
    ports = [finding for finding in spec.findings if finding.code == PORTS]
    return (*ports, *check_consistency(spec).contradictions)


def _is_found(made: Made) -> bool:
    """Whether some report names the slip, another line and a situation."""
    for finding in _contradictions(made):
        named = {finding.line} | {int(n) for n in re.findall(r"(?:-:|line )(\d+)", finding.message)}
        if made.slip_line in named and len(named) == 2 and _has_witness(finding):
            return True
    return False


def _has_witness(finding: Finding) -> bool:
    situation = r"\w = [01]|\w\[\d+\]|asserted between|edge of|after a reset|in state"
    return re.search(situation, finding.message) is not None


def _share(count: int, total: int) -> str:
    interval = wilson_interval(count, total)
    return f"{count / total:.1%}, {interval.low:.1%} to {interval.high:.1%}"


if __name__ == "__main__":
    main()
