"""The endpoint backend against a real server process, faults included."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from rtlgen.backends import EndpointBackend, Server
from rtlgen.candidate import Candidate, Message, Request, Sampling
from rtlgen.errors import BackendError
from rtlgen.spec import Figure, SourceRef

Ask = Callable[..., tuple[Candidate, ...]]


@dataclass(frozen=True)
class Price:
    """A price for tests, in dollars per million tokens."""

    input: float = 10.0
    output: float = 100.0
    cached: float | None = None


@pytest.fixture(autouse=True)
def _no_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("RTLGEN_API_KEY", raising=False)


@pytest.fixture
def ask(server_url: str, request_of_m: Request) -> Ask:
    """Draw candidates from the model of a name."""

    def draw(
        model: str, n: int = 1, *, request: Request = request_of_m, price: Price | None = None,
        notes: list[str] | None = None, url: str = server_url, **limits: object,
    ) -> tuple[Candidate, ...]:  # fmt: skip
        server = Server(url=url, model=model, **({"timeout_s": 2.0, "deadline_s": 3.0} | limits))
        said = [] if notes is None else notes
        prices = {model: price} if price else None
        backend = EndpointBackend(server, prices=prices, notify=said.append)
        return backend.generate(request, Sampling(n=n))

    return draw


def test_candidates_with_usage_and_cost(ask: Ask) -> None:
    """Verilog is taken from the answer; usage and cost of a call are shared out without loss."""
    candidates = ask("good", n=3, price=Price())
    assert [c.verilog.split("(")[0] for c in candidates] == ["module m"] * 3
    assert [c.usage.prompt_tokens for c in candidates] == [34, 33, 33]
    assert [c.usage.completion_tokens for c in candidates] == [50, 50, 50]
    costs = [c.usage.cost_usd or 0.0 for c in candidates]
    assert sum(costs) == pytest.approx((100 * 10 + 150 * 100) / 1e6)


def test_cached_prompt_tokens_have_their_own_price(ask: Ask) -> None:
    """What the server had in its cache costs what the price table says."""
    (candidate,) = ask("good", price=Price(cached=1.0))
    assert candidate.usage.cost_usd == pytest.approx((60 * 10 + 40 * 1 + 50 * 100) / 1e6)


def test_no_price_no_cost(ask: Ask) -> None:
    """Without a price the cost is unknown, not zero."""
    assert ask("good")[0].usage.cost_usd is None


def test_a_server_that_drops_n_is_asked_again(ask: Ask) -> None:
    """The choices are counted and the rest is drawn in further calls."""
    assert len(ask("drops-n", n=4)) == 4


def test_a_busy_server_is_tried_again(ask: Ask) -> None:
    """A 429 is followed by another call, and people are told."""
    notes: list[str] = []
    assert len(ask("busy-once", notes=notes, deadline_s=10.0)) == 1
    assert re.fullmatch(
        r"the server answers 429; trying again in 0\.\d s \(attempt 1\)", notes[0]
    ), notes


def test_a_hanging_call_is_tried_again(ask: Ask) -> None:
    """A call that got no answer in time is followed by another one."""
    assert len(ask("hang-once", timeout_s=0.5, deadline_s=10.0)) == 1


def test_parameters_that_a_model_refuses_are_renamed_or_left_out(ask: Ask) -> None:
    """Newer models want `max_completion_tokens` and take no temperature."""
    notes: list[str] = []
    sent = json.loads(ask("newer", notes=notes, deadline_s=10.0)[0].completion)
    assert "max_completion_tokens" in sent
    assert not {"max_tokens", "temperature"} & sent.keys()
    assert notes == [
        "the server refuses 'max_tokens'; asking without it",
        "the server refuses 'temperature'; asking without it",
    ]


def test_candidates_that_came_before_a_fault_are_kept(ask: Ask) -> None:
    """A server that dies after the first answer costs only the rest."""
    notes: list[str] = []
    assert len(ask("dies", n=3, notes=notes)) == 1
    assert notes[-1].endswith("; going on with 1 of 3 candidates")


def test_missing_usage_is_estimated(ask: Ask) -> None:
    """Without usage the token counts are marked as ours."""
    usage = ask("no-usage")[0].usage
    assert usage.is_estimated
    assert usage.completion_tokens > 0
    assert not ask("good")[0].usage.is_estimated


def test_a_cut_completion_says_so(ask: Ask) -> None:
    """A completion that ran into the limit of tokens is marked."""
    assert [c.note for c in (*ask("long"), *ask("good"))] == ["cut off at max_tokens", ""]


UNTIL = (
    r"(?:once|\d times) until the deadline of 3 s; check the URL and the server, or raise "
    r"endpoint\.deadline_s"
)
URL_HINT = "; check that the URL ends in /v1, and the model's name and limits"
FAULTS = {
    "429": rf"answers 429, {UNTIL}",
    "500": rf"answers 500, {UNTIL}",
    "hang": rf"gives no answer within 0\.[34]\d* s, {UNTIL}",
    "drip": rf"gives no answer within 0\.[34]\d* s, {UNTIL}",
    "half": r"breaks off its answer \(peer closed connection without sending complete message "
    rf"body \(received 7 bytes, expected 1000\)\), {UNTIL}",
    "401": r"answers 401: Error code: 401 - .*bad key Bearer none.*; set RTLGEN_API_KEY",
    "html": "answers something that is no completion: <html><body>Welcome</body></html>" + URL_HINT,
    "truncated": r'answers something that is no completion: \{"id": "x", "choices": \[\{"ind'
    + URL_HINT,
    "null": "answers something that is no completion: null" + URL_HINT,
    "error-as-200": r'answers something that is no completion: \{"error": \{"message": "no such '
    r'model"\}\}' + URL_HINT,
    "no-message": r'answers a choice without a message: \{"choices": \[\{"index": 0\}\]\}'
    + URL_HINT,
    "empty": "answers without any choice" + URL_HINT,
}


@pytest.mark.parametrize(("model", "problem"), FAULTS.items(), ids=FAULTS.keys())
def test_faults(ask: Ask, server_url: str, model: str, problem: str) -> None:
    """Each fault of a server is a message with the server, what came and what to do."""
    limits = {"timeout_s": 0.4} if model in ("hang", "drip") else {}
    pattern = f"^{re.escape(f'{server_url}: model {model!r}: the server ')}{problem}$"
    with pytest.raises(BackendError, match=pattern):
        ask(model, **limits)


def test_nobody_listens(ask: Ask) -> None:
    """A refused connection ends after a few attempts, long before the deadline."""
    expected = (
        r"^http://127\.0\.0\.1:9/v1: model 'm': the server cannot be reached \(\[Errno 111\] "
        r"Connection refused\), 4 times; start the server, or correct the URL$"
    )
    with pytest.raises(BackendError, match=expected):
        ask("m", url="http://127.0.0.1:9/v1", deadline_s=600.0)


@pytest.mark.parametrize("key", ["sk-secret-0123456789", "sk-secret-0123456789\n", "sk-geheim-ü"])
def test_the_key_is_never_shown(ask: Ask, monkeypatch: pytest.MonkeyPatch, key: str) -> None:
    """Neither a server that repeats the key nor a key that HTTP cannot carry brings it to light."""
    monkeypatch.setenv("RTLGEN_API_KEY", key)
    with pytest.raises(BackendError) as caught:
        ask("401")
    assert key.strip() not in str(caught.value)


def test_a_password_in_the_url_is_never_shown(ask: Ask) -> None:
    """User name, password and query of a URL stay out of messages."""
    url = "http://me:pa55word@127.0.0.1:9/v1?token=t0ken"
    with pytest.raises(BackendError, match=r"^http://127\.0\.0\.1:9/v1: model 'm'") as caught:
        ask("m", url=url)
    assert not re.search("pa55word|t0ken", str(caught.value))


def test_the_key_of_openai_goes_to_openai_only(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another server never gets to see `OPENAI_API_KEY`."""
    monkeypatch.setenv("OPENAI_API_KEY", "sk-openai")
    with pytest.raises(BackendError, match="Bearer none"):
        ask("401")


def test_images_travel_only_to_models_that_see(
    ask: Ask, request_of_m: Request, tmp_path: Path
) -> None:
    """A figure is a content part for a model that sees, and stays at home otherwise."""
    image = tmp_path / "f.png"
    image.write_bytes(b"\x89PNG fake")
    figure = Figure(
        path=str(image), alt_text="f", media_type="image/png", source=SourceRef(path="s", line=1)
    )
    user = Message(role="user", text="t", figures=(figure,))
    request = Request(spec=request_of_m.spec, messages=(request_of_m.messages[0], user))
    seen = json.loads(ask("echo", request=request, sees_images=True)[0].completion)
    data = base64.b64encode(image.read_bytes()).decode()
    assert seen["messages"][1]["content"] == [
        {"type": "text", "text": "t"},
        {"type": "image_url", "image_url": {"url": f"data:image/png;base64,{data}"}},
    ]
    blind = json.loads(ask("echo", request=request)[0].completion)
    assert blind["messages"][1]["content"] == "t"
    image.unlink()
    gone = (
        f"{image}: the figure cannot be sent: No such file or directory; correct the path, or set "
        "endpoint.sees_images = false"
    )
    with pytest.raises(BackendError, match=f"^{re.escape(gone)}$"):
        ask("echo", request=request, sees_images=True)
