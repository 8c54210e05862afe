"""No attack is told PASS, and none touches anything outside of its box."""

from __future__ import annotations

import dataclasses
import importlib.util
import itertools
import os
import secrets
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import ModuleType

import pytest

from rtlgen.lint.rules.allowed.groups import Group
from rtlgen.mutation import cheats
from rtlgen.repair import mend_text
from rtlgen.sandbox import Limits, close_warm
from rtlgen.spec import derive_obligations, read_spec
from rtlgen.verdict import Status, Verdict
from rtlgen.verify import CheckName, VerificationPlan
from rtlgen.verify.pipeline import verify_all

HERE = Path(__file__).parent
EXAMPLES = HERE.parents[1] / "examples"


def load(name: str) -> ModuleType:
    """Import a file beside this one."""
    spec = importlib.util.spec_from_file_location(f"attacks_{name}", HERE / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


corpus = load("corpus")
ATTACKS = tuple(corpus.attacks())
SPECS = sorted(
    str(path)
    for path in EXAMPLES.iterdir()
    if path.suffix == ".md" or (path.is_dir() and path.name != "prose")
)


@dataclasses.dataclass(frozen=True)
class Host:
    """What must stay as it is."""

    canary: Path
    target: Path
    scratch: Path
    secret: str

    def complaints(self, verdicts: Sequence[Verdict]) -> Iterator[str]:
        if self.canary.read_text() != self.secret:
            yield "the canary was changed"
        if self.secret in repr(verdicts):
            yield "the canary was read"
        if self.target.exists():
            yield "a file was written"
        close_warm()  # kept for the next job; what else runs is left behind
        yield from (f"left behind: {path}" for path in self.scratch.iterdir())
        yield from (f"still running: {command}" for command in children())


def children() -> Iterator[str]:
    """Yield the command line of each child of this process, zombies included."""
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rsplit(")", 1)[1].split()
            command = (path.parent / "cmdline").read_text().replace("\0", " ")
        except OSError:
            continue
        if int(fields[1]) == os.getpid():
            yield command or f"(state {fields[0]})"


@pytest.fixture
def host(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Host:
    scratch, secret = tmp_path / "scratch", secrets.token_hex(16)
    scratch.mkdir()
    (tmp_path / "canary").write_text(secret)
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))
    monkeypatch.setenv("RTLGEN_API_KEY", secret)
    return Host(tmp_path / "canary", tmp_path / "target", scratch, secret)


def hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give programs little time, where it is expected that they use it up."""
    limits = Limits(wall_s=corpus.LIMIT_S, cpu_s=corpus.LIMIT_S, output_bytes=1 << 24)
    monkeypatch.setattr("rtlgen.simulate.build._LIMITS", limits)
    monkeypatch.setattr("rtlgen.simulate.batch.Patience.limits", lambda *_, **__: limits)
    monkeypatch.setattr("rtlgen.lint.run._EACH_S", float(corpus.LIMIT_S))


def judged(attacks: Sequence, host: Host, **changes: object) -> Iterator[tuple[object, Verdict]]:
    """Judge the attacks on each design together, as candidates of one step are judged."""
    by_design = sorted(attacks, key=lambda attack: attack.design)
    for design, group in itertools.groupby(by_design, key=lambda attack: attack.design):
        some = list(group)
        texts = [attack.aimed_at(host.canary, host.target) for attack in some]
        plan = dataclasses.replace(corpus.plan_for(design), **changes)
        yield from zip(some, verify_all(texts, plan), strict=True)


def test_there_are_enough_attacks() -> None:
    """The corpus holds hundreds of attacks in many classes, and none may end with PASS."""
    assert len(ATTACKS) >= 200
    assert len({attack.group for attack in ATTACKS}) >= 14
    assert not [attack.name for attack in ATTACKS if Status.PASS in attack.statuses]


@pytest.mark.parametrize("group", sorted({attack.group for attack in ATTACKS}))
def test_no_attack_succeeds(group: str, host: Host, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each attack of a class gets the verdict and the reason it must, and the host is untouched."""
    changes = {}
    if group == "hangs":
        hurry(monkeypatch)
        # A proof would not change what is expected of them, and takes as long again.
        changes = {"checks": {CheckName.LINT, CheckName.SIMULATE}, "requires_proof": False}
    found = list(judged([attack for attack in ATTACKS if attack.group == group], host, **changes))
    wrong = {a.name: said for a, verdict in found if (said := corpus.complaint(a, verdict))}
    assert wrong == {}
    assert list(host.complaints([verdict for _, verdict in found])) == []


def test_without_the_allow_list_the_other_layers_hold(host: Host) -> None:
    """What the allow-list would have refused is refused by what comes behind it."""
    groups = ("forged_verdicts", "host_reads", "host_writes")
    sample = [attack for attack in ATTACKS if attack.group in groups][::6]
    found = list(judged(sample, host, relaxed=frozenset(Group)))
    assert [attack.name for attack, verdict in found if verdict.status is Status.PASS] == []
    assert list(host.complaints([verdict for _, verdict in found])) == []


@pytest.mark.parametrize(
    ("group", "harmless"),
    [
        ("name_clashes", {"name_case", "other_name"}),
        ("two_faced", {"delay_hides", "delay_inertial", "intra_assignment"}),
        ("forged_verdicts", set()),
    ],
)
def test_a_mended_attack_passes_only_without_its_sting(
    group: str, harmless: set[str], host: Host
) -> None:
    """What mending makes of an attack is judged anew: these had only a wrong name or a delay."""
    passed = set()
    for attack in (attack for attack in ATTACKS if attack.group == group):
        plan = corpus.plan_for(attack.design)
        mended = mend_text(attack.aimed_at(host.canary, host.target), plan)
        if mended is not None:
            (verdict,) = verify_all([mended.verilog], plan)
            passed |= {attack.name} if verdict.status is Status.PASS else set()
            assert list(host.complaints([verdict])) == []
    assert passed == harmless


@pytest.mark.parametrize("name", sorted({attack.design for attack in ATTACKS}))
def test_cheap_cheats_fail_against_a_reference(name: str, host: Host) -> None:
    """Constants, X, Z, an echo and a stuck state fail against each reference."""
    check_cheats(corpus.plan_for(name))


@pytest.mark.parametrize("source", SPECS, ids=lambda path: Path(path).name)
def test_cheap_cheats_fail_against_a_specification(source: str, host: Host) -> None:
    """What a specification says is enough to refuse every cheap cheat."""
    spec = read_spec(source)
    obligations, _ = derive_obligations(spec)
    check_cheats(VerificationPlan.from_spec(spec, obligations))


def check_cheats(plan: VerificationPlan) -> None:
    assert plan.ports is not None
    assert plan.top is not None
    named = list(cheats(plan.top, plan.ports))
    verdicts = verify_all([text for _, text in named], plan)
    accepted = [what for (what, _), verdict in zip(named, verdicts, strict=True)
                if verdict.status is not Status.FAIL]  # fmt: skip
    assert accepted == []
