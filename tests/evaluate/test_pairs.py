"""A benchmark file from a folder of pairs."""

from __future__ import annotations

from pathlib import Path

import pytest

from rtlgen.errors import UsageError
from rtlgen.evaluate.pairs import suite_of
from rtlgen.evaluate.suite import read_suite

SPEC = "# inverter\n\n- input `a`, 1 bit\n- output `y`, 1 bit\n\n`y` is the inverse of `a`.\n"
VERILOG = "module inverter(input a, output y);\n  assign y = ~a;\nendmodule\n"


def test_a_row_for_each_pair(tmp_path: Path) -> None:
    """What is left out is named with its reason; files without a partner are passed over."""
    folder = tmp_path / "pairs"
    folder.mkdir()
    for name, spec, verilog in (
        ("good", SPEC, VERILOG), ("other", SPEC, VERILOG.replace("inverter", "not_it")),
        ("broken", "nothing here", VERILOG),
    ):  # fmt: skip
        (folder / f"{name}.md").write_text(spec)
        (folder / f"{name}.v").write_text(verilog)
    (folder / "lonely.v").write_text(VERILOG)
    count, rejected = suite_of(folder, tmp_path / "mine.jsonl")
    assert count == 1
    assert [Path(one.file).stem for one in rejected] == ["broken", "other"]
    (problem,) = read_suite(tmp_path / "mine.jsonl").problems
    assert (problem.id, problem.top, problem.reference) == ("good", "inverter", VERILOG)
    assert problem.prompt.strip() == SPEC.strip()


def test_nothing_to_measure_with(tmp_path: Path) -> None:
    """A folder without pairs, or with none that can be read, writes no file."""
    out = tmp_path / "mine.jsonl"
    with pytest.raises(UsageError, match="holds no pair of a specification and a reference"):
        suite_of(tmp_path, out)
    (tmp_path / "x.md").write_text(SPEC)
    (tmp_path / "x.v").write_text("module other(input a, output y); endmodule\n")
    with pytest.raises(UsageError, match="none of 1 pairs can be used, the first: "):
        suite_of(tmp_path, out)
    assert not out.exists()
