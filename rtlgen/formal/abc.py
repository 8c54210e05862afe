"""ABC decides sequential properties: bounded search, then signal correspondence and PDR.

Sources: A. Biere et al., "Symbolic model checking without BDDs", TACAS 1999 (`bmc3`);
C. A. J. van Eijk, "Sequential equivalence checking based on structural similarities", IEEE TCAD
19(7), 2000 (`scorr`); A. R. Bradley, "SAT-based model checking without unrolling", VMCAI 2011, in
the version of N. Een, A. Mishchenko and R. Brayton, FMCAD 2011 (`pdr`).
"""

from __future__ import annotations

import importlib.util
import re
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

_BAD = re.compile(r"Output \d+ of miter .*?was asserted in frame (\d+)")
_BOUND = re.compile(r"No output asserted in (\d+) frames")
_MITER = Path("miter.aig")
_REDUCED = Path("reduced.aig")
_TRACE = Path("trace.cex")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What ABC found out."""

    is_proved: bool = False
    bound: int = 0
    """Frames without a bad state, where nothing more is known."""
    frames: tuple[tuple[int, ...], ...] | None = None
    """Input bits of each frame of a counterexample."""


def abc_path() -> Path | None:
    """Path of the ABC that comes with pyosys; None where it is missing."""
    spec = importlib.util.find_spec("pyosys")
    if spec is None or spec.origin is None:
        return None
    path = Path(spec.origin).with_name("yosys-abc")
    return path if path.is_file() else None


def decide(aiger: bytes, *, depth: int, timeout_s: float) -> Answer:
    """Decide whether the one output of a circuit can become 1; works in the current folder.

    Args:
        aiger: The circuit.
        depth: Frames that the bounded search looks at.
        timeout_s: Limit of all engines together.
    """
    deadline = time.monotonic() + timeout_s
    _MITER.write_bytes(aiger)
    for file in (_REDUCED, _TRACE):
        file.unlink(missing_ok=True)
    search = max(1, int(timeout_s / 3))
    log = _run(
        f"read_aiger {_MITER}; bmc3 -F {depth} -T {search}; write_cex -a {_TRACE}; scorr; "
        f"write_aiger {_REDUCED}",
        timeout_s,
    )
    if _BAD.search(log):
        return Answer(frames=_read_trace())
    match = _BOUND.search(log)
    bound = int(match[1]) if match else 0
    if _is_never_bad(_REDUCED):
        return Answer(is_proved=True)
    left = deadline - time.monotonic()
    if left < 1 or not _REDUCED.is_file():
        return Answer(bound=bound)
    log = _run(f"read_aiger {_REDUCED}; pdr -T {int(left)}; write_cex -a {_TRACE}", left)
    if "Property proved" in log:
        return Answer(is_proved=True)
    return Answer(bound=bound, frames=_read_trace() if _BAD.search(log) else None)


def _run(script: str, timeout_s: float) -> str:
    path = abc_path()
    if path is None:
        return ""
    try:
        done = subprocess.run(
            [path, "-q", script], capture_output=True, text=True, check=False, timeout=timeout_s + 1
        )
    except subprocess.TimeoutExpired:
        return ""
    return done.stdout


def _is_never_bad(path: Path) -> bool:
    """Whether a reduced circuit is nothing but an output that is constantly 0."""
    if not path.is_file():
        return False
    head, _, rest = path.read_bytes().partition(b"\n")
    fields = head.split()
    return fields[:1] == [b"aig"] and fields[3:6] == [b"0", b"1", b"0"] and rest[:2] == b"0\n"


def _read_trace() -> tuple[tuple[int, ...], ...] | None:
    """Read `write_cex -a`: the latches at the start, then the inputs of each frame."""
    if not _TRACE.is_file():
        return None
    lines = [line for line in _TRACE.read_text().splitlines() if line and line[0] in "01"]
    return tuple(tuple(map(int, line)) for line in lines[1:])
