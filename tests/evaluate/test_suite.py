"""Benchmark files: what is read, and what a mistake gets."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from rtlgen.errors import UsageError
from rtlgen.evaluate.suite import read_suite


def test_tops_are_found(suite_path: Path) -> None:
    """Names that a row leaves out are those of the modules that its texts show."""
    gate, counter, broken = read_suite(suite_path).problems
    assert (gate.top, gate.reference_top, gate.testbench_top) == ("gate", "gate", "gate_tb")
    assert (counter.top, counter.reference_top, counter.testbench_top) == (
        "counter",
        "golden",
        "tb",
    )
    assert broken.known_defect == "the bench does not compile"


def test_a_row_may_have_one_judge_only(tmp_path: Path, gate: dict) -> None:
    """A reference alone or a bench alone is enough."""
    texts = ("reference", "testbench")
    rows = [{**{k: v for k, v in gate.items() if k != text}, "id": text} for text in texts]
    path = tmp_path / "s.jsonl"
    path.write_text("\n\n".join(map(json.dumps, rows)))
    without_reference, without_bench = read_suite(path).problems
    assert (without_reference.top, without_reference.reference) == ("gate", "")
    assert (without_bench.top, without_bench.testbench, without_bench.pass_line) == (
        "gate",
        "",
        None,
    )


NOTHING = object()


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"id": NOTHING}, "'id' is missing; each row needs an id and a prompt"),
        ({"prompt": " "}, "'prompt' is missing; each row needs an id and a prompt"),
        ({"id": 7}, "'id' must be text, not int"),
        (
            {"reference": NOTHING, "testbench": ""},
            "nothing can judge this row; give 'reference' or 'testbench'",
        ),
        (
            {"pass_line": NOTHING},
            "'pass_line' is missing; say what the testbench prints for a right design, for "
            "example \"a line with 'PASSED'\"",
        ),
        (
            {"pass_line": "PASSED"},
            "pass_line: 'PASSED' is not understood; write \"a line with 'TEXT'\", 'a line that "
            "matches /REGEX/' or 'Mismatches: 0 in N samples, N > 0'",
        ),
        (
            {"pass_line": "a line that matches /(/"},
            "pass_line: /(/ is no regular expression: missing ), unterminated subpattern at "
            "position 0",
        ),
        ({"testbnech": "x"}, "unknown key 'testbnech'; did you mean 'testbench'?"),
        (
            {"testbench": "module tb; one a(); two b(); endmodule"},
            "the module to write is not known: the testbench instantiates one, two; give 'top'",
        ),
        (
            {"testbench": NOTHING, "reference": "module a; endmodule module b; endmodule"},
            "the reference has no single top module; give 'top'",
        ),
        ({"data_files": ["a"]}, "'data_files' must be an object of file names and texts"),
        ({"data_files": {"a.dat": 1}}, "data_files: 'a.dat' must be text, not int"),
        (
            {"data_files": {"../a.dat": ""}},
            "data_files: '../a.dat' must be a plain file name without folders",
        ),
        (
            {"data_files": {"design.v": ""}},
            "data_files: 'design.v' is a file of ours; name it otherwise",
        ),
    ],
)
def test_a_wrong_row_is_named(tmp_path: Path, gate: dict, change: dict, message: str) -> None:
    """The message names file and line, what is wrong, and what to do."""
    row = {key: value for key, value in {**gate, **change}.items() if value is not NOTHING}
    path = tmp_path / "s.jsonl"
    path.write_text(json.dumps({**gate, "id": "first"}) + "\n" + json.dumps(row) + "\n")
    with pytest.raises(UsageError, match=f"^{re.escape(f'{path}:2: {message}')}$"):
        read_suite(path)


def test_all_wrong_rows_are_named_at_once(tmp_path: Path, gate: dict) -> None:
    """Each wrong row gets a line of its own."""
    path = tmp_path / "s.jsonl"
    path.write_text("\n".join(["{", "[]", json.dumps(gate), json.dumps(gate)]))
    expected = (
        f"{path}:1: not JSON: Expecting property name enclosed in double quotes: line 1 column 2 "
        f"(char 1)\n{path}:2: a JSON object is needed, not list\n"
        f"{path}:4: id 'gate' stands in an earlier row; ids must differ"
    )
    with pytest.raises(UsageError, match=f"^{re.escape(expected)}$"):
        read_suite(path)


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    """A file without rows is not a benchmark that all passes."""
    path = tmp_path / "s.jsonl"
    path.write_text("\n")
    expected = f"{path}: holds no problem; write one JSON object a line"
    with pytest.raises(UsageError, match=f"^{re.escape(expected)}$"):
        read_suite(path)


def test_problems_are_chosen(suite_path: Path) -> None:
    """--only and --limit keep the order of the file; an unknown id gets the nearest one."""
    suite = read_suite(suite_path)
    assert [p.id for p in suite.select(("broken", "gate"), None)] == ["gate", "broken"]
    assert [p.id for p in suite.select((), 2)] == ["gate", "counter"]
    expected = f"--only countr: {suite_path} has no such problem; did you mean 'counter'?"
    with pytest.raises(UsageError, match=f"^{re.escape(expected)}$"):
        suite.select(("countr",), None)
