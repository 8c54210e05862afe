"""The machine breaks while a design is judged: that is never the design's fault."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from rtlgen.errors import ToolCrashed, ToolNotFound
from rtlgen.sandbox.tools import tool_folders
from rtlgen.verdict import Status
from rtlgen.verify import VerificationPlan, verify_all
from rtlgen.verilog import read_design

GATE = "module gate(input a, input b, output y);\n  assign y = a & b;\nendmodule\n"
BOTH = [GATE, GATE.replace("&", "|")]
PAGE = 4096


@pytest.fixture
def plan() -> VerificationPlan:
    return VerificationPlan(reference=read_design(GATE))


def judged(plan: VerificationPlan) -> list[Status]:
    return [verdict.status for verdict in verify_all(BOTH, plan)]


@pytest.mark.parametrize("tool", ["iverilog", "vvp"])
def test_a_tool_that_vanishes(
    tool: str, plan: VerificationPlan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A tool that was there a moment ago is told by name; when it is back, work goes on."""
    program = tmp_path / tool
    program.write_text(f'#!/bin/sh\nexec {shutil.which(tool)} "$@"\n')
    program.chmod(0o755)
    monkeypatch.setenv(f"RTLGEN_{tool.upper()}", str(program))
    tool_folders.cache_clear()  # no process but this one changes its mind about tools
    assert judged(plan) == [Status.PASS, Status.FAIL]
    program.rename(tmp_path / "away")
    with pytest.raises(ToolNotFound, match=rf"^RTLGEN_{tool.upper()}=.*: no such program; "):
        judged(plan)
    (tmp_path / "away").rename(program)
    assert judged(plan) == [Status.PASS, Status.FAIL]
    tool_folders.cache_clear()


@pytest.fixture
def disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """All temporary files go to a disk of 64 pages; only root can make one."""
    path = tmp_path / "disk"
    path.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={64 * PAGE}", "tmpfs", str(path)]
    if subprocess.run(mount, capture_output=True, check=False).returncode != 0:
        pytest.skip("only root can mount a small disk")
    monkeypatch.setattr(tempfile, "tempdir", str(path))
    yield path
    subprocess.run(["umount", str(path)], check=True)


def test_a_disk_that_is_full(disk: Path, plan: VerificationPlan) -> None:
    """However much room is left, a verdict is right or there is none."""
    outcomes = set()
    for pages in range(8):
        (disk / "fill").write_bytes(bytes((62 - pages) * PAGE))
        try:
            assert judged(plan) == [Status.PASS, Status.FAIL]
            outcomes.add("judged")
        except ToolCrashed as error:
            assert "No space left on device" in str(error)  # noqa: PT017 - both may happen
            outcomes.add("broken")
        (disk / "fill").unlink()
        assert list(disk.iterdir()) == []
    assert outcomes == {"judged", "broken"}
