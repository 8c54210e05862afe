"""Each wall stands: what a boxed program tries, and what it gets."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from rtlgen.errors import ToolNotFound
from rtlgen.sandbox import Limits, python_path, run_sandboxed, sandbox_status

ATTEMPTS = textwrap.dedent(
    """
    import ctypes, errno, json, os, sys

    libc = ctypes.CDLL(None, use_errno=True)
    secret, target, victim, is_boxed = sys.argv[1], sys.argv[2], int(sys.argv[3]), sys.argv[4:]
    CALLS = {"x86_64": dict(ptrace=101, process_vm_readv=310, bpf=321, keyctl=250, unshare=272,
                            socket=41, socketpair=53, io_uring_setup=425, clone3=435, kcmp=312,
                            mount=165, personality=135, new_call=462, open_tree=428),
             "aarch64": dict(ptrace=117, process_vm_readv=270, bpf=280, keyctl=219, unshare=97,
                             socket=198, socketpair=199, io_uring_setup=425, clone3=435, kcmp=272,
                             mount=40, personality=92, new_call=462, open_tree=428)}
    NUMBERS = CALLS[os.uname().machine]

    def call(name, *arguments):
        if libc.syscall(NUMBERS[name], *arguments) < 0:
            raise OSError(ctypes.get_errno(), name)

    def leave_group():
        pid = os.fork()
        if not pid:
            try:
                os.setsid()
            except OSError:
                os._exit(1)
            os._exit(0)
        if os.waitpid(pid, 0)[1]:
            raise OSError(errno.EPERM, "setsid")

    def read_memory():
        here = ctypes.create_string_buffer(8)
        vector = (ctypes.c_size_t * 2)(ctypes.addressof(here), 8)
        call("process_vm_readv", os.getpid(), vector, 1, vector, 1, 0)

    def write(path, mode="w"):
        with open(path, mode) as file:
            file.write("x")

    attempts = {
        "read a host file": lambda: open(secret).read(),
        "write a host file": lambda: write(target),
        "append to a host file": lambda: write(secret, "a"),
        "change a host file's mode": lambda: os.chmod(secret, 0o777),
        "change a host file's time": lambda: os.utime(secret, (1, 1)),
        "truncate a host file": lambda: os.truncate(secret, 0),
        "remove a host file": lambda: os.unlink(secret),
        "list a host folder": lambda: os.listdir(os.path.dirname(secret)),
        "read the environment of a host process": lambda: open(f"/proc/{victim}/environ").read(),
        "signal a host process": lambda: os.kill(victim, 0),
        "read memory through the kernel": read_memory,
        "open a network socket": lambda: call("socket", 2, 1, 0),
        "open a pair of sockets": lambda: call("socketpair", 1, 1, 0, (ctypes.c_int * 2)()),
        "leave the process group": leave_group,
        "use the key ring": lambda: call("keyctl", 0, -3, 0),
        "compare processes": lambda: call("kcmp", os.getpid(), os.getpid(), 0, 0, 0),
        "change the personality": lambda: call("personality", 0x0040000),
        # Last: who is traced stops at the next signal.
        "trace itself": lambda: call("ptrace", 0, 0, 0, 0),
    }
    # These would change the machine that the tests run on.
    only_boxed = {
        "make a user namespace": lambda: call("unshare", 0x10000000),
        "mount": lambda: call("mount", b"none", b"/tmp", b"tmpfs", 0, None),
        "load a program into the kernel": lambda: call("bpf", 0, bytes(128), 128),
        "set up io_uring": lambda: call("io_uring_setup", 1, bytes(128)),
        "use a system call of the future": lambda: call("new_call", 0, 0, 0),
        "write to the system": lambda: write("/usr/escape"),
    }
    if is_boxed:
        attempts = {**only_boxed, **attempts}
    answers = {}
    for name, attempt in attempts.items():
        try:
            attempt()
            answers[name] = 0
        except OSError as error:
            answers[name] = error.errno
    print(json.dumps(answers))
    """
)


@pytest.fixture(params=["bubblewrap", "landlock"])
def mode(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("RTLGEN_SANDBOX", request.param)
    if sandbox_status().mode != request.param:
        pytest.skip(f"{request.param} does not work here: {sandbox_status().remedy}")
    return str(request.param)


def attempts(tmp_path: Path, *, is_boxed: bool = True) -> dict[str, int]:
    """Return attempt → error number, 0 where it succeeded."""
    work, outside = tmp_path / "work", tmp_path / "outside"
    for folder in (work, outside):
        folder.mkdir()
    (outside / "secret").write_text("canary")
    with subprocess.Popen(["/bin/sleep", "60"], env={"KEY": "canary"}) as victim:
        try:
            done = run_sandboxed(
                [python_path(), "-S", "-c", ATTEMPTS, str(outside / "secret"),
                 str(outside / "target"), str(victim.pid)],
                workdir=work,
            )  # fmt: skip
        finally:
            victim.kill()
    return dict(json.loads(done.stdout or "{}")) or pytest.fail(done.log)


def test_nothing_that_is_tried_succeeds(mode: str, tmp_path: Path) -> None:
    """Files, processes, memory, network, namespaces and kernel interfaces are out of reach."""
    answers = attempts(tmp_path)
    harmless = {"leave the process group"} if mode == "bubblewrap" else set()
    assert [name for name, error in answers.items() if not error and name not in harmless] == []
    assert (tmp_path / "outside/secret").read_text() == "canary"
    assert [path.name for path in (tmp_path / "outside").iterdir()] == ["secret"]


def test_without_walls_most_of_it_succeeds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The attempts are real: resource limits alone stop few of them."""
    monkeypatch.setenv("RTLGEN_SANDBOX", "none")
    monkeypatch.setenv("RTLGEN_UNSAFE_NO_SANDBOX", "1")
    done = [name for name, error in attempts(tmp_path, is_boxed=False).items() if not error]
    assert {"read a host file", "write a host file", "open a network socket"} < set(done)
    assert len(done) >= 12


def test_without_a_wall_and_without_consent_nothing_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where no sandbox works, untrusted programs are refused."""
    monkeypatch.setenv("RTLGEN_SANDBOX", "none")
    monkeypatch.delenv("RTLGEN_UNSAFE_NO_SANDBOX", raising=False)
    with pytest.raises(ToolNotFound, match=r"^no sandbox for untrusted Verilog: .*--unsafe-no-sa"):
        run_sandboxed(["/bin/true"], workdir=tmp_path)


def test_files_are_bounded(mode: str, tmp_path: Path) -> None:
    """A flood of output into a file ends at the limit, and temporary files are not the host's."""
    script = "yes | head -c 20000000 > big; yes | head -c 1000 > /tmp/rtlgen-leak"
    run_sandboxed(["/bin/bash", "-c", script], workdir=tmp_path, limits=Limits(file_bytes=1 << 20))
    assert (tmp_path / "big").stat().st_size == 1 << 20
    assert not Path("/tmp/rtlgen-leak").exists()


def running(marker: str) -> Iterator[int]:
    """Yield the processes whose command line holds a marker."""
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            if marker in path.read_text() and int(path.parent.name) != os.getpid():
                yield int(path.parent.name)
        except OSError:
            continue


def wait_until_gone(marker: str) -> list[int]:
    for _ in range(100):
        if not (left := list(running(marker))):
            return left
        time.sleep(0.05)
    return left


def test_children_that_detach_are_killed(mode: str, tmp_path: Path) -> None:
    """Nothing outlives its box, even where it leaves its parent and its session."""
    span = f"301.{os.getpid()}"
    script = f"(setsid sleep {span} || sleep {span}) & disown; exit 0"
    run_sandboxed(["/bin/bash", "-c", script], workdir=tmp_path)
    assert wait_until_gone(span) == []


def test_a_killed_caller_takes_the_box_with_it(mode: str, tmp_path: Path) -> None:
    """After `kill -9` of rtlgen no boxed program goes on."""
    span = f"302.{os.getpid()}"
    code = (
        "import sys; from pathlib import Path; from rtlgen.sandbox import run_sandboxed\n"
        f"script = 'touch started; exec sleep {span}'\n"
        "run_sandboxed(['/bin/bash', '-c', script], workdir=Path(sys.argv[1]))"
    )
    with subprocess.Popen([sys.executable, "-c", code, str(tmp_path)]) as caller:
        for _ in range(400):
            if (tmp_path / "started").exists():
                break
            time.sleep(0.05)
        else:
            pytest.fail("the boxed program never started")
        caller.send_signal(signal.SIGKILL)
    assert wait_until_gone(span) == []
