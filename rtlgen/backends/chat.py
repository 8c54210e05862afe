"""One question to an OpenAI-compatible server, asked until it is answered or time is up."""

from __future__ import annotations

import os
import random
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from rtlgen.backends.answer import Answer, NoCompletion, read_answer, shorten
from rtlgen.errors import BackendError

_RETRIED = frozenset({408, 409, 425, 429, 500, 502, 503, 504, 529})
_CONNECTS = 4
"""Attempts to reach a server that never answered: it is more often absent than late."""
_LONGEST_PAUSE_S = 30.0
_SHORTEST_ATTEMPT_S = 0.5
"""Less time than this before the deadline is too little for another attempt."""
_LARGEST_ANSWER = 64 << 20
_SUBSTITUTES = {"max_tokens": "max_completion_tokens"}
"""Newer models refuse the old name of a parameter."""
_DROPPABLE = frozenset({"n", "seed", "temperature", "max_completion_tokens"})
"""Parameters without which the question still makes sense."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """Where the server is and how long it may take."""

    url: str
    model: str
    timeout_s: float = 120.0
    """Limit of one call."""
    deadline_s: float = 600.0
    """Limit of all calls for one request, retries included."""
    sees_images: bool = False


class _PassingFault(Exception):  # noqa: N818 - a reason to wait, not an error of ours
    """Something that may be over the next time."""

    def __init__(self, reason: str, *, pause_s: float = 0.0, is_connection: bool = False) -> None:
        super().__init__(reason)
        self.pause_s = pause_s
        """How long the server wants to be left alone."""
        self.is_connection = is_connection


class ChatClient:
    """Talks to one server and remembers which parameters it refuses."""

    def __init__(self, server: Server, *, notify: Callable[[str], object]) -> None:
        """Talk to `server`; `notify` is called with a line for people before each pause."""
        self._server = server
        self._notify = notify
        self._key = _api_key(server.url)
        self._substitutes: dict[str, str | None] = {}
        self._has_answered = False

    def ask(self, question: Mapping[str, Any], *, deadline: float) -> Answer:
        """Ask until there is an answer.

        Args:
            question: Parameters of `chat.completions.create` beside the model.
            deadline: Value of `time.monotonic()` at which to give up.

        Raises:
            BackendError: the server refuses, answers nonsense, or time is up.
        """
        attempt = 0
        while True:
            left = deadline - time.monotonic()
            if left <= 0:
                raise self.error(
                    f"gave no answer within {self._server.deadline_s:g} s",
                    "try again later, or raise endpoint.deadline_s",
                )
            try:
                answer = self._attempt(question, min(left, self._server.timeout_s))
            except _PassingFault as fault:
                attempt += 1
                self._pause(fault, attempt, deadline)
                continue
            self._has_answered = True
            return answer

    def error(self, problem: str, remedy: str) -> BackendError:
        """Make the error `URL: model M: the server …; what to do`, without secrets."""
        text = f"{shown_url(self._server.url)}: model {self._server.model!r}: the server {problem}"
        return BackendError(f"{self._scrub(text)}; {remedy}")

    def _scrub(self, text: str) -> str:
        """Servers repeat the key in their complaints about it, and so does the HTTP client."""
        return text.replace(self._key, "***") if self._key else text

    def _pause(self, fault: _PassingFault, attempt: int, deadline: float) -> None:
        if fault.is_connection and not self._has_answered and attempt >= _CONNECTS:
            raise self.error(
                f"{fault}, {_times(attempt)}", "start the server, or correct the URL"
            ) from fault
        backoff = min(_LONGEST_PAUSE_S, 0.25 * 2**attempt) * random.uniform(0.5, 1)  # noqa: S311
        pause = max(backoff, fault.pause_s)
        shortest = min(_SHORTEST_ATTEMPT_S, self._server.timeout_s)
        if time.monotonic() + pause + shortest >= deadline:
            raise self.error(
                f"{fault}, {_times(attempt)} until the deadline of {self._server.deadline_s:g} s",
                "check the URL and the server, or raise endpoint.deadline_s",
            ) from fault
        self._notify(
            self._scrub(f"the server {fault}; trying again in {pause:.1f} s (attempt {attempt})")
        )
        time.sleep(pause)

    def _attempt(self, question: Mapping[str, Any], timeout_s: float) -> Answer:
        """Ask once; a refused parameter is left out or renamed, and the question put again."""
        import httpx2
        import openai

        while True:
            try:
                text = self._send(self._with_substitutes(question), timeout_s)
                break
            except openai.APIStatusError as error:
                if self._gives_way(error):
                    continue
                raise self._refused(error) from error
            except (openai.APITimeoutError, httpx2.TimeoutException) as error:
                reason = f"gives no answer within {timeout_s:.2g} s"
                raise _PassingFault(reason) from error
            except openai.APIConnectionError as error:
                raise _PassingFault(
                    f"cannot be reached ({_cause(error)})", is_connection=True
                ) from error
            except httpx2.TransportError as error:
                raise _PassingFault(f"breaks off its answer ({_cause(error)})") from error
            except (openai.OpenAIError, httpx2.InvalidURL, ValueError) as error:
                raise self.error(
                    f"cannot be asked: {shorten(str(error))}", "check the URL and the key"
                ) from error
        try:
            return read_answer(text)
        except NoCompletion as error:
            remedy = "check that the URL ends in /v1, and the model's name and limits"
            raise self.error(f"answers {error}", remedy) from error

    def _send(self, question: Mapping[str, Any], timeout_s: float) -> str:
        """Send the question and read the body; a body that only drips in is a time-out, too."""
        import httpx2
        import openai

        end = time.monotonic() + timeout_s
        body = bytearray()
        with (
            openai.OpenAI(
                base_url=self._server.url,
                api_key=self._key or "none",
                timeout=timeout_s,
                max_retries=0,
            ) as client,
            client.chat.completions.with_streaming_response.create(
                model=self._server.model, **question
            ) as response,
        ):
            for chunk in response.iter_bytes():
                body += chunk
                if time.monotonic() > end:
                    raise httpx2.ReadTimeout("the answer drips in")
                if len(body) > _LARGEST_ANSWER:
                    raise ValueError(f"the answer has more than {_LARGEST_ANSWER} bytes")
        return body.decode(errors="replace")

    def _with_substitutes(self, question: Mapping[str, Any]) -> dict[str, Any]:
        names = {name: self._substitutes.get(name, name) for name in question}
        return {names[name] or name: value for name, value in question.items() if names[name]}

    def _gives_way(self, error: Any) -> bool:
        """Whether the question can be put again without the parameter that was refused."""
        is_unknown = str(error.code or "").startswith("unsupported") or error.param == "n"
        if error.status_code != 400 or not is_unknown:
            return False
        original = next((k for k, v in self._substitutes.items() if v == error.param), error.param)
        if error.param in _SUBSTITUTES and error.param not in self._substitutes:
            self._substitutes[error.param] = _SUBSTITUTES[error.param]
        elif error.param in _DROPPABLE and self._substitutes.get(original, original) is not None:
            self._substitutes[original] = None
        else:
            return False
        self._notify(f"the server refuses {error.param!r}; asking without it")
        return True

    def _refused(self, error: Any) -> Exception:
        status = error.status_code
        if status in _RETRIED:
            return _PassingFault(f"answers {status}", pause_s=_retry_after(error.response.headers))
        return self.error(f"answers {status}: {shorten(error.message)}", _remedy(status))


def _api_key(url: str) -> str:
    """The key for a server; OpenAI's own key goes to no other host."""
    key = os.environ.get("RTLGEN_API_KEY", "").strip()
    if not key and urlsplit(url).hostname == "api.openai.com":
        key = os.environ.get("OPENAI_API_KEY", "").strip()
    return key


def shown_url(url: str) -> str:
    """A URL for messages: without user name, password and query, which may be secrets."""
    parts = urlsplit(url)
    return parts._replace(netloc=parts.netloc.rpartition("@")[2], query="", fragment="").geturl()


def _retry_after(headers: Mapping[str, str]) -> float:
    """Seconds to wait; a date or nonsense is 0, so that our own pauses hold."""
    try:
        seconds = float(headers.get("retry-after", ""))
    except ValueError:
        return 0.0
    return seconds if seconds > 0 else 0.0


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count} times"


def _remedy(status: int) -> str:
    if status in (401, 403):
        return "set RTLGEN_API_KEY"
    if status == 404:
        return "check the model's name and that the URL ends in /v1"
    return "check the request's limits and the server's log"


def _cause(error: BaseException) -> str:
    while error.__cause__ is not None:
        error = error.__cause__
    return shorten(str(error)) or type(error).__name__
