"""Examples from a folder of specifications with reference Verilog: `NAME.md` beside `NAME.v`.

The header is written anew, as in all examples, and the result is judged: it must pass what the
specification itself demands and agree with the file that it came from, in simulation and, where
that is decided, by proof.

shard-00000.jsonl   examples
rejected.jsonl      a line for each pair that was left out, with the reason
manifest.json       counts, the hashes, versions of the tools

Not covered: parameters, ports whose first bit is not 0, `inout`, headers that list names alone.
"""

from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rtlgen.datagen.example import Example
from rtlgen.datagen.folder import write_shards
from rtlgen.datagen.shards import MANIFEST, SCHEMA_VERSION
from rtlgen.errors import SpecError, UsageError
from rtlgen.evidence.files import write_text
from rtlgen.model.text import module_of
from rtlgen.sandbox import tool_versions
from rtlgen.spec import Direction, Spec, derive_obligations, read_spec
from rtlgen.verdict import Status, Verdict
from rtlgen.verify import VerificationPlan, verify
from rtlgen.verilog import VerilogError, read_design
from rtlgen.verilog.design import Design

REJECTED = "rejected.jsonl"
FAMILY = "imported"
_SPECS = (".md", ".txt", "")
"""Ends of the names of specifications; a folder has none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejected:
    """A pair that cannot be used."""

    file: str
    reason: str


def import_pairs(folder: Path, out: Path) -> dict[str, Any]:
    """Judge all pairs of a folder and write those that are right; return the manifest.

    Args:
        folder: With pairs.
        out: An empty folder.

    Raises:
        UsageError: there is no pair, or none that can be used.
        ToolError: the environment is broken.
    """
    pairs = pairs_of(folder)
    found = [_example(number, spec, verilog) for number, (spec, verilog) in enumerate(pairs)]
    examples = [one for one in found if isinstance(one, Example)]
    rejected = [dataclasses.asdict(one) for one in found if isinstance(one, Rejected)]
    write_text(out / REJECTED, "".join(json.dumps(row) + "\n" for row in rejected))
    if not examples:
        raise UsageError(
            f"{folder}: none of {len(pairs)} pairs can be used; {out / REJECTED} says why, the "
            f"first: {rejected[0]['reason']}"
        )
    manifest = {
        "schema_version": SCHEMA_VERSION,
        "settings": {"imported": len(pairs)},
        "tools": dict(tool_versions()),
        "examples": len(examples),
        "rejected": len(rejected),
        "shards": list(write_shards(out, examples)),
    }
    write_text(out / MANIFEST, json.dumps(manifest, indent=1) + "\n")
    return manifest


def pairs_of(folder: Path) -> list[tuple[Path, Path]]:
    """Return specifications with the Verilog of the same name, by name.

    Raises:
        UsageError: there is none.
    """
    pairs = list(_pairs(folder))
    if not pairs:
        raise UsageError(
            f"{folder}: holds no pair of a specification and a reference, for example counter.md "
            "and counter.v"
        )
    return pairs


def _pairs(folder: Path) -> Iterator[tuple[Path, Path]]:
    for verilog in sorted((*folder.glob("*.v"), *folder.glob("*.sv"))):
        specs = (verilog.with_suffix(end) for end in _SPECS)
        spec = next((path for path in specs if path.exists()), None)
        if spec is not None:
            yield spec, verilog


def _example(number: int, source: Path, file: Path) -> Example | Rejected:
    try:
        spec = read_spec(source)
        original = read_design(file.read_text(), top=spec.name, path=str(file))
        verilog = with_our_header(spec, original)
        verdict = verify(verilog, _plan(spec, original))
    except (SpecError, VerilogError, UnicodeDecodeError, UnusableHeader) as error:
        return Rejected(file=str(file), reason=" ".join(str(error).split()))
    if verdict.status is not Status.PASS:
        return Rejected(file=str(file), reason=_why(verdict))
    return Example(
        family=FAMILY, design=number, style="imported", manner="imported", prompt=spec.text,
        verilog=verilog,
    )  # fmt: skip


def _plan(spec: Spec, original: Design) -> VerificationPlan:
    """Return what a reference must pass before it judges others."""
    obligations, _ = derive_obligations(spec)
    return VerificationPlan(
        top=spec.name, ports=spec.ports, obligations=obligations, reference=original
    )


class UnusableHeader(Exception):  # noqa: N818 - of a text
    """Verilog of a form that is not read here."""


def with_our_header(spec: Spec, original: Design) -> str:
    """Write the header of a module as all examples have it; its body stays.

    Raises:
        UnusableHeader: it has a form that is not read here.
    """
    head = re.compile(rf"\bmodule\s+{re.escape(original.top)}\s*\(([^()]*)\)\s*;")
    match = head.search(original.verilog)
    if match is None or not re.search(r"\b(?:input|output)\b", match[1]):
        raise UnusableHeader(
            f"the header of {original.top} is not written as `module {original.top} (input a, "
            "output y);` without parameters"
        )
    for port in original.ports:
        if port.lsb or port.is_ascending or port.direction is Direction.INOUT:
            raise UnusableHeader(f"port {port.name!r} is an inout or does not end with bit 0")
    before, after = original.verilog[: match.start()], original.verilog[match.end() :]
    body, end, rest = after.rpartition("endmodule")
    others = before[before.find("module ") :] if re.search(r"\bmodule\s", before) else ""
    if others:
        own, _, further = f"{body}{end}{rest}".partition("endmodule")
        body = f"{own}endmodule\n\n{further}{others}".rpartition("endmodule")[0]
    plain = dataclasses.replace(spec, ports=original.ports)
    return module_of(plain, body)


def _why(verdict: Verdict) -> str:
    """Say which check did not pass, and why."""
    for check in verdict.checks:
        if check.status is verdict.status:
            shown = check.evidence.summary if check.evidence else check.reason
            findings = [finding.message for finding in check.findings]
            return f"{check.check} {check.status}: {next(iter(findings), shown) or shown}"
    return f"{verdict.status}: nothing here tells a right design from a wrong one"
