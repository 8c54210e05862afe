"""The benchmark files and what every result says about its origin.

The files are not part of the project: `RTLGEN_BENCHMARKS` names their folder, else
`../shared/benchmarks` beside the repository is looked at.
"""

from __future__ import annotations

import datetime
import json
import os
import platform
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent


def path_of(name: str) -> Path:
    """Return the path of a file; ends the script where it is absent."""
    folder = Path(os.environ.get("RTLGEN_BENCHMARKS") or ROOT.parent / "shared" / "benchmarks")
    path = folder / f"{name}.jsonl"
    if not path.is_file():
        sys.exit(f"{path}: not there; set RTLGEN_BENCHMARKS to the folder of the benchmark files")
    return path


def load(name: str) -> list[dict[str, Any]]:
    """Return the rows of a file; ends the script where it is absent."""
    return [json.loads(line) for line in path_of(name).read_text().splitlines() if line.strip()]


def origin() -> str:
    """Return commit, date, machine and tool versions as lines of Markdown."""
    from rtlgen.sandbox import tool_versions

    commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, text=True,
                            capture_output=True, check=False).stdout.strip()  # fmt: skip
    dirty = subprocess.run(["git", "status", "--porcelain", "-uno"], cwd=ROOT, text=True,
                           capture_output=True, check=False).stdout.strip()  # fmt: skip
    commit += " with uncommitted changes" if dirty else ""
    tools = ", ".join(f"{name} {version}" for name, version in tool_versions())
    command = " ".join([os.path.relpath(sys.argv[0], ROOT), *sys.argv[1:]])
    now = datetime.datetime.now(datetime.UTC).date().isoformat()
    return (
        f"- command: `python {command}`\n- commit: {commit}, date: {now}\n"
        f"- machine: {platform.machine()}, {os.cpu_count()} cores\n- tools: {tools}\n"
    )


def publish(name: str, text: str) -> None:
    """Print a result and keep it under benchmarks/results/."""
    print(text)
    folder = ROOT / "benchmarks" / "results"
    folder.mkdir(exist_ok=True)
    (folder / f"{name}.md").write_text(text)
