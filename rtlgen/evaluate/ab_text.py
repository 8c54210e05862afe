"""A comparison as text for people and as data."""

from __future__ import annotations

import json

from rtlgen.evaluate.ab import ARMS, Ended, Result

SCHEMA_VERSION = 1
_WHY = {
    Ended.DECIDED: "it was decided",
    Ended.HOPELESS: "the rest could not have decided it",
    Ended.EXHAUSTED: "all were done",
}


def render_human(result: Result) -> str:
    """A small table, how it ended, and the recommendation."""
    found, votes = result.comparison, result.comparison.votes
    lines = ["arm  pass rate  tokens  model s  judge s  USD      (the last four a problem)"]
    for name, rate, arm in zip(ARMS, found.rates, result.arms, strict=True):
        lines.append(
            f"{name:<3}  {rate:>9.1%}  {arm.tokens:>6.0f}  {arm.model_s:>7.2f}  "
            f"{arm.judge_s:>7.2f}  {arm.cost_usd:.4f}"
        )
    lines.append(
        f"{found.problems} of {result.of} problems ({_WHY[result.ended]}); "
        f"{votes.second} for B, {votes.first} for A; {_strength(result)}"
    )
    return "\n".join([*lines, result.recommendation]) + "\n"


def _strength(result: Result) -> str:
    votes = result.comparison.votes
    if result.is_sequential:
        return f"evidence {votes.evidence:.3g}, {1 / result.alpha:.3g} decides"
    return f"p = {votes.p_value:.3g}"


def render_json(result: Result) -> str:
    """All of it; a contract."""
    found = result.comparison
    record = {
        "schema_version": SCHEMA_VERSION,
        "ended": result.ended.value, "problems": found.problems, "of": result.of,
        "alpha": result.alpha, "is_sequential": result.is_sequential,
        "difference": found.difference,
        "interval": [found.interval.low, found.interval.high],
        "votes": {"A": found.votes.first, "B": found.votes.second},
        "p_value": found.votes.p_value, "evidence": found.votes.evidence,
        "winner": result.winner, "recommendation": result.recommendation,
        "arms": {
            name: {
                "rate": rate, "tokens": arm.tokens, "model_s": arm.model_s,
                "judge_s": arm.judge_s, "cost_usd": arm.cost_usd,
            }
            for name, rate, arm in zip(ARMS, found.rates, result.arms, strict=True)
        },
    }  # fmt: skip
    return json.dumps(record, indent=1) + "\n"
