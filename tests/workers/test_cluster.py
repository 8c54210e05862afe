"""Work on a Ray cluster."""

from __future__ import annotations

import os
import random
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from rtlgen.errors import ToolNotFound
from rtlgen.workers import Lost, Workers, open_workers
from rtlgen.workers.cluster import connect

pytest.importorskip("ray", reason="Ray is not installed (extra 'cluster')")
RAY = Path(sys.executable).with_name("ray")
DIE = "__import__('os')._exit(3)"
DIED = Lost(reason="the process that worked on it died 3 times, perhaps for want of memory")


def free_port() -> int:
    """A port that nobody has, outside of the range from which Ray's own servers take theirs."""
    while True:
        port = random.randrange(21_000, 31_000)
        with socket.socket() as found, suppress(OSError):
            found.bind(("127.0.0.1", port))
            return port


def wait_for(host: str, port: int) -> None:
    """Ray prints its addresses before its server for clients listens."""
    deadline = time.monotonic() + 60
    while True:
        with suppress(OSError), socket.create_connection((host, port), timeout=5):
            return
        assert time.monotonic() < deadline, f"Ray's server for clients does not listen at {port}"
        time.sleep(0.1)


@pytest.fixture(scope="module")
def addresses() -> Iterator[tuple[str, str]]:
    """A cluster of two processors as its owner starts it: its own address, and that for clients."""
    own, client = free_port(), free_port()
    # Who asks needs the cluster's token else, which is not what is tried here.
    os.environ["RAY_AUTH_MODE"] = "disabled"
    command = [
        str(RAY), "start", "--head", "--block", "--num-cpus=2", "--include-dashboard=false",
        f"--port={own}", f"--ray-client-server-port={client}", "--disable-usage-stats",
    ]  # fmt: skip
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True
    ) as process:
        assert process.stdout is not None
        try:
            said = []
            for line in process.stdout:
                said.append(line)
                if found := re.search(r"--address='(.*):", line):
                    break
            else:
                pytest.skip(f"Ray cannot start a cluster here: {''.join(said)[-500:]}")
            host = found[1]
            wait_for(host, client)
            yield f"{host}:{own}", f"ray://{host}:{client}"
        finally:
            del os.environ["RAY_AUTH_MODE"]
            process.send_signal(signal.SIGTERM)
            process.stdout.read()
            process.wait(60)


@pytest.fixture(params=["driver", "client"])
def workers(
    request: pytest.FixtureRequest, addresses: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> Iterator[Workers]:
    """A machine of the cluster, or one outside of it, asks for work."""
    own, client = addresses
    monkeypatch.setenv("RAY_ADDRESS", own)
    with open_workers("ray" if request.param == "driver" else client) as workers:
        yield workers


def test_results_and_losses(workers: Workers) -> None:
    """Each task is answered once; one that kills its processes is lost, and one that is late."""
    slow = "__import__('time').sleep(60)"
    found = dict(workers.run(eval, ["1 + 1", DIE, "2 + 2", slow], deadline_s=10))
    assert found == {
        "1 + 1": 2, "2 + 2": 4, DIE: DIED, slow: Lost(reason="was not done within 10 s"),
    }  # fmt: skip


def test_a_worker_that_is_killed_loses_and_doubles_nothing(workers: Workers) -> None:
    """Each task is answered once, although its process was shot."""
    tasks = [
        f"__import__('time').sleep(0.1) or (__import__('os').getpid(), {n})" for n in range(30)
    ]
    seen = []
    for number, (task, result) in enumerate(workers.run(eval, tasks), 1):
        assert not isinstance(result, Lost)
        assert f"{result[1]})" == task.split()[-1]
        seen.append(task)
        if number in (5, 15):
            os.kill(result[0], signal.SIGKILL)
    assert sorted(seen) == sorted(tasks)


def test_what_the_work_raises_is_raised(workers: Workers) -> None:
    """An exception ends the run as it would without workers."""
    with pytest.raises(ZeroDivisionError):
        list(workers.run(eval, ["1", "1 / 0", "2"]))


def test_nobody_answers() -> None:
    """A cluster that is not there is told with its address."""
    where = f"ray://127.0.0.1:{free_port()}"
    expected = f"^--workers {re.escape(where)}: the cluster cannot be reached: "
    started = time.monotonic()
    with pytest.raises(ToolNotFound, match=expected), open_workers(where):
        pass
    assert time.monotonic() - started < 120


class FakeRay:
    """Ray that fails so many times before it connects."""

    def __init__(self, *errors: Exception) -> None:
        self.errors, self.calls = list(errors), list[str]()

    def init(self, address: str, **_: object) -> None:
        self.calls.append(f"init {address}")
        if self.errors:
            raise self.errors.pop(0)

    def shutdown(self) -> None:
        self.calls.append("shutdown")


def test_a_cluster_that_is_slow_to_serve_is_asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """After each failure Ray is put back, and three are enough; other errors are told at once."""
    monkeypatch.setattr("rtlgen.workers.cluster._PAUSE_S", 0.0)
    slow = ConnectionAbortedError("Initialization failure from server")
    again = ["init a", "shutdown"]
    ray = FakeRay(slow, slow)
    connect(ray, "a")
    assert ray.calls == [*again, *again, "init a"]
    ray = FakeRay(slow, slow, slow)
    with pytest.raises(ConnectionAbortedError):
        connect(ray, "a")
    assert ray.calls == again * 3
    ray = FakeRay(RuntimeError("no"))
    with pytest.raises(RuntimeError):
        connect(ray, "a")
    assert ray.calls == again
