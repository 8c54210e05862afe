#!/usr/bin/env python3
"""Set up rtlgen in this folder: a virtual environment, Icarus Verilog and bubblewrap.

    python3 bootstrap.py [--extras dev,train]

Needs only the standard library of Python 3.11 or newer. Running it again does nothing that is
already done. Icarus is looked for on PATH (version 11 or newer), then installed with apt when
running as root, then unpacked from its Debian package into `.tools/` without root.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
TOOLS = ROOT / ".tools"
STAMP = VENV / "rtlgen-setup.sha256"
MINIMUM_PYTHON = (3, 11)
MINIMUM_ICARUS = 11
PACKAGES = {"iverilog": "iverilog", "bwrap": "bubblewrap"}


class SetupError(Exception):
    """Something that the user has to put right; the message says how."""


def main() -> int:
    """Set everything up and return an exit code (0, or 5 for the environment)."""
    parser = argparse.ArgumentParser(description="Set up rtlgen in this folder.")
    parser.add_argument("--extras", default="", help="extras of pyproject.toml, comma separated")
    extras = parser.parse_args().extras
    try:
        create_environment()
        install_packages(extras)
        compile_sources()
        for program in PACKAGES:
            ensure_program(program)
    except SetupError as error:
        print(f"bootstrap: {error}", file=sys.stderr)
        return 5
    except subprocess.CalledProcessError as error:
        print(f"bootstrap: {' '.join(map(str, error.cmd))} failed", file=sys.stderr)
        return 5
    return 0


def say(text: str) -> None:
    """Print a line of progress on standard error."""
    print(f"bootstrap: {text}", file=sys.stderr, flush=True)


def run(*argv: str | Path) -> None:
    """Run a command with its output on our standard error; raise if it fails."""
    subprocess.run(list(map(str, argv)), check=True, stdin=subprocess.DEVNULL, stdout=sys.stderr)


# --- Python ---------------------------------------------------------------------------------


def create_environment() -> None:
    """Create `.venv` unless it is there and works."""
    if sys.version_info < MINIMUM_PYTHON:
        wanted = ".".join(map(str, MINIMUM_PYTHON))
        raise SetupError(f"Python {wanted} or newer is needed, this is {sys.version.split()[0]}")
    if (VENV / "bin" / "pip").exists() and is_working(VENV / "bin" / "python"):
        return
    say(f"creating {VENV.name}")
    command = [sys.executable, "-m", "venv", "--clear", str(VENV)]
    if subprocess.run(command, stdout=sys.stderr, check=False).returncode == 0:
        return
    if not install_with_apt("python3-venv"):
        raise SetupError("python3 -m venv failed; install the package python3-venv and try again")
    run(*command)


def is_working(python: Path) -> bool:
    """Whether the interpreter of the environment still starts."""
    try:
        return subprocess.run([python, "-c", ""], check=False, capture_output=True).returncode == 0
    except OSError:
        return False


def install_packages(extras: str) -> None:
    """Install the project in editable mode with its extras, unless nothing changed since."""
    wanted = set(filter(None, extras.split(",")))
    fingerprint = hashlib.sha256()
    for name in ("pyproject.toml", "constraints.txt"):
        fingerprint.update((ROOT / name).read_bytes())
    digest, done = fingerprint.hexdigest(), set[str]()
    if STAMP.exists():
        stamped, *installed = STAMP.read_text().split()
        done = set(installed) if stamped == digest else done
        if stamped == digest and wanted <= done:
            return
    wanted |= done
    target = f"{ROOT}[{','.join(sorted(wanted))}]" if wanted else str(ROOT)
    say(f"installing rtlgen {' '.join(sorted(wanted))} (a few minutes the first time)")
    pip = [VENV / "bin" / "python", "-m", "pip", "--disable-pip-version-check", "install", "-q"]
    # --no-deps is not used: the constraints only pin what is installed anyway.
    run(*pip, "-c", ROOT / "constraints.txt", "-e", target)
    STAMP.write_text(" ".join([digest, *sorted(wanted)]))


def compile_sources() -> None:
    """Compile our own Python modules: those that only run in the sandbox cannot write there."""
    packages = [ROOT / name for name in ("rtlgen", "rewards", "testbenches")]
    run(VENV / "bin" / "python", "-m", "compileall", "-q", *packages)


# --- Icarus and bubblewrap ------------------------------------------------------------------


def ensure_program(program: str) -> None:
    """Make one program available on PATH or in `.venv/bin`, by the first way that works."""
    search_path = os.pathsep.join([str(VENV / "bin"), os.environ.get("PATH", os.defpath)])
    found = shutil.which(program, path=search_path)
    if found and is_new_enough(program, found):
        return
    package = PACKAGES[program]
    if install_with_apt(package):
        return
    if shutil.which("apt-get") and shutil.which("dpkg"):
        unpack_without_root(package)
        return
    old = " (the one on PATH is too old)" if found else ""
    raise SetupError(
        f"{program} is missing{old}; install {package} with your package manager "
        f"(Icarus Verilog {MINIMUM_ICARUS} or newer) and run this again"
    )


def is_new_enough(program: str, path: str) -> bool:
    """Whether an Icarus is version 11 or newer; other programs are taken as they are."""
    if program != "iverilog":
        return True
    out = subprocess.run([path, "-V"], capture_output=True, text=True, check=False).stdout
    match = re.search(r"Icarus Verilog version (\d+)", out)
    return match is not None and int(match[1]) >= MINIMUM_ICARUS


def install_with_apt(package: str) -> bool:
    """Install a Debian package as root; False where that is not possible."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return False
    say(f"installing {package} with apt")
    os.environ.setdefault("DEBIAN_FRONTEND", "noninteractive")
    install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", package]
    if subprocess.run(install, stdout=sys.stderr, check=False).returncode == 0:
        return True
    subprocess.run(["apt-get", "update", "-qq"], stdout=sys.stderr, check=False)
    return subprocess.run(install, stdout=sys.stderr, check=False).returncode == 0


def unpack_without_root(package: str) -> None:
    """Fetch a Debian package, unpack it below `.tools/` and put wrappers into `.venv/bin`."""
    say(f"unpacking {package} into {TOOLS.name} without root")
    target, downloads, lists = TOOLS / package, TOOLS / "downloads", TOOLS / "lists"
    for folder in (target, downloads, lists / "partial"):
        folder.mkdir(parents=True, exist_ok=True)
    private = ["-o", f"Dir::State::lists={lists}", "-o", f"Dir::Cache={TOOLS / 'cache'}"]
    subprocess.run(["apt-get", *private, "update", "-qq"], stdout=sys.stderr, check=False)
    command = ["apt-get", *private, "download", "-qq", package]
    subprocess.run(command, cwd=downloads, check=True, stdout=sys.stderr)
    archive = max(downloads.glob(f"{package}_*.deb"), key=lambda path: path.stat().st_mtime)
    run("dpkg", "-x", archive, target)
    write_wrappers(package, target)


def write_wrappers(package: str, target: Path) -> None:
    """Write the commands of an unpacked package into `.venv/bin`.

    The binaries know the folder of their modules by an absolute path, so `iverilog` needs `-B`
    and `vvp` needs `-M`.
    """
    binaries = target / "usr" / "bin"
    if package == "iverilog":
        modules = next(target.glob("usr/lib/**/ivl"))
        commands = {
            "iverilog": f'"{binaries}/iverilog" -B "{modules}"',
            "vvp": f'"{binaries}/vvp" -M "{modules}"',
        }
    else:
        commands = {"bwrap": f'"{binaries}/bwrap"'}
    for name, command in commands.items():
        wrapper = VENV / "bin" / name
        wrapper.write_text(f'#!/bin/sh\nexec {command} "$@"\n')
        wrapper.chmod(0o755)


if __name__ == "__main__":
    sys.exit(main())
