"""Where the programs are."""

from __future__ import annotations

import functools
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from rtlgen.errors import ToolCrashed, ToolNotFound

MINIMUM_ICARUS = 11
_INSTALL = {
    "iverilog": "install Icarus Verilog 11 or newer (Debian: apt install iverilog)",
    "vvp": "install Icarus Verilog 11 or newer (Debian: apt install iverilog)",
    "bwrap": "install bubblewrap (Debian: apt install bubblewrap)",
    "prlimit": "install util-linux",
}


def find_tool(name: str) -> Path:
    """Return the path of a program.

    Looked for in this order: the variable `RTLGEN_<NAME>`, the folder of this Python (where
    `bootstrap.py` puts wrappers of unpacked packages), PATH.

    Raises:
        ToolNotFound: it is nowhere; the message says how to get it.
    """
    variable = f"RTLGEN_{name.upper()}"
    if named := os.environ.get(variable):
        if os.access(named, os.X_OK):
            return Path(named)
        raise ToolNotFound(f"{variable}={named}: no such program; {_INSTALL[name]}")
    folders = os.pathsep.join([str(Path(sys.prefix) / "bin"), os.environ.get("PATH", os.defpath)])
    if found := shutil.which(name, path=folders):
        return Path(found)
    raise ToolNotFound(f"{name}: not found in PATH; {_INSTALL[name]}, or set {variable}")


def icarus_version() -> str:
    """Return the version of `iverilog`, for example `11.0`.

    Raises:
        ToolNotFound: it is missing or older than 11.
    """
    path = find_tool("iverilog")
    version = _version_of(path)
    if int(version.split(".")[0]) < MINIMUM_ICARUS:
        raise ToolNotFound(f"{path}: version {version} is too old; {_INSTALL['iverilog']}")
    return version


@functools.cache
def _version_of(path: Path) -> str:
    try:
        shown = subprocess.run(
            [path, "-V"], capture_output=True, text=True, check=False, timeout=20
        ).stdout
    except (OSError, subprocess.TimeoutExpired) as error:
        raise ToolCrashed(f"{path}: does not start: {error}") from error
    match = re.search(r"Icarus Verilog version (\d+(?:\.\d+)*)", shown)
    if match is None:
        raise ToolCrashed(f"{path}: `-V` does not show the version of Icarus Verilog")
    return match[1]


def python_path() -> str:
    """Path of this Python without `..`, as it can be found inside the box."""
    return os.path.abspath(sys.executable)  # noqa: PTH100 - resolve() would leave the environment


@functools.cache
def tool_folders() -> tuple[Path, ...]:
    """Folders outside the system that boxed programs must be able to read."""
    prefixes = {Path(sys.prefix), Path(sys.base_prefix), Path(sys.prefix).parent / ".tools"}
    for name in ("iverilog", "vvp"):
        if os.environ.get(f"RTLGEN_{name.upper()}"):
            prefixes.add(find_tool(name).parent)
    return tuple(sorted(path for path in prefixes if path.is_dir()))
