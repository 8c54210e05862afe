"""The attacks of tests/attacks against the judge: all layers, then each layer switched off in turn.

A row of the table is one configuration. `told PASS` must be 0 with all layers; without a layer it
says what that layer alone keeps out. `escapes` are reads of a canary, changed or new files,
processes and temporary files that stay behind: 0 in every row.
"""

from __future__ import annotations

import contextlib
import dataclasses
import itertools
import os
import secrets
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any
from unittest import mock

from problems import ROOT, origin, publish

sys.path.insert(0, str(ROOT / "tests" / "attacks"))

import corpus

from rtlgen.lint.rules.allowed.groups import Group
from rtlgen.sandbox import Completed, Limits, close_warm
from rtlgen.sandbox.run import run_sandboxed
from rtlgen.sandbox.warm import run_warm
from rtlgen.simulate.build import Build
from rtlgen.simulate.harness import write_harness
from rtlgen.verdict import Status, Verdict
from rtlgen.verify import CheckName, VerificationPlan
from rtlgen.verify.pipeline import verify_all

SECONDS = 4
"""Limit of every boxed program."""
CALLERS = ("simulate.build", "simulate.session", "sandbox.worker")


@dataclasses.dataclass
class Tally:
    """What became of the attacks in one configuration."""

    statuses: Counter[str] = dataclasses.field(default_factory=Counter)
    passed: list[str] = dataclasses.field(default_factory=list)
    escapes: list[str] = dataclasses.field(default_factory=list)
    programs: int = 0
    overrun_s: float = 0.0
    """How much longer than its limit the slowest boxed program took."""


def patched(*replacements: tuple[str, Any]) -> Callable[[], contextlib.ExitStack]:
    """Return a context that replaces names of rtlgen."""

    def enter() -> contextlib.ExitStack:
        stack = contextlib.ExitStack()
        for name, value in replacements:
            stack.enter_context(mock.patch(f"rtlgen.{name}", value))
        return stack

    return enter


def environment(**settings: str) -> Callable[[], Any]:
    """Return a context that sets variables."""
    return lambda: mock.patch.dict(os.environ, settings)


def two_valued(*arguments: Any) -> str:
    """Write the harness with a comparison that takes X for anything."""
    return write_harness(*arguments).replace("!==", "!=")


def armed(*_: Any) -> Build:
    """Leave the system tasks in the program."""
    return Build(is_built=True)


Relax = Callable[[VerificationPlan], VerificationPlan]
KEEP: Relax = lambda plan: plan  # noqa: E731
ALLOW: Relax = lambda plan: dataclasses.replace(plan, relaxed=frozenset(Group))  # noqa: E731


def only(*checks: CheckName) -> Relax:
    """Judge by some checks alone, and demand no proof."""
    return lambda plan: dataclasses.replace(plan, checks=frozenset(checks), requires_proof=False)


CONFIGURATIONS: tuple[tuple[str, Callable[[], Any], Relax], ...] = (
    ("all layers", contextlib.nullcontext, KEEP),
    ("0 limits of the text", patched(("lint.run.check_limits", lambda *_, **__: ()),
                                     ("verilog.read.check_limits", lambda *_, **__: ())), KEEP),
    ("1 allow-list", contextlib.nullcontext, ALLOW),
    ("2 ports against the specification", contextlib.nullcontext,
     lambda plan: dataclasses.replace(plan, ports=None)),
    ("2 disarming of the program", patched(("simulate.build._disarm", armed)), KEEP),
    ("1 and 2: system tasks run", patched(("simulate.build._disarm", armed)), ALLOW),
    ("3 nonce", patched(("simulate.batch.secrets.token_hex", lambda size: "0" * 2 * size)), KEEP),
    ("4 bubblewrap (Landlock instead)", environment(RTLGEN_SANDBOX="landlock"), KEEP),
    ("4 sandbox (limits only)",
     environment(RTLGEN_SANDBOX="none", RTLGEN_UNSAFE_NO_SANDBOX="1"), KEEP),
    ("6 four-valued comparison", patched(("simulate.batch.write_harness", two_valued)), KEEP),
    ("7 proof", contextlib.nullcontext, only(CheckName.LINT, CheckName.SIMULATE)),
    ("7 simulation", contextlib.nullcontext, only(CheckName.LINT, CheckName.FORMAL)),
)  # fmt: skip


@contextlib.contextmanager
def watched(tally: Tally) -> Iterator[None]:
    """Give every boxed program the same short limit and measure how well it is kept."""

    def run(*arguments: Any, limits: Limits | None = None, **options: Any) -> Completed:
        wall_s = min(SECONDS, (limits or Limits()).wall_s)
        short = dataclasses.replace(limits or Limits(), wall_s=wall_s, cpu_s=SECONDS)
        done = run_sandboxed(*arguments, limits=short, **options)
        tally.programs += 1
        tally.overrun_s = max(tally.overrun_s, done.elapsed_s - wall_s)
        return done

    def run_job(recipe: Any, stdin: bytes, limits: Limits) -> Completed:
        wall_s = min(SECONDS, limits.wall_s)
        done = run_warm(recipe, stdin, dataclasses.replace(limits, wall_s=wall_s, cpu_s=SECONDS))
        tally.programs += 1
        tally.overrun_s = max(tally.overrun_s, done.elapsed_s - wall_s)
        return done

    callers = [(f"{name}.run_sandboxed", run) for name in CALLERS]
    with patched(*callers, ("sandbox.worker.run_warm", run_job))():
        yield


def children() -> set[str]:
    """Return the processes of this one, zombies included."""
    found = set()
    for path in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            if int(path.read_text().rsplit(")", 1)[1].split()[1]) == os.getpid():
                found.add(path.parent.name)
    return found


def judge(attacks: Sequence[corpus.Attack], relax: Relax, tally: Tally) -> None:
    """Judge the attacks of one class on one design together."""
    secret = secrets.token_hex(16)
    with tempfile.TemporaryDirectory() as name, mock.patch.dict(os.environ, SECRET_KEY=secret):
        folder = Path(name)
        canary, target, scratch = folder / "canary", folder / "target", folder / "scratch"
        scratch.mkdir()
        canary.write_text(secret)
        texts = [attack.aimed_at(canary, target) for attack in attacks]
        with mock.patch.object(tempfile, "tempdir", str(scratch)):
            verdicts = verify_all(texts, relax(corpus.plan_for(attacks[0].design)))
        close_warm()  # kept for the next job; what else runs is left behind
        where = f"{attacks[0].group} on {attacks[0].design}"
        for is_escape, what in (
            (canary.read_text() != secret, "canary changed"),
            (secret in repr(verdicts), "canary read"),
            (target.exists(), "file written"),
            (any(scratch.iterdir()), "temporary files left"),
            (bool(children()), "processes left"),
        ):
            if is_escape:
                tally.escapes.append(f"{what} by {where}")
    count(attacks, verdicts, tally)


def count(attacks: Sequence[corpus.Attack], verdicts: Sequence[Verdict], tally: Tally) -> None:
    """Add the verdicts to the tally."""
    for attack, verdict in zip(attacks, verdicts, strict=True):
        tally.statuses[verdict.status] += 1
        if verdict.status is Status.PASS:
            tally.passed.append(f"{attack.group}/{attack.name}")


def row(name: str, tally: Tally, seconds: float) -> str:
    """Return a row of the table."""
    counts = " | ".join(str(tally.statuses[status]) for status in
                        (Status.FAIL, Status.UNKNOWN, Status.TIMEOUT, Status.ERROR))  # fmt: skip
    return (
        f"| {name} | {len(tally.passed)} | {counts} | {len(tally.escapes)} | {tally.programs} | "
        f"{max(0.0, tally.overrun_s):.2f} | {seconds:.0f} |"
    )


def main() -> None:
    """Judge all attacks in every configuration, or in those whose names hold an argument."""
    attacks = sorted(corpus.attacks(), key=lambda a: (a.group, a.design))
    head = (
        "switched off|told PASS|FAIL|UNKNOWN|TIMEOUT|ERROR|escapes|boxed programs|over limit, s|s"
    )
    lines = [f"|{head}|", "|---" * (head.count("|") + 1) + "|"]
    details = []
    for name, context, relax in CONFIGURATIONS:
        if sys.argv[1:] and not any(word in name for word in sys.argv[1:]):
            continue
        tally, started = Tally(), time.monotonic()
        with context(), watched(tally):
            for _, some in itertools.groupby(attacks, key=lambda a: (a.group, a.design)):
                judge(list(some), relax, tally)
        lines.append(row(name, tally, time.monotonic() - started))
        details += [f"- {name}: {what}" for what in (*tally.passed, *tally.escapes)]
        print(lines[-1], *details[-40:], sep="\n", file=sys.stderr, flush=True)
    groups = Counter(attack.group for attack in attacks)
    classes = "\n".join(f"| {group} | {number} |" for group, number in sorted(groups.items()))
    text = (
        f"{len(attacks)} attacks; every boxed program may run {SECONDS} s, every proof "
        f"{corpus.LIMIT_S:.0f} s."
    )
    told = "\n".join(details) or "- none"
    table = "\n".join(lines)
    publish(
        "attacks",
        f"# Attacks on the judge\n\n{origin()}\n{text}\n\n{table}\n\nTold PASS, and escapes:\n\n"
        f"{told}\n\n| class | attacks |\n|---|---|\n{classes}\n",
    )


if __name__ == "__main__":
    main()
