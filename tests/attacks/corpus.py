"""The attacks in the folders beside this file, and the plans that judge them.

CLASS/NAME/attack.v        the hostile text; `@@` stands for `repeat`, CANARY and TARGET for
                           a file that must not be read and one that must not appear
CLASS/NAME/expected.toml   what it tries, which design it pretends to be, how it must end
designs/NAME.v             the references
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rtlgen.verdict import Status, Verdict
from rtlgen.verify import VerificationPlan
from rtlgen.verilog import read_design

ROOT = Path(__file__).parent
DESIGNS = ROOT / "designs"
LIMIT_S = 2
"""Seconds that one proof is given, and one simulation of what is expected to hang."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attack:
    """One hostile text and how it must end."""

    group: str
    name: str
    tries: str
    design: str
    """The reference that it pretends to be."""
    statuses: frozenset[Status]
    """Verdicts that are right; PASS never is."""
    code: str | None
    """Rule code that one finding must carry; None = any reason will do."""
    verilog: str

    @property
    def is_static(self) -> bool:
        """Whether lint alone must stop it."""
        return self.code is not None

    def aimed_at(self, canary: Path, target: Path) -> str:
        """The text with the paths of the files that it must not touch."""
        return self.verilog.replace("CANARY", str(canary)).replace("TARGET", str(target))


def attacks() -> Iterator[Attack]:
    """Yield all attacks in the order of their folders."""
    for path in sorted(ROOT.glob("*/*/expected.toml")):
        expected = tomllib.loads(path.read_text())
        # What is no UTF-8 arrives as surrogates, which the judge must refuse.
        text = (path.parent / "attack.v").read_bytes().decode("utf-8", errors="surrogateescape")
        if repeat := expected.get("repeat"):
            piece, times = repeat["piece"], range(repeat["times"])
            text = text.replace("@@", "".join(_numbered(piece, number) for number in times))
        yield Attack(
            group=path.parent.parent.name,
            name=path.parent.name,
            tries=expected["tries"],
            design=expected["design"],
            statuses=frozenset(map(Status, expected["statuses"])),
            code=expected.get("code"),
            verilog=text,
        )


def _numbered(piece: str, number: int) -> str:
    """Replace `#1` by the next number and `#` by this one."""
    return piece.replace("#1", str(number + 1)).replace("#", str(number))


def plan_for(design: str) -> VerificationPlan:
    """Judge by a reference and demand a proof, as training does."""
    reference = read_design((DESIGNS / f"{design}.v").read_text())
    return VerificationPlan(
        top=reference.top,
        ports=reference.ports,
        reference=reference,
        requires_proof=True,
        formal_timeout_s=LIMIT_S,
    )


def complaint(attack: Attack, verdict: Verdict) -> str:
    """Say in which way a verdict is not the expected one; empty when it is."""
    codes = {finding.code for check in verdict.checks for finding in check.findings}
    if verdict.status not in attack.statuses:
        return f"{verdict.status} instead of {', '.join(sorted(attack.statuses))}"
    if attack.code is not None and attack.code not in codes:
        return f"codes {', '.join(sorted(codes)) or 'none'} instead of {attack.code}"
    return ""
