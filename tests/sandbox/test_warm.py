"""Kept boxes: each job runs in a fork of its own, and leaves nothing to the next."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from rtlgen.sandbox import Limits, close_warm, run_worker, sandbox_status
from rtlgen.sandbox.warm import Recipe, run_warm

pytestmark = pytest.mark.skipif(
    sandbox_status().mode != "bubblewrap", reason="only bubblewrap keeps boxes"
)
JOB = """
import os, sys, time
loaded = os.getpid()
def warm_up():
    print("warm", file=sys.stderr)
def main():
    exec(sys.stdin.read())
"""


@pytest.fixture
def recipe(tmp_path: Path) -> Iterator[Recipe]:
    """A process that runs Python text."""
    import rtlgen
    from rtlgen.sandbox import python_path

    (tmp_path / "job.py").write_text(JOB)
    package = Path(rtlgen.__file__).parent
    yield Recipe(
        command=(python_path(), "-S", "-m"), module="job",
        env=(("PYTHONPATH", f"{tmp_path}:{package.parent}"),), read_only=(tmp_path, package),
        has_proc=True,
    )  # fmt: skip
    close_warm()


def run(recipe: Recipe, text: str, **limits: float) -> tuple[int, str]:
    done = run_warm(recipe, text.encode(), Limits(**{"wall_s": 10.0, **limits}))
    return done.returncode, done.stdout.decode()


def test_jobs_share_a_process_and_no_state(recipe: Recipe) -> None:
    """What a job changes or writes is gone for the next; the module is loaded once."""
    shown = "import os, job; print(job.loaded, os.path.exists('left'), getattr(job, 'mark', None))"
    first = run(recipe, f"import job; job.mark = 1; open('left', 'w').write('x'); {shown}")
    second = run(recipe, shown)
    assert first == (0, "1 True 1\n")
    assert second == (0, "1 False None\n")


def test_each_job_has_its_own_end(recipe: Recipe) -> None:
    """An error, a signal and a limit end a job alone; a hang ends the box, and a new one comes."""
    assert run(recipe, "raise ValueError")[0] == 1
    assert run(recipe, "os.kill(os.getpid(), 11)")[0] == 128 + signal.SIGSEGV
    assert run(recipe, "bytearray(1 << 30)", memory_bytes=1 << 29)[0] == 1
    done = run_warm(recipe, b"time.sleep(60)", Limits(wall_s=0.5))
    assert (done.timed_out, done.returncode) == (True, -9)
    assert run(recipe, "print('again')") == (0, "again\n")


def test_what_a_job_started_is_killed(recipe: Recipe) -> None:
    """A process that a job leaves behind is gone before the next job."""
    assert run(recipe, "if os.fork() == 0:\n    os.setsid()\n    time.sleep(60)")[0] == 0
    status, text = run(recipe, "print([n for n in os.listdir('/proc') if n.isdigit()].__len__())")
    assert (status, text) == (0, "2\n")


def test_a_job_cannot_look_into_the_process_that_forked_it(recipe: Recipe) -> None:
    """The memory and the descriptors of the first process are closed to a job."""
    for path in ("/proc/1/mem", "/proc/1/fd/3"):
        status, _ = run(recipe, f"open({path!r}, 'rb').read(1)")
        assert status == 1, path


def test_a_kept_process_that_was_killed_is_replaced(recipe: Recipe) -> None:
    """A job is not blamed for the end of the box that waited for it."""
    from rtlgen.sandbox import warm

    assert run(recipe, "print(1)") == (0, "1\n")
    (process,) = warm._idle[recipe]
    os.killpg(process._process.pid, signal.SIGKILL)
    assert run(recipe, "print(2)") == (0, "2\n")


def test_a_fork_of_ours_has_boxes_of_its_own(recipe: Recipe) -> None:
    """A child does not speak on the socket of its parent."""
    assert run(recipe, "print(1)") == (0, "1\n")
    child = os.fork()
    if child == 0:
        from rtlgen.sandbox import warm

        os._exit(len(warm._idle))
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert run(recipe, "print(2)") == (0, "2\n")


def test_a_job_may_take_longer_than_a_kept_process_lives() -> None:
    """It gets a box of its own."""
    limits = Limits(wall_s=700.0, cpu_s=700)
    done = run_worker("rtlgen.formal.worker", {"jobs": []}, limits=limits, has_proc=True)
    assert done.returncode == 0, done.log
