"""Any OpenAI-compatible server, through the openai client."""

from __future__ import annotations

import base64
import os
import random
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from rtlgen.candidate import Candidate, Message, Request, Sampling, Usage
from rtlgen.errors import BackendError
from rtlgen.verilog import extract_verilog

_KEYS = ("RTLGEN_API_KEY", "OPENAI_API_KEY")
_RETRIED = frozenset({408, 409, 425, 429, 500, 502, 503, 504})


class ModelPrice(Protocol):
    """US dollars per million tokens."""

    @property
    def input(self) -> float:
        """Price of prompt tokens."""
        ...

    @property
    def output(self) -> float:
        """Price of completion tokens."""
        ...


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


class EndpointBackend:
    """Draws candidates from a server.

    Servers drop `n` in silence: the choices are counted and the rest is asked for again. Calls
    that are refused for a passing reason are tried again with growing pauses until the deadline.
    """

    def __init__(self, server: Server, *, prices: Mapping[str, ModelPrice] | None = None) -> None:
        """Talk to `server`; `prices` is the table of the configuration, model → price."""
        self._server = server
        self._price = (prices or {}).get(server.model)
        self.name = f"endpoint:{server.model}"
        self.identity = f"endpoint:{server.url}:{server.model}"

    def generate(
        self,
        request: Request,
        sampling: Sampling,
        *,
        on_candidate: Callable[[Candidate], None] | None = None,
    ) -> tuple[Candidate, ...]:
        """Draw `sampling.n` candidates.

        Raises:
            BackendError: the server cannot be reached, refuses, or answers nonsense.
        """
        deadline = time.monotonic() + self._server.deadline_s
        messages = [self._message(m) for m in request.messages]
        candidates: list[Candidate] = []
        while len(candidates) < sampling.n:
            started = time.monotonic()
            answer = self._ask(
                messages, sampling, sampling.n - len(candidates), len(candidates), deadline
            )
            latency = time.monotonic() - started
            for choice in answer.choices[: sampling.n - len(candidates)]:
                candidate = self._candidate(choice, answer, request, sampling, latency)
                candidates.append(candidate)
                if on_candidate is not None:
                    on_candidate(candidate)
        return tuple(candidates)

    def _message(self, message: Message) -> dict[str, Any]:
        if not (message.figures and self._server.sees_images):
            return {"role": message.role, "content": message.text}
        parts: list[dict[str, Any]] = [{"type": "text", "text": message.text}]
        for figure in message.figures:
            data = base64.b64encode(Path(figure.path).read_bytes()).decode()
            url = f"data:{figure.media_type};base64,{data}"
            parts.append({"type": "image_url", "image_url": {"url": url}})
        return {"role": message.role, "content": parts}

    def _ask(
        self,
        messages: list[dict[str, Any]],
        sampling: Sampling,
        n: int,
        drawn: int,
        deadline: float,
    ) -> Any:
        import openai

        attempt = 0
        while True:
            left = deadline - time.monotonic()
            if left <= 0:
                raise self._error(
                    f"gave no answer within {self._server.deadline_s:g} s",
                    "try again later, or raise endpoint.deadline_s",
                )
            try:
                with self._client(min(left, self._server.timeout_s)) as client:
                    answer = client.chat.completions.create(
                        model=self._server.model,
                        messages=messages,
                        n=n,
                        temperature=sampling.temperature,
                        max_tokens=sampling.max_tokens,
                        seed=sampling.seed + drawn,
                    )
                return self._checked(answer)
            except openai.APIStatusError as error:
                if error.status_code not in _RETRIED:
                    raise self._error(
                        f"answers {error.status_code}: {_shorten(error.message)}",
                        _remedy(error.status_code),
                    ) from error
                reason, pause = f"answers {error.status_code}", _retry_after(error.response.headers)
            except openai.APITimeoutError:
                reason, pause = f"gives no answer within {self._server.timeout_s:g} s", None
            except openai.APIConnectionError as error:
                reason, pause = f"cannot be reached ({_cause(error)})", None
            except (openai.OpenAIError, ValueError) as error:
                raise self._error(
                    f"answers something that is no completion: {_shorten(str(error))}",
                    "check that the URL ends in /v1",
                ) from error
            attempt += 1
            wait = (
                pause
                if pause is not None
                else min(30.0, 0.25 * 2**attempt) * random.uniform(0.5, 1)  # noqa: S311
            )
            if time.monotonic() + wait >= deadline:
                raise self._error(
                    f"{reason}, {attempt} times until the deadline of "
                    f"{self._server.deadline_s:g} s",
                    "check the URL and the server, or raise endpoint.deadline_s",
                )
            time.sleep(wait)

    def _client(self, timeout_s: float) -> Any:
        import openai

        key = next((os.environ[k] for k in _KEYS if os.environ.get(k)), "none")
        return openai.OpenAI(
            base_url=self._server.url, api_key=key, timeout=timeout_s, max_retries=0
        )

    def _checked(self, answer: Any) -> Any:
        """Refuse answers without choices; the client passes HTML and empty objects on."""
        choices = getattr(answer, "choices", None)
        if not isinstance(choices, list):
            raise self._error(
                f"answers something that is no completion: {_shorten(str(answer))}",
                "check that the URL ends in /v1",
            )
        if not choices:
            raise self._error("answers without any choice", "check the model's name and limits")
        return answer

    def _candidate(
        self, choice: Any, answer: Any, request: Request, sampling: Sampling, latency_s: float
    ) -> Candidate:
        text = getattr(choice.message, "content", None) or ""
        return Candidate(
            verilog=extract_verilog(text, top=request.spec.name),
            backend=self.name,
            completion=text,
            sampling=sampling,
            usage=self._usage(answer, request, text, latency_s),
            logprob=_logprob(choice),
            note="cut off at max_tokens" if choice.finish_reason == "length" else "",
        )

    def _usage(self, answer: Any, request: Request, text: str, latency_s: float) -> Usage:
        """Share the usage of a call among its choices; about four characters make a token."""
        count = len(answer.choices)
        is_estimated = answer.usage is None
        if is_estimated:
            prompt = sum(len(m.text) for m in request.messages) // 4
            completion = len(text) // 4
        else:
            prompt = answer.usage.prompt_tokens // count
            completion = answer.usage.completion_tokens // count
        cost = None
        if self._price is not None:
            cost = (prompt * self._price.input + completion * self._price.output) / 1e6
        return Usage(
            prompt_tokens=prompt,
            completion_tokens=completion,
            latency_s=latency_s / count,
            cost_usd=cost,
            is_estimated=is_estimated,
        )

    def _error(self, problem: str, remedy: str) -> BackendError:
        return BackendError(
            f"{self._server.url}: model {self._server.model!r}: the server {problem}; {remedy}"
        )


def _logprob(choice: Any) -> float | None:
    tokens = getattr(getattr(choice, "logprobs", None), "content", None)
    return sum(token.logprob for token in tokens) if tokens else None


def _retry_after(headers: Mapping[str, str]) -> float | None:
    try:
        return max(0.0, float(headers.get("retry-after", "")))
    except ValueError:
        return None


def _remedy(status: int) -> str:
    if status in (401, 403):
        return "set RTLGEN_API_KEY"
    if status == 404:
        return "check the model's name and that the URL ends in /v1"
    return "check the request's limits and the server's log"


def _cause(error: BaseException) -> str:
    while error.__cause__ is not None:
        error = error.__cause__
    return _shorten(str(error)) or type(error).__name__


def _shorten(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= 160 else plain[:157] + "..."
