"""The endpoint backend against a real server process, faults included."""

from __future__ import annotations

import base64
import io
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from rtlgen.backends import CachedBackend, CompletionCache, EndpointBackend, Server
from rtlgen.candidate import Request, Sampling
from rtlgen.errors import BackendError
from rtlgen.prompt import build_request
from rtlgen.spec import Figure, SourceRef, Spec, read_spec


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    """The base URL of a running server."""
    script = Path(__file__).with_name("server.py")
    with subprocess.Popen(
        [sys.executable, str(script)], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        yield f"http://127.0.0.1:{process.stdout.readline().strip()}/v1"
        process.kill()


@dataclass(frozen=True)
class Price:
    """A price for tests."""

    input: float = 10.0
    output: float = 100.0


def spec() -> Spec:
    return read_spec(
        "-", stdin=io.BytesIO(b"module named m\n\n- input a\n- output y\n\ny is not a.\n")
    )


def backend(url: str, model: str, **options) -> EndpointBackend:
    defaults = {"timeout_s": 2.0, "deadline_s": 2.0}
    return EndpointBackend(
        Server(url=url, model=model, **(defaults | options)), prices={model: Price()}
    )


def ask(backend: EndpointBackend | CachedBackend, n: int = 1, request: Request | None = None):
    return backend.generate(request or build_request(spec()), Sampling(n=n))


def test_candidates_with_cost(url: str) -> None:
    """Verilog is taken from the answer, the usage is shared out and priced."""
    candidates = ask(backend(url, "good"), n=3)
    assert [c.verilog.split("(")[0] for c in candidates] == ["module m"] * 3
    assert candidates[0].usage.prompt_tokens == 100
    assert candidates[0].usage.cost_usd == pytest.approx((100 * 10 + 50 * 100) / 1e6)


def test_a_server_that_drops_n_is_asked_again(url: str) -> None:
    """The choices are counted and the rest is drawn in further calls."""
    assert len(ask(backend(url, "drops-n"), n=4)) == 4


def test_a_busy_server_is_tried_again(url: str) -> None:
    """A 429 with Retry-After is followed by another call."""
    assert len(ask(backend(url, "busy-once"))) == 1


def test_missing_usage_is_estimated(url: str) -> None:
    """Without usage the token counts are marked as ours."""
    assert ask(backend(url, "no-usage"))[0].usage.is_estimated


@pytest.mark.parametrize(
    ("model", "problem"),
    [
        (
            "429",
            "answers 429, {n} times until the deadline of 2 s; check the URL and the server, or "
            "raise endpoint.deadline_s",
        ),
        (
            "500",
            "answers 500, {n} times until the deadline of 2 s; check the URL and the server, or "
            "raise endpoint.deadline_s",
        ),
        (
            "hang",
            "gives no answer within 1 s, {n} times until the deadline of 2 s; check the URL and "
            "the server, or raise endpoint.deadline_s",
        ),
        ("401", "answers 401: Error code: 401 - fault 401; set RTLGEN_API_KEY"),
        (
            "html",
            "answers something that is no completion: <html><body>Welcome</body></html>; check "
            "that the URL ends in /v1",
        ),
        ("empty", "answers without any choice; check the model's name and limits"),
    ],
)
def test_faults(url: str, model: str, problem: str) -> None:
    """Each fault of a server is a message with the server, what came and what to do."""
    timeout = {"timeout_s": 1.0} if model == "hang" else {}
    whole = f"{url}: model {model!r}: the server {problem}"
    pattern = re.escape(whole).replace(r"\{n\}", r"\d+")
    with pytest.raises(BackendError, match=f"^{pattern}$"):
        ask(backend(url, model, **timeout))


def test_truncated_json(url: str) -> None:
    """An answer that is cut off is told from a completion."""
    with pytest.raises(BackendError, match="the server answers something that is no completion"):
        ask(backend(url, "truncated"))


def test_nobody_listens() -> None:
    """A refused connection names the URL."""
    expected = (
        r"^http://127\.0\.0\.1:9/v1: model 'm': the server cannot be reached \(.*refused.*\), "
    )
    with pytest.raises(BackendError, match=expected):
        ask(backend("http://127.0.0.1:9/v1", "m", deadline_s=1.0))


def test_images_travel_only_to_models_that_see(url: str, tmp_path: Path) -> None:
    """A figure is a content part for a model that sees, and stays at home otherwise."""
    image = tmp_path / "f.png"
    image.write_bytes(b"\x89PNG fake")
    figure = Figure(
        path=str(image), alt_text="f", media_type="image/png", source=SourceRef(path="s", line=1)
    )
    base = build_request(spec())
    messages = (base.messages[0], type(base.messages[1])(role="user", text="t", figures=(figure,)))
    request = Request(spec=base.spec, messages=messages)
    seen = json.loads(ask(backend(url, "echo", sees_images=True), request=request)[0].completion)
    data = base64.b64encode(image.read_bytes()).decode()
    assert seen["messages"][1]["content"][1]["image_url"]["url"] == f"data:image/png;base64,{data}"
    blind = json.loads(ask(backend(url, "echo"), request=request)[0].completion)
    assert blind["messages"][1]["content"] == "t"


def test_the_cache_answers_instead_of_the_server(url: str, tmp_path: Path) -> None:
    """Equal requests are asked once; more candidates only top up."""
    cache = CompletionCache(tmp_path / "c.sqlite")
    first = ask(CachedBackend(backend(url, "good"), cache), n=2)
    again = ask(CachedBackend(backend("http://127.0.0.1:9/v1", "good"), cache), n=0)
    assert again == ()
    dead = backend(url, "good")
    more = ask(CachedBackend(dead, cache), n=3)
    assert more[:2] == first
    assert len(more) == 3
    cache.close()
