"""Answers are judged by the reference of their example, and right ones become examples."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("transformers", reason="needs the extra `local`")

from rtlgen.errors import ToolNotFound
from rtlgen.model.text import END, write_body
from rtlgen.train.dataset import spec_of, texts_of
from rtlgen.train.sampled.ask import judge_answers

OURS = Path(__file__).parents[3] / "rtlgen/model/weights"


def bodies(tasks: list[Any]) -> list[str]:
    return [write_body(task.request.spec, task.example.verilog) for task in tasks]


def test_right_and_wrong_answers_of_our_model(tasks: list[Any], judge_of: Any) -> None:
    """What passes has the Verilog that was judged, and comes back as what the model wrote."""
    right = bodies(tasks)
    drawn = [[text, f"// nothing\n{END}", text] for text in right]
    found = judge_answers(judge_of(OURS), tasks, drawn, is_ours=True)
    assert [one.id for one in found] == [task.example.id for task in tasks]
    for task, text, one in zip(tasks, right, found, strict=True):
        assert [answer.status for answer in one.answers] == ["PASS", "FAIL", "PASS"]
        assert one.answers[1].verilog == ""
        again = dataclasses.replace(task.example, verilog=one.answers[0].verilog)
        assert texts_of(again) == (task.prompt, text)


def test_the_answer_to_another_prompt_fails(tasks: list[Any], judge_of: Any) -> None:
    """Each is judged by its own reference: a design with other ports or function is wrong."""
    (found,) = judge_answers(judge_of(OURS), tasks[:1], [bodies(tasks)[1:2]], is_ours=True)
    assert (found.judged, found.passed) == (1, 0)


def test_headers_of_other_models_are_written_anew(
    tasks: list[Any], judge_of: Any, tmp_path: Path
) -> None:
    """`input wire` and the like become what examples have; what cannot be read so has no Verilog.

    Wrong answers and prose fail.
    """
    task = tasks[0]
    spec, verilog = task.request.spec, task.example.verilog
    wires = verilog.replace("input ", "input wire ")
    odd = verilog.replace(f"module {spec.name}", f"module {spec.name} #(parameter N = 1) ", 1)
    drawn = [f"Here it is:\n```verilog\n{text}```\n" for text in (wires, odd, wires[:-30])]
    (found,) = judge_answers(judge_of(tmp_path), [task], [[*drawn, "I do not know."]],
                             is_ours=False)  # fmt: skip
    assert [one.status for one in found.answers] == ["PASS", "PASS", "FAIL", "FAIL"]
    again = dataclasses.replace(task.example, verilog=found.answers[0].verilog)
    assert {(port.name, port.width) for port in spec_of(again).ports} == {
        (port.name, port.width) for port in spec.ports
    }
    assert "input wire" not in again.verilog
    assert [one.verilog for one in found.answers[1:]] == ["", "", ""]


def test_without_a_simulator_nothing_is_said(
    tasks: list[Any], judge_of: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A missing tool is an error, not a verdict on the answers."""
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(ToolNotFound):
        judge_answers(judge_of(OURS), tasks[:1], [bodies(tasks)[:1]], is_ours=True)
