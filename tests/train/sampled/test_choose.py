"""What is taken of right and wrong answers."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

pytest.importorskip("numpy", reason="needs the extra `local`")

from rtlgen.datagen.example import Example
from rtlgen.datagen.select import read_losses, select
from rtlgen.datagen.shards import read_examples
from rtlgen.train.sampled.choose import learned_from, rates, tally
from rtlgen.train.sampled.draws import Answer, Asked
from rtlgen.train.sampled.pairs import pairs_of


def example(number: int, family: str = "gates") -> Example:
    return Example(
        family=family, design=number, style="assign", manner="terse", prompt=f"prompt {number}",
        verilog=module("a & b"),
    )  # fmt: skip


def module(expression: str) -> str:
    return (
        f"module m(\n  input a,\n  input b,\n  output y\n);\nassign y = {expression};\nendmodule\n"
    )


def asked(number: int, *answers: tuple[str, str]) -> tuple[Example, Asked]:
    """An example with its answers: an expression, and what was said of it."""
    found = tuple(
        Answer(text=text, status=status, verilog=module(text) if status == "PASS" else "")
        for text, status in answers
    )
    return example(number), Asked(id=example(number).id, answers=found)


def learned(*both: tuple[Example, Asked], most: int = 9, has_solved: bool = False) -> list[str]:
    return [one.verilog for one in learned_from(both, most=most, has_solved=has_solved)]


def test_different_right_answers_are_learned_from() -> None:
    """One of each syntax tree, the first drawn first, and no wrong one."""
    both = asked(
        0, ("a | b", "FAIL"), ("b & a", "PASS"), ("a & b", "PASS"), ("~(~a | ~b)", "PASS"),
        ("a ? b : 0", "UNKNOWN"),
    )  # fmt: skip
    assert learned(both) == [module("b & a"), module("~(~a | ~b)")]
    assert learned(both, most=1) == [module("b & a")]
    (first, _) = learned_from([both], most=9, has_solved=False)
    assert (first.prompt, first.family, first.style) == ("prompt 0", "gates", "sampled")


def test_what_was_always_solved_is_left_out_unless_wanted() -> None:
    """Nothing is learned from it; an answer without a verdict does not count against that."""
    solved = asked(0, ("a & b", "PASS"), ("a & b", "PASS"), ("a", "ERROR"), ("b", "LOST"))
    partly = asked(1, ("~(~a | ~b)", "PASS"), ("a", "TIMEOUT"))
    never = asked(2, ("a", "FAIL"), ("b", "FAIL"))
    assert learned(solved, partly, never) == [module("~(~a | ~b)")]
    assert learned(solved, partly, never, has_solved=True) == [
        module("a & b"), module("~(~a | ~b)")
    ]  # fmt: skip


def test_a_right_answer_of_another_form_counts_but_is_not_learned_from() -> None:
    """Its header cannot be written as examples have it."""
    both = (example(0), Asked(id="0", answers=(Answer(text="odd", status="PASS"),
                                               Answer(text="a", status="FAIL"))))  # fmt: skip
    assert learned(both) == []
    assert tally([both])["gates"].rate == 0.5


def test_prompts_are_counted_by_family() -> None:
    """Always, never, sometimes, and those of which nothing is known."""
    (found,) = tally([
        asked(0, ("a & b", "PASS"), ("b & a", "PASS")), asked(1, ("a", "FAIL"), ("b", "FAIL")),
        asked(2, ("a & b", "PASS"), ("b", "UNKNOWN"), ("a", "LOST")), asked(3),
    ]).values()  # fmt: skip
    assert (found.prompts, found.judged, found.passed) == (4, 6, 3)
    assert (found.always, found.never, found.unjudged) == (1, 1, 1)
    assert found.rate == 0.5


def test_rates_are_scores_to_select_by(data: Path, tmp_path: Path) -> None:
    """`data select` reads them: examples without a judged answer have no score and stay out."""
    examples = list(read_examples(data))
    given = {
        one.id: Asked(
            id=one.id,
            answers=tuple(Answer(text="", status="PASS" if n < place % 5 else "FAIL")
                          for n in range(4)),
        )
        for place, one in enumerate(examples[:10])
    }  # fmt: skip
    path = tmp_path / "rates.jsonl"
    rows = list(rates(examples, given))
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    assert rows[3] == {"id": examples[3].id, "drawn": 4, "passed": 3, "loss": 0.25}
    assert read_losses(path, examples)[:6] == [1.0, 0.75, 0.5, 0.25, 0.0, 1.0]
    select(data, tmp_path / "some", strategy="window", count=10, scores=path)
    assert {one.id for one in read_examples(tmp_path / "some")} == set(given)


def test_pairs_are_near_in_length() -> None:
    """The nearest first, each text once, right before wrong."""
    _, answers = asked(
        0, ("a & b", "PASS"), ("a &  b & b & a", "PASS"), ("a & b", "PASS"), ("b | a", "FAIL"),
        ("a | b | a | bb", "FAIL"), ("a", "FAIL"), ("a & b & 1", "UNKNOWN"), ("b", "TIMEOUT"),
    )  # fmt: skip
    both = [("a & b", "b | a"), ("a &  b & b & a", "a | b | a | bb")]
    assert list(pairs_of(answers, most=9)) == both
    assert list(pairs_of(answers, most=1)) == both[:1]


@pytest.mark.parametrize("status", ["FAIL", "PASS"])
def test_answers_that_are_all_alike_make_no_pair(status: str) -> None:
    """There must be a right and a wrong one."""
    _, answers = asked(0, ("a & b", status), ("b & a", status), ("a", "UNKNOWN"))
    assert list(pairs_of(answers, most=9)) == []
