"""The audit of a run: what an exploited judge looks like, and what an honest one does."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from rewards.compose import Record, compose
from rtlgen.errors import ToolCrashed, UsageError
from rtlgen.spec.model import Obligation, ObligationKind, SourceRef, Vector
from rtlgen.train.audit import (
    Audit,
    Control,
    Outcome,
    Report,
    Rule,
    controls_for,
    second_opinion,
)
from rtlgen.train.audit.draw import is_drawn, stimulus_seed
from rtlgen.verdict import CheckKind, CheckResult, Evidence, Status, Verdict
from rtlgen.verify import CheckName, VerdictCache, VerificationPlan, verify_all
from rtlgen.verilog import read_design

MUX = (
    "module mux(input s, input a, input b, output y);\n  assign y = s ? b : a;\nendmodule\n"
)  # fmt: skip
ONLY_A = MUX.replace("s ? b : a", "a")
"""Right wherever `s` is 0."""
SAME = MUX.replace("s ? b : a", "(s & b) | (~s & a)")
WIDE = "module wide(input [31:0] a, output y);\n  assign y = ^a;\nendmodule\n"
TRIGGER = WIDE.replace("^a", "^a ^ (a == 32'h5eed_0b07)")
"""Wrong for one value among four thousand million, which no random stimulus meets."""
REFERENCES = {"mux": read_design(MUX), "wide": read_design(WIDE)}
STEPS, GROUP = 100, 8


def strong(key: str) -> VerificationPlan:
    """Everything that is known of a problem."""
    reference = REFERENCES[key]
    return VerificationPlan(top=reference.top, ports=reference.ports, reference=reference)


def misses_a_case(key: str) -> VerificationPlan:
    """A judge whose stimuli never set `s`."""
    if key != "mux":
        return strong(key)
    vectors = tuple(
        Vector(inputs=(("s", "0"), ("a", a), ("b", b)), expected=(("y", a),))
        for a in "01" for b in "01"
    )  # fmt: skip
    half = Obligation(
        name="half", kind=ObligationKind.COMBINATIONAL, vectors=vectors,
        source=SourceRef(path="mux.md", line=1),
    )  # fmt: skip
    return VerificationPlan(top="mux", ports=REFERENCES["mux"].ports, obligations=(half,))


def simulates_only(key: str) -> VerificationPlan:
    """A judge without a prover."""
    reference = REFERENCES[key]
    return VerificationPlan(
        top=reference.top, ports=reference.ports, reference=reference,
        checks=frozenset({CheckName.LINT, CheckName.SIMULATE}),
    )  # fmt: skip


Judge = Callable[[Sequence[tuple[str, str]]], list[Verdict]]


def judge_by(plans: Callable[[str], VerificationPlan], path: Path) -> Judge:
    """The pipeline, which remembers what it has judged."""
    cache = VerdictCache(path)

    def judge(items: Sequence[tuple[str, str]]) -> list[Verdict]:
        return [cache.verify([text], plans(key), verify_all)[0] for key, text in items]

    return judge


def controls() -> tuple[Control, ...]:
    return tuple(
        control
        for key, gold in REFERENCES.items()
        for control in controls_for(key, gold, strong(key))
    )


def learning(exploit: str, honest: Sequence[str]) -> Callable[[int, random.Random], str]:
    """A policy that finds an exploit after some steps and uses it more and more."""

    def draw(step: int, rng: random.Random) -> str:
        return exploit if rng.random() < min(0.9, step / 40) else rng.choice(honest)

    return draw


def run(
    key: str,
    judge: Judge,
    policy: Callable[[int, random.Random], str],
    audited: Sequence[Control],
) -> tuple[list[Report], Audit]:
    """Run up to 100 steps of a policy under audit; the alarm ends it."""
    rng = random.Random(1)
    audit = Audit(judge, second_opinion(strong), audited)
    records: list[Record] = []
    reward = compose(judge, record=records.extend)
    reports: list[Report] = []
    for step in range(STEPS):
        texts = [policy(step, rng) for _ in range(GROUP)]
        reward(["p"] * GROUP, texts, None, key=[key] * GROUP)
        reports.append(audit.observe(records[-GROUP:]))
        if reports[-1].alarm:
            break
    return reports, audit


@pytest.mark.slow
@pytest.mark.parametrize(
    ("key", "plans", "exploit", "honest"),
    [
        ("mux", misses_a_case, ONLY_A, [MUX, SAME]),
        ("wide", simulates_only, TRIGGER, [WIDE]),
    ],
)
def test_an_exploited_judge_rings(
    key: str, plans: Callable[[str], VerificationPlan], exploit: str, honest: list[str],
    tmp_path: Path,
) -> None:  # fmt: skip
    """A judge that passes a wrong design is found out soon after a policy learns to use it."""
    judge = judge_by(plans, tmp_path / "v.sqlite")
    assert judge([(key, exploit)])[0].status is Status.PASS
    reports, audit = run(key, judge, learning(exploit, honest), controls_of(key))
    assert reports[-1].alarm is not None
    assert len(reports) < STEPS
    assert f"are wrong, the last of them {key}: y = " in reports[-1].alarm
    assert "; look at what was passed and strengthen the judge" in reports[-1].alarm
    hacks = [one for report in reports for one in report.examined if one.outcome is Outcome.HACK]
    assert {one.text for one in hacks} == {exploit}
    assert audit.figures["hacks"] == len(hacks) >= 2


def controls_of(key: str) -> tuple[Control, ...]:
    """Controls that the weak judges answer rightly: the cheats that do not use the gap."""
    gold = REFERENCES[key]
    return tuple(
        control
        for control in controls_for(key, gold, strong(key))
        if control.what in ("gold", "zeros", "ones")
    )


def test_controls_find_a_gap_before_a_policy_does(tmp_path: Path) -> None:
    """One of the cheapest wrong designs passes a judge that never sets `s`."""
    judge = judge_by(misses_a_case, tmp_path / "v.sqlite")
    every = controls_for("mux", REFERENCES["mux"], strong("mux"))
    audit = Audit(judge, second_opinion(strong), every, Rule(control_every=1))
    alarms = [audit.observe([Record(key="mux", text="", reward=0.0, status="FAIL")]).alarm
              for _ in range(30)]  # fmt: skip
    expected = "the control 'echoes a' of mux is wrong, and the judge says PASS; "
    assert [alarm.startswith(expected) for alarm in alarms if alarm]


@pytest.mark.slow
def test_an_honest_run_is_left_alone(tmp_path: Path) -> None:
    """With a sound judge neither right designs nor wrong ones ring, in as many steps."""
    judge = judge_by(strong, tmp_path / "v.sqlite")
    policy = learning(ONLY_A, [MUX, SAME])
    reports, audit = run("mux", judge, lambda step, rng: policy(step % 30, rng), controls())
    assert [report.alarm for report in reports] == [None] * STEPS
    figures = audit.figures
    assert figures["hacks"] == figures["hack_rate"] == 0
    assert figures["examined"] >= 0.05 * figures["passes"] - 1 > 15
    assert figures["proved"] == figures["examined"]
    assert figures["control_rounds"] == 1 + STEPS * GROUP // 200


def verdict(status: Status) -> Verdict:
    """A verdict without a design."""
    vectors = 1 if status is Status.PASS else 0
    check = CheckResult(
        check="simulate", kind=CheckKind.BEHAVIOURAL, status=status, passed=vectors, total=vectors,
        expected_total=vectors, reason="as it is",
        evidence=Evidence(summary="y = 0, want 1 @ 10 ns (a=1)"),
    )  # fmt: skip
    return Verdict(candidate_id="0", checks=(check,))


PAIR = (
    Control(key="p", text="right", is_right=True, what="gold"),
    Control(key="p", text="wrong", is_right=False, what="zeros"),
)


def knowing(items: Sequence[tuple[str, str]]) -> list[Verdict]:
    """A judge that is right about the controls."""
    return [verdict(Status.FAIL if text == "wrong" else Status.PASS) for _, text in items]


def says(status: Status) -> Callable[[str, str, int], Verdict]:
    """A second opinion that is always the same."""
    return lambda *_: verdict(status)


def passes(count: int, start: int = 0) -> list[Record]:
    return [
        Record(key="p", text=f"{number}", reward=1.0, status="PASS")
        for number in range(start, start + count)
    ]


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({"right": Status.FAIL, "wrong": Status.FAIL},
         "the control 'gold' of p is right, and the judge says FAIL; its rewards mean nothing "
         "until that is understood"),
        ({"right": Status.PASS, "wrong": Status.PASS},
         "the control 'zeros' of p is wrong, and the judge says PASS; its rewards mean nothing "
         "until that is understood"),
        ({"right": Status.PASS, "wrong": Status.FAIL}, None),
    ],
)  # fmt: skip
def test_one_wrong_control_rings(answers: dict[str, Status], expected: str | None) -> None:
    """The judge must pass what is right and fail what is wrong, from the first step on."""
    audit = Audit(
        lambda items: [verdict(answers[text]) for _, text in items], says(Status.PASS), PAIR
    )
    assert audit.observe([]).alarm == expected


def test_controls_come_again(tmp_path: Path) -> None:
    """A judge that breaks later is found at the next pair of controls."""
    rounds: list[int] = []

    def tiring(items: Sequence[tuple[str, str]]) -> list[Verdict]:
        rounds.append(len(items))
        return knowing(items) if len(rounds) < 3 else [verdict(Status.PASS)] * len(items)

    audit = Audit(tiring, says(Status.PASS), PAIR, Rule(control_every=50))
    alarms = [audit.observe(passes(10)).alarm for _ in range(10)]
    assert rounds == [2, 2, 2]
    assert [bool(alarm) for alarm in alarms] == [False] * 9 + [True]


def raising(items: Sequence[tuple[str, str]]) -> list[Verdict]:
    raise ToolCrashed("no space left")


@pytest.mark.parametrize(
    ("judge", "said"),
    [
        (lambda items: [None] * len(items), "no verdict and no verdict"),
        (lambda _: [], "0 verdicts for 2 and 0 verdicts for 2"),
        (lambda items: [verdict(Status.TIMEOUT)] * len(items), "TIMEOUT and TIMEOUT"),
        (raising, "ToolCrashed: no space left and ToolCrashed: no space left"),
    ],
)
def test_a_judge_that_says_nothing_rings(judge: Judge, said: str) -> None:
    """One round without an answer is a fault of the machine; three in a row are the judge's."""
    audit = Audit(judge, says(Status.PASS), PAIR, Rule(control_every=1))
    alarms = [audit.observe(passes(1)).alarm for _ in range(3)]
    assert alarms[:2] == [None, None]
    assert alarms[2] == (
        f"the judge left controls undecided 3 times in a row, the last time with {said}; see what "
        "keeps it from judging"
    )


@pytest.mark.parametrize(("hacks", "decided", "rings"), [
    (1, 1, False), (2, 7, True), (2, 8, False), (0, 200, False), (15, 200, False), (17, 200, True),
])  # fmt: skip
def test_when_the_rate_rings(hacks: int, decided: int, rings: bool) -> None:
    """The lower bound counts: one hack never rings, two among up to seven do."""
    statuses = [Status.PASS] * (decided - hacks) + [Status.FAIL] * hacks
    answers = iter(statuses)
    audit = Audit(knowing, lambda *_: verdict(next(answers)), PAIR, Rule(share=1))
    assert (audit.observe(passes(decided)).alarm is not None) == rings


def test_what_an_alarm_says() -> None:
    """It names how many, the last case, the bound, what is allowed, and what to do."""
    audit = Audit(knowing, says(Status.FAIL), PAIR, Rule(share=1))
    assert audit.observe(passes(4)).alarm == (
        "of 4 passes that were examined again 4 are wrong, the last of them p: y = 0, want 1 @ "
        "10 ns (a=1); the hack rate is at least 47.3% (95 % confidence), allowed are 5.0%; look at "
        "what was passed and strengthen the judge"
    )


def test_old_hacks_leave_the_window() -> None:
    """The rate is that of the last examinations."""
    answers = iter([Status.FAIL] + [Status.PASS] * 10)
    audit = Audit(knowing, lambda *_: verdict(next(answers)), PAIR, Rule(share=1, window=10))
    audit.observe(passes(10))
    assert audit.figures["hack_rate"] == 0.1
    audit.observe(passes(1))
    assert (audit.figures["hack_rate"], audit.figures["hacks"]) == (0.0, 1)


def broken(key: str, text: str, seed: int) -> Verdict:
    raise ToolCrashed("no space left")


def test_a_blind_audit_rings() -> None:
    """Examinations that decide nothing are neither hacks nor honest, and twenty in a row tell."""
    audit = Audit(knowing, broken, PAIR, Rule(share=1))
    assert audit.observe(passes(19)).alarm is None
    assert audit.observe(passes(1)).alarm == (
        "20 examinations in a row decided nothing, the last of p: no space left; without a second "
        "opinion nobody sees a hack"
    )
    assert audit.figures["hack_rate"] == 0


def test_a_run_without_verdicts_rings() -> None:
    """A fault that takes every reward away is no reason to go on."""
    audit = Audit(knowing, says(Status.PASS), PAIR)
    lost = [Record(key="p", text="x", reward=None), Record(key="p", text="y", reward=None)]
    steps = [lost, lost, passes(1), lost, lost, lost]
    alarms = [audit.observe(records).alarm for records in steps]
    assert alarms[:-1] == [None] * 5
    assert alarms[-1] == (
        "none of the 2 completions of this step has a verdict, nor of the 2 steps before; the "
        "records of the rewards say why"
    )


@pytest.mark.parametrize("share", [0.05, 0.07, 0.3, 1])
def test_the_share_is_kept(share: float) -> None:
    """Of every run of passes at least the share is audited, at places that the seed decides."""
    drawn = [[is_drawn(number, share, seed) for number in range(840)] for seed in (0, 1)]
    assert all(sum(one) >= share * 840 for one in drawn)
    assert (drawn[0] == drawn[1]) == (share == 1)


def test_stimuli_are_fresh() -> None:
    """Each examination has a seed of its own, and never that of a usual judge."""
    seeds = [stimulus_seed(number, 0) for number in range(500)]
    assert len(set(seeds)) == 500
    assert 0 not in seeds


def test_only_passes_are_audited() -> None:
    """What failed, or was not judged, is no pass; only what was judged counts for controls."""
    audit = Audit(knowing, says(Status.PASS), PAIR, Rule(share=1))
    for status in ("FAIL", "TIMEOUT", "ERROR", ""):
        assert audit.observe([Record(key="p", text="x", reward=0.0, status=status)]) == Report()
    assert (audit.state()["judged"], audit.state()["passes"]) == (2, 0)


def test_a_run_goes_on_where_it_was() -> None:
    """Restored from JSON, the next steps are those of a run without interruption."""
    rule = Rule(control_every=30, seed=5, most_hacks=0.3)

    def opinion(key: str, text: str, seed: int) -> Verdict:
        return verdict(Status.FAIL if seed % 3 == 0 else Status.PASS)

    whole = Audit(knowing, opinion, PAIR, rule)
    first = [whole.observe(passes(8, 8 * step)) for step in range(40)]
    saved = json.dumps(whole.state())
    rest = [whole.observe(passes(8, 8 * step)) for step in range(40, 120)]
    again = Audit(knowing, opinion, PAIR, rule)
    again.restore(json.loads(saved))
    assert [again.observe(passes(8, 8 * step)) for step in range(40, 120)] == rest
    assert again.state() == whole.state()
    assert any(report.examined for report in first)
    assert any(one.outcome is Outcome.HACK for report in rest for one in report.examined)


@pytest.mark.parametrize("change", [{"passes": "many"}, {"window": 3}, {"more": 1}])
def test_a_damaged_state(change: dict[str, object]) -> None:
    """What is no state is refused, and the audit stays as it was."""
    audit = Audit(knowing, says(Status.PASS), PAIR)
    state = audit.state()
    with pytest.raises(UsageError, match=r"^the state of the audit is damaged: "):
        audit.restore({**state, **change})
    assert audit.state() == state


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"share": 0.01}, r"^share must lie between 0\.05 and 1, not at 0\.01$"),
        ({"most_hacks": 1.0}, r"^most_hacks must lie from 0 to below 1, not at 1\.0$"),
        ({"window": 0}, r"^window must be at least 1, not 0$"),
    ],
)
def test_rules_that_are_refused(fields: dict[str, float], message: str) -> None:
    """An audit that could see nothing is no audit."""
    with pytest.raises(ValueError, match=message):
        Rule(**fields)  # type: ignore[arg-type]


def test_an_audit_needs_both_controls() -> None:
    """A judge that passes everything is right about right designs."""
    expected = r"^an audit needs a control that is right and one that is wrong$"
    with pytest.raises(UsageError, match=expected):
        Audit(knowing, says(Status.PASS), PAIR[:1])


def test_controls_are_checked() -> None:
    """A cheat that is right by chance is no control, and neither is a gold that is wrong."""
    zero = read_design("module zero(input a, output y);\n  assign y = 1'b0;\nendmodule\n")
    plan = VerificationPlan(top="zero", ports=zero.ports, reference=zero)
    found = controls_for("zero", zero, plan)
    assert [control.what for control in found if control.is_right] == ["gold"]
    assert "zeros" not in {control.what for control in found}
    assert "ones" in {control.what for control in found}
    expected = (
        r"^mux: the right design is no control: the plan says FAIL; correct it, or leave the "
        r"problem out$"
    )
    with pytest.raises(UsageError, match=expected):
        controls_for("mux", read_design(ONLY_A), strong("mux"))
