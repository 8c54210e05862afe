"""Run one of our own Python modules in the box, as a child that reads JSON from standard input."""

from __future__ import annotations

import json
import sysconfig
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from rtlgen.sandbox.box import sandbox_mode
from rtlgen.sandbox.limits import Completed, Limits
from rtlgen.sandbox.run import run_sandboxed
from rtlgen.sandbox.tools import python_path
from rtlgen.sandbox.warm import LIFE, Recipe, run_warm

_PACKAGE = Path(__file__).resolve().parent.parent


def run_worker(
    module: str,
    job: Mapping[str, object],
    *,
    limits: Limits,
    paths: Sequence[Path] = (),
    has_proc: bool = False,
) -> Completed:
    """Run the `main` of a module in an empty folder.

    Under bubblewrap a kept process forks a child for it, see `rtlgen.sandbox.warm`, unless the job
    may take more time than that process has.

    Args:
        module: Name of a module of rtlgen, with `main()` and `warm_up()`.
        job: What it reads as JSON.
        limits: Its limits.
        paths: Further folders to import from.
        has_proc: Mount /proc; pyosys needs it.

    Raises:
        ToolNotFound, ToolCrashed: see `run_sandboxed`.
    """
    # Without `site` (-S) Python starts in a third of the time; it would only find these folders.
    libraries = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    env = {
        "PYTHONPATH": ":".join(map(str, (*paths, _PACKAGE.parent, *sorted(libraries)))),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    command, read_only = (python_path(), "-S", "-W", "ignore", "-m"), (_PACKAGE, *paths)
    stdin = json.dumps(job).encode()
    if sandbox_mode() == "bubblewrap" and limits.cpu_s <= LIFE.cpu_s:
        recipe = Recipe(
            command=command, module=module, env=tuple(env.items()), read_only=read_only,
            has_proc=has_proc,
        )  # fmt: skip
        return run_warm(recipe, stdin, limits)
    with tempfile.TemporaryDirectory(prefix="rtlgen-") as folder:
        return run_sandboxed(
            [*command, module],
            workdir=Path(folder),
            limits=limits,
            env=env,
            read_only=read_only,
            stdin=stdin,
            has_proc=has_proc,
        )
