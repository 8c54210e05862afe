"""The cache: equal requests are asked once, and nothing that was paid for is lost."""

from __future__ import annotations

import dataclasses
import re
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from rtlgen.backends import CachedBackend, CompletionCache, EndpointBackend, Server
from rtlgen.candidate import Candidate, Request, Sampling
from rtlgen.errors import BackendError, ToolCrashed, UsageError


class Recorder:
    """A backend that counts its candidates and stops like a user who presses Ctrl-C."""

    name = "recorder"

    def __init__(self, *, stops_after: int = 1000) -> None:
        self.drawn = 0
        self.stops_after = stops_after

    def generate(
        self, request: Request, sampling: Sampling, *,
        on_candidate: Callable[[Candidate], None] | None = None,
    ) -> tuple[Candidate, ...]:  # fmt: skip
        drawn = []
        for _ in range(sampling.n):
            if self.drawn == self.stops_after:
                raise KeyboardInterrupt
            self.drawn += 1
            drawn.append(Candidate(verilog=f"module m{self.drawn}; endmodule", backend=self.name))
            if on_candidate is not None:
                on_candidate(drawn[-1])
        return tuple(drawn)


@pytest.fixture
def cache(tmp_path: Path) -> CompletionCache:
    """An empty cache."""
    return CompletionCache(tmp_path / "c.sqlite")


def test_equal_requests_are_asked_once(cache: CompletionCache, request_of_m: Request) -> None:
    """More candidates only top up, and the old ones come first."""
    backend = Recorder()
    first = CachedBackend(backend, cache).generate(request_of_m, Sampling(n=2))
    more = CachedBackend(backend, cache).generate(request_of_m, Sampling(n=3))
    assert (more[:2], len(more), backend.drawn) == (first, 3, 3)


@pytest.mark.parametrize(
    ("change", "asked"), [({"beams": 4}, 1), ({"beams": 4, "temperature": 0.0}, 2)]
)
def test_beams_count_where_the_likeliest_is_looked_for(
    cache: CompletionCache, request_of_m: Request, change: dict[str, float], asked: int
) -> None:
    """What is drawn at a temperature is the same with any number of them."""
    backend = Recorder()
    without = {**change, "beams": 1}
    for one in (without, change):
        CachedBackend(backend, cache).generate(request_of_m, dataclasses.replace(Sampling(), **one))
    assert backend.drawn == asked


@pytest.mark.parametrize("change", [{"temperature": 0.1}, {"max_tokens": 7}, {"seed": 5}])
def test_another_request_is_asked_anew(
    cache: CompletionCache, request_of_m: Request, change: dict[str, float]
) -> None:
    """Everything that decides a completion is part of the key."""
    backend = Recorder()
    CachedBackend(backend, cache).generate(request_of_m, Sampling())
    CachedBackend(backend, cache).generate(request_of_m, dataclasses.replace(Sampling(), **change))
    assert backend.drawn == 2


def test_an_interrupted_run_keeps_what_it_has(
    cache: CompletionCache, request_of_m: Request
) -> None:
    """Candidates are stored as they arrive, not at the end."""
    with pytest.raises(KeyboardInterrupt):
        CachedBackend(Recorder(stops_after=2), cache).generate(request_of_m, Sampling(n=4))
    again = Recorder()
    assert len(CachedBackend(again, cache).generate(request_of_m, Sampling(n=4))) == 4
    assert again.drawn == 2


def test_a_server_that_is_gone_is_not_missed(
    cache: CompletionCache, request_of_m: Request, server_url: str
) -> None:
    """With everything in the cache no server is asked; errors are never kept."""
    down = EndpointBackend(Server(url="http://127.0.0.1:9/v1", model="good", deadline_s=0.5))
    with pytest.raises(BackendError):
        CachedBackend(down, cache).generate(request_of_m, Sampling())
    up = EndpointBackend(Server(url=server_url, model="good"))
    drawn = CachedBackend(up, cache).generate(request_of_m, Sampling())
    silent = EndpointBackend(Server(url=server_url, model="good", deadline_s=1e-9))
    assert CachedBackend(silent, cache).generate(request_of_m, Sampling()) == drawn


def test_no_secret_is_written(
    tmp_path: Path, request_of_m: Request, server_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither the key nor a password of the URL is in the file."""
    monkeypatch.setenv("RTLGEN_API_KEY", "sk-secret-0123456789")
    url = server_url.replace("://", "://me:pa55word@")
    cache = CompletionCache(tmp_path / "c.sqlite")
    backend = EndpointBackend(Server(url=url, model="good"))
    CachedBackend(backend, cache).generate(request_of_m, Sampling())
    cache.close()
    written = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert b"module m" in written
    assert not re.search(b"sk-secret|pa55word", written)


def test_rows_of_another_version_are_drawn_again(tmp_path: Path, request_of_m: Request) -> None:
    """A row that this version cannot read is replaced, not a crash."""
    path = tmp_path / "c.sqlite"
    CachedBackend(Recorder(), CompletionCache(path)).generate(request_of_m, Sampling())
    with sqlite3.connect(path) as connection:
        connection.execute("""update texts set text = '{"verilog": "x"}'""")
    connection.close()
    backend = Recorder()
    CachedBackend(backend, CompletionCache(path)).generate(request_of_m, Sampling())
    assert backend.drawn == 1


def test_a_file_that_is_no_cache(tmp_path: Path) -> None:
    """A foreign file is left alone and named."""
    path = tmp_path / "c.sqlite"
    path.write_text("something of the user's, longer than the head of a database")
    expected = (
        f"{path}: the cache of completions cannot be used: file is not a database; remove the "
        "file or give --no-cache"
    )
    with pytest.raises(UsageError, match=f"^{re.escape(expected)}$"):
        CompletionCache(path).read("key", 0, 1)
    assert path.read_text().startswith("something of the user's")


def test_a_cache_that_breaks(tmp_path: Path, request_of_m: Request) -> None:
    """A file that is damaged under way is an error of the environment, with the way out."""
    path = tmp_path / "c.sqlite"
    cache = CompletionCache(path)
    assert cache.read("key", 0, 1) == []
    with sqlite3.connect(path) as connection:
        connection.execute("drop table texts")
    connection.close()
    expected = (
        f"{path}: the cache of completions broke: no such table: texts; free some space, "
        "remove the file, or give --no-cache"
    )
    with pytest.raises(ToolCrashed, match=f"^{re.escape(expected)}$"):
        CachedBackend(Recorder(), cache).generate(request_of_m, Sampling())
