"""Traces on disk, and the output folder."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from rtlgen.errors import UsageError
from rtlgen.evidence import OutputFolder, folder_names, read_trace, write_trace
from rtlgen.verdict import Evidence, TraceStep

TRACE = (
    TraceStep(inputs=(("clk", "0"), ("d", "1x"))),
    TraceStep(inputs=(("clk", "1"),), expected=(("q", "1-"),), got=(("q", "0z"),)),
)


def test_a_trace_survives_the_disk(tmp_path: Path) -> None:
    """What is read back is what was written."""
    path = tmp_path / "mismatch.json"
    write_trace(path, Evidence(summary="q differs", trace=TRACE), top="m")
    assert read_trace(path) == TRACE
    assert json.loads(path.read_text())["summary"] == "q differs"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "nothing",
            "not valid JSON: Expecting value: line 1 column 1 (char 0)",
        ),
        ("[]", "not a trace; expected a JSON object with kind 'rtlgen-trace'"),
        ('{"kind": "rtlgen-trace", "schema_version": 9}', "schema_version must be 1, not 9"),
        (
            '{"kind": "rtlgen-trace", "schema_version": 1, "steps": []}',
            "'steps' must be a list with at least one step",
        ),
        (
            '{"kind": "rtlgen-trace", "schema_version": 1, "steps": [{"inputs": {"a": "2"}}]}',
            "step 0: port 'a': expected a string of 0, 1, x, z, -, not '2'",
        ),
    ],
)
def test_a_broken_trace_is_explained(tmp_path: Path, text: str, message: str) -> None:
    """A file that is no trace gets a message that names the place."""
    path = tmp_path / "t.json"
    path.write_text(text)
    with pytest.raises(UsageError, match=f"^{re.escape(f'{path}: {message}')}$"):
        read_trace(path)


def test_a_folder_with_foreign_files_is_refused(tmp_path: Path) -> None:
    """Nothing is written into a folder that holds something else, unless it is forced."""
    (tmp_path / "thesis.txt").write_text("precious")
    expected = (
        f"{tmp_path}: is not empty; name another --out, or give --force to write into it "
        f"(files of other names stay)"
    )
    with pytest.raises(UsageError, match=f"^{re.escape(expected)}$"):
        OutputFolder.open(tmp_path, fingerprint="a")
    OutputFolder.open(tmp_path, fingerprint="a", is_forced=True)
    assert (tmp_path / "thesis.txt").read_text() == "precious"


def test_a_run_resumes_only_in_its_own_folder(tmp_path: Path) -> None:
    """The same run may go on, a run with other settings may not."""
    OutputFolder.open(tmp_path / "out", fingerprint="a")
    (tmp_path / "out" / "counter").mkdir()
    OutputFolder.open(tmp_path / "out", fingerprint="a")
    expected = (
        f"{tmp_path / 'out'}: holds the results of another run; name another --out, or give "
        f"--force to replace them"
    )
    with pytest.raises(UsageError, match=f"^{re.escape(expected)}$"):
        OutputFolder.open(tmp_path / "out", fingerprint="b")


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    """An output path that is a file is refused and left alone."""
    path = tmp_path / "out"
    path.write_text("mine")
    expected = f"{path}: is a file, but a folder is needed; name another folder"
    with pytest.raises(UsageError, match=f"^{re.escape(expected)}$"):
        OutputFolder.open(path, fingerprint="a")
    assert path.read_text() == "mine"


def test_a_run_that_left_nothing_is_no_run(tmp_path: Path) -> None:
    """After a slip in the first command the second one may use the folder with other settings."""
    OutputFolder.open(tmp_path / "out", fingerprint="a")
    OutputFolder.open(tmp_path / "out", fingerprint="b")


def test_every_source_has_a_folder_of_its_own() -> None:
    """Files of the same name in several folders do not overwrite each other's evidence."""
    assert folder_names(["a/x.v", "b/x.v", "-", "x-2.v", "c/x.v"]) == [
        "x", "x-2", "stdin", "x-2-2", "x-3",
    ]  # fmt: skip
