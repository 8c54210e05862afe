"""Versions of everything that took part in a verdict."""

from __future__ import annotations

import functools
import platform
from importlib import metadata

PACKAGES = ("rtlgen", "cocotb", "pyslang", "pyverilog", "pyosys", "z3-solver")


@functools.cache
def tool_versions() -> tuple[tuple[str, str], ...]:
    """Return (tool, version) pairs in a fixed order; a missing tool has the version `missing`."""
    versions = [("python", platform.python_version())]
    for package in PACKAGES:
        try:
            versions.append((package, metadata.version(package)))
        except metadata.PackageNotFoundError:
            versions.append((package, "missing"))
    versions.append(("iverilog", _icarus_version()))
    return tuple(versions)


def _icarus_version() -> str:
    from rtlgen.errors import ToolNotFound
    from rtlgen.sandbox.tools import icarus_version

    try:
        return icarus_version()
    except ToolNotFound:
        return "missing"
