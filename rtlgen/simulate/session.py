"""Run one stimulus through a compiled design, inside the sandbox, with cocotb."""

from __future__ import annotations

import functools
import importlib.util
import json
import secrets
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from rtlgen.errors import ToolCrashed, ToolNotFound
from rtlgen.sandbox import Completed, Limits, find_tool, python_path, run_sandboxed
from rtlgen.simulate.build import PROGRAM, build
from rtlgen.verdict import TraceStep
from rtlgen.verilog.design import Design

LIMITS = Limits(wall_s=30.0, cpu_s=30, output_bytes=16 << 20)


_OWN = "testbenches"
"""The package of our own testbenches."""
_LIGHT_START = (
    f"{_OWN}.start:leave_out_unused",
    "cocotb.logging:_configure",
    "cocotb._init:init_package_from_simulation",
    "cocotb.regression:_run_regression",
)
"""What is called at the start of a simulation: cocotb's own list (2.1), without coverage."""


def dump_waveform(design: Design, steps: Sequence[TraceStep], path: Path) -> None:
    """Replay the steps from power-up and write an FST; for looking, never for judging.

    Args:
        design: The design; its port roles say which inputs are clocks.
        steps: Stimulus with the expected outputs.
        path: The FST; nothing is written where the design does not run.

    Raises:
        ToolNotFound, ToolCrashed: the environment is broken.
    """
    nonce = secrets.token_hex(16)
    with tempfile.TemporaryDirectory(prefix="rtlgen-") as name:
        folder = Path(name)
        if not build(design, folder, dump=f"dump_{nonce}").is_built:
            return
        plan = {
            "nonce": nonce,
            "inputs": {p.name: p.width for p in design.inputs},
            "clocks": [p.name for p in design.clocks],
            "outputs": [p.name for p in design.outputs],
            "steps": [{"inputs": dict(s.inputs), "expected": dict(s.expected)} for s in steps],
        }
        _write(folder / "plan.json", json.dumps(plan))
        run_cocotb(
            folder, design.top, "testbenches.vectors", {"RTLGEN_PLAN": "plan.json"},
            is_dumping=True,
        )  # fmt: skip
        if (folder / "dump.fst").is_file():
            path.write_bytes((folder / "dump.fst").read_bytes())


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text)
    except OSError as error:
        raise ToolCrashed(f"{path}: cannot be written: {error.strerror}") from error


def read_channel(done: Completed, nonce: str) -> Mapping[str, Any] | None:
    """Return the one line of the channel that carries the nonce."""
    for line in done.channel.splitlines():
        try:
            result = json.loads(line)
        except ValueError:
            continue
        if isinstance(result, dict) and result.get("nonce") == nonce:
            return result
    return None


def run_cocotb(
    folder: Path,
    top: str,
    module: str,
    env: Mapping[str, str],
    *,
    is_dumping: bool = False,
    paths: Sequence[Path] = (),
    limits: Limits = LIMITS,
) -> Completed:
    """Run vvp with cocotb on the program in `folder`.

    `cocotb_tools.runner` is not used: it returns normally when a test fails and has no time-out.

    Args:
        folder: Where `design.vvp` lies; the run's current folder.
        top: Name of the top module.
        module: Python module with the cocotb tests.
        env: Added to the environment.
        is_dumping: Let Icarus write waveforms.
        paths: Further folders to import Python modules from.
        limits: Limits of the run.
    """
    libraries = _cocotb_libraries()
    package = _testbench_package()
    settings = {
        "COCOTB_TEST_MODULES": module,
        "COCOTB_TOPLEVEL": top,
        "COCOTB_RESULTS_FILE": "results.xml",
        "COCOTB_RANDOM_SEED": "1",
        "COCOTB_LOG_LEVEL": "WARNING",
        "COCOTB_REWRITE_ASSERTION_FILES": "",
        "TOPLEVEL_LANG": "verilog",
        "GPI_LOG_LEVEL": "WARNING",
        "PYGPI_PYTHON_BIN": python_path(),
        "PYTHONPATH": ":".join(str(p) for p in (package.parent, *paths)),
        "PYTHONDONTWRITEBYTECODE": "1",
        "GPI_USERS": _gpi_users(),
        **env,
    }
    if module.startswith(f"{_OWN}."):
        settings["PYGPI_USERS"] = ",".join(_LIGHT_START)
    command = [
        str(find_tool("vvp")),
        "-M",
        str(libraries),
        "-m",
        str(libraries / "libcocotbvpi_icarus.so"),
        PROGRAM,
        *(["-fst"] if is_dumping else []),
    ]
    return run_sandboxed(
        command,
        workdir=folder,
        limits=limits,
        env=settings,
        read_only=(package, *paths),
        has_channel=True,
    )


@functools.cache
def _cocotb_libraries() -> Path:
    spec = importlib.util.find_spec("cocotb")
    if spec is None or spec.origin is None:
        raise ToolNotFound("cocotb is not installed; pip install 'cocotb>=2.1'")
    return Path(spec.origin).parent / "libs"


@functools.cache
def _testbench_package() -> Path:
    spec = importlib.util.find_spec("testbenches")
    if spec is None or spec.origin is None:
        raise ToolNotFound("the package testbenches is missing; install rtlgen again")
    return Path(spec.origin).parent


@functools.cache
def _gpi_users() -> str:
    """The libraries that cocotb's GPI loads: Python itself first, then its own entry point."""
    from cocotb_tools.config import pygpi_entry_point
    from find_libpython import find_libpython

    return ";".join(part for part in (find_libpython(), pygpi_entry_point()) if part)
