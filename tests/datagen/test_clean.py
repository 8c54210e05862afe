"""Data to learn from gives no benchmark away and is not too much alike."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from rtlgen.datagen.clean import REMOVED, clean
from rtlgen.datagen.decontaminate import Measured, Measures
from rtlgen.datagen.example import Example
from rtlgen.datagen.folder import write_shards
from rtlgen.datagen.normal import normal_form
from rtlgen.datagen.report import as_markdown, describe
from rtlgen.datagen.responses import signatures
from rtlgen.datagen.shards import ShardJob, make_shards, read_examples
from rtlgen.workers.inline import InlineWorkers

ADDER = """\
module adder (
    input [3:0] a,
    input [3:0] b,
    output reg [4:0] sum
);
    always @(*) begin
        sum = {1'b0, a} + {1'b0, b}; // wide enough
    end
endmodule
"""
SAME = """\
`timescale 1ns/1ps
module Top(input logic [3:0] x, y, output logic [4:0] z);
always @(*) z = {1'h0,x}+{1'd0, y};
endmodule
"""
WORDS = (
    "Each morning the gate opens once the guard has seen both lamps burn for three whole minutes."
)


def example(verilog: str = ADDER, prompt: str = "Add two numbers.") -> Example:
    return Example(
        family="adders", design=1, style="s", manner="terse", prompt=prompt, verilog=verilog
    )  # fmt: skip


def test_names_layout_and_notation_make_no_difference() -> None:
    """The same tree in other words has the same normal form; another operator has not."""
    assert normal_form(ADDER) == normal_form(SAME)
    assert normal_form(ADDER) != normal_form(ADDER.replace("+", "-"))
    assert normal_form(ADDER) != normal_form(ADDER.replace("{1'b0, b}", "{1'b0, a}"))


@pytest.mark.parametrize(
    ("given", "by"),
    [
        (example(), "tree"),
        (example(ADDER.replace("+", "|"), f"First of all: {WORDS.upper()}"), "words"),
        (example(ADDER.replace("+", "|"), WORDS.replace("lamps", "fires")), None),
        (example("module m(\n  input a\n);\n  assign y = a;\nendmodule\n"), None),
    ],
)
def test_what_gives_a_problem_away_is_found(given: Example, by: str | None) -> None:
    """The reference in other names is found, and thirteen words in a row."""
    short = "module m(input q, output r); assign r = q; endmodule"
    measures = Measures([
        Measured(id="P1", prompt=WORDS, reference=SAME),
        Measured(id="P2", prompt="", reference=short),
    ])  # fmt: skip
    hit = measures.hit(given)
    assert (hit.by if hit else None) == by
    assert hit is None or hit.problem == "P1"


def test_clean_data_can_be_read_and_says_what_went(tmp_path: Path) -> None:
    """Every example stays or is listed with its reason; of one tree only so many stay."""
    job = ShardJob(number=0, seed=3, folder=tmp_path / "d", families=("gates", "muxes"), designs=6)
    job.folder.mkdir()
    make_shards([job], InlineWorkers(), lambda *_: None)
    before = list(read_examples(job.folder))
    away = Measured(id="P", prompt="", reference=before[-1].verilog)
    (tmp_path / "c").mkdir()
    manifest = clean([job.folder, job.folder], tmp_path / "c", [away], most_alike=3)
    after = list(read_examples(tmp_path / "c"))
    removed = [json.loads(line) for line in (tmp_path / "c" / REMOVED).read_text().splitlines()]
    assert len(after) + len(removed) == 2 * len(before)
    assert len(after) == manifest["examples"] > 0
    assert {item["reason"] for item in removed} >= {"gives away by tree", "twice"}
    trees = [normal_form(one.verilog) for one in after]
    assert normal_form(before[-1].verilog) not in trees
    assert max(map(trees.count, trees)) <= 3


def test_the_report_counts_what_is_there() -> None:
    """Examples, designs and trees are counted by family."""
    found = describe([example(), example(SAME), example(ADDER.replace("+", "-"))])
    assert found["families"]["adders"] == {
        "examples": 3, "designs": 1, "trees": 2, "novelty": 0.667, "words": [3, 3],
        "tokens": [20, 20],
    }  # fmt: skip
    assert "| adders | 3 | 1 | 2 | 0.67 | 3, 3 | 20, 20 |" in as_markdown(found)


BY_CASES = """\
module adder (
    input [3:0] a,
    input [3:0] b,
    output [4:0] sum
);
    wire [4:0] long = a;
    assign sum = long - (~{1'b0, b} + 5'd1);
endmodule
"""


def test_designs_that_do_the_same_are_found() -> None:
    """Whatever names and notation they have; of a rare flag nothing is said."""
    rare = "module m(input [31:0] a, input [31:0] b, output y); assign y = a == b; endmodule"
    other = ADDER.replace("+", "-")
    texts = (ADDER, BY_CASES, SAME, other, rare, "module broken(")
    found = signatures(texts, InlineWorkers())
    signed = [found.get(normal_form(text)) for text in texts]
    assert signed[0] == signed[1] == signed[2] is not None
    assert signed[3] not in (None, signed[0])
    assert signed[4:] == [None, None]


def test_a_problem_is_given_away_by_what_a_design_does(tmp_path: Path) -> None:
    """Another tree with the answers of the reference goes; of one behaviour only so many stay."""
    rows = [example(ADDER), example(BY_CASES), example(ADDER.replace("+", "-"))]
    folder = write_folder(tmp_path / "d", [*rows, example(ADDER.replace("+", "-"), "Subtract.")])
    away = Measured(id="P", prompt="", reference=BY_CASES)
    (tmp_path / "plain").mkdir()
    assert clean([folder], tmp_path / "plain", [away], most_alike=0)["examples"] == 3
    (tmp_path / "clean").mkdir()
    manifest = clean(
        [folder], tmp_path / "clean", [away], most_alike=1, workers=InlineWorkers()
    )  # fmt: skip
    assert manifest["examples"] == manifest["behaviours"] == 1
    reasons = [json.loads(line) for line in (tmp_path / "clean" / REMOVED).read_text().splitlines()]
    assert [row["reason"] for row in reasons] == [
        "gives away by behaviour", "gives away by tree", "too many alike",
    ]  # fmt: skip


def write_folder(folder: Path, examples: list[Example]) -> Path:
    """Write examples as a folder of data."""
    folder.mkdir()
    shards = list(write_shards(folder, examples))
    (folder / "manifest.json").write_text(json.dumps({"schema_version": 1, "shards": shards}))
    return folder
