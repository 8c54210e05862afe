"""Any OpenAI-compatible server, through the openai client.

    chat.py    one question, retried        answer.py  what came back

Not covered: streaming, the Responses interface, tool calls.
"""

from __future__ import annotations

import base64
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

from rtlgen.backends.answer import Answer, Choice, Tokens
from rtlgen.backends.chat import ChatClient, Server, shown_url
from rtlgen.candidate import Candidate, Message, Request, Sampling, Usage
from rtlgen.errors import BackendError
from rtlgen.verilog import extract_verilog


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

    @property
    def cached(self) -> float | None:
        """Price of prompt tokens that the server had in its cache; None = as `input`."""
        ...


class EndpointBackend:
    """Draws candidates from a server.

    Servers drop `n` in silence: the choices are counted and the rest is asked for again. Calls
    that are refused for a passing reason are tried again with growing pauses until the deadline.
    """

    def __init__(
        self,
        server: Server,
        *,
        prices: Mapping[str, ModelPrice] | None = None,
        notify: Callable[[str], object] = lambda _: None,
    ) -> None:
        """Talk to a server.

        Args:
            server: Where it is.
            prices: The table of the configuration, model → price.
            notify: Called with a line for people when the server makes us wait.
        """
        self._server = server
        self._price = (prices or {}).get(server.model)
        self._notify = notify
        self._client = ChatClient(server, notify=notify)
        self.name = f"endpoint:{server.model}"
        images = ":images" if server.sees_images else ""
        self.identity = f"endpoint:{shown_url(server.url)}:{server.model}{images}"

    def generate(
        self,
        request: Request,
        sampling: Sampling,
        *,
        on_candidate: Callable[[Candidate], None] | None = None,
    ) -> tuple[Candidate, ...]:
        """Draw `sampling.n` candidates; fewer when the server fails after the first.

        Raises:
            BackendError: the server cannot be reached, refuses, or answers nonsense.
        """
        deadline = time.monotonic() + self._server.deadline_s
        messages = [self._message(m) for m in request.messages]
        candidates: list[Candidate] = []
        while (missing := sampling.n - len(candidates)) > 0:
            question = {
                "messages": messages,
                "n": missing,
                "temperature": sampling.temperature,
                "max_tokens": sampling.max_tokens,
                "seed": sampling.seed + sampling.first + len(candidates),
            }
            started = time.monotonic()
            try:
                answer = self._client.ask(question, deadline=deadline)
            except BackendError as error:
                if not candidates:
                    raise
                self._notify(f"{error}; going on with {len(candidates)} of {sampling.n} candidates")
                break
            choices = answer.choices[:missing]
            usages = self._usages(choices, answer, request, time.monotonic() - started)
            for choice, usage in zip(choices, usages, strict=True):
                candidate = self._candidate(choice, usage, request, sampling)
                candidates.append(candidate)
                if on_candidate is not None:
                    on_candidate(candidate)
        return tuple(candidates)

    def _message(self, message: Message) -> dict[str, Any]:
        if not (message.figures and self._server.sees_images):
            return {"role": message.role, "content": message.text}
        parts: list[dict[str, Any]] = [{"type": "text", "text": message.text}]
        for figure in message.figures:
            try:
                data = base64.b64encode(Path(figure.path).read_bytes()).decode()
            except OSError as error:
                raise BackendError(
                    f"{figure.path}: the figure cannot be sent: {error.strerror}; correct the "
                    "path, or set endpoint.sees_images = false"
                ) from error
            url = f"data:{figure.media_type};base64,{data}"
            parts.append({"type": "image_url", "image_url": {"url": url}})
        return {"role": message.role, "content": parts}

    def _candidate(
        self, choice: Choice, usage: Usage, request: Request, sampling: Sampling
    ) -> Candidate:
        return Candidate(
            verilog=extract_verilog(choice.text, top=request.spec.name),
            backend=self.name,
            completion=choice.text,
            sampling=sampling,
            usage=usage,
            logprob=choice.logprob,
            note="cut off at max_tokens" if choice.is_cut_off else "",
        )

    def _usages(
        self, choices: Sequence[Choice], answer: Answer, request: Request, latency_s: float
    ) -> list[Usage]:
        """Share the usage of a call among its candidates, so that their sum is the call's."""
        tokens = answer.tokens or _estimate(choices, request)
        cost = self._cost(tokens)
        count = len(choices)
        return [
            Usage(
                prompt_tokens=_share(tokens.prompt, count, index),
                completion_tokens=_share(tokens.completion, count, index),
                latency_s=latency_s / count,
                cost_usd=None if cost is None else cost / count,
                is_estimated=answer.tokens is None,
            )
            for index in range(count)
        ]

    def _cost(self, tokens: Tokens) -> float | None:
        if self._price is None:
            return None
        cached_price = self._price.input if self._price.cached is None else self._price.cached
        fresh = tokens.prompt - tokens.cached
        dollars = fresh * self._price.input + tokens.cached * cached_price
        return (dollars + tokens.completion * self._price.output) / 1e6


def _estimate(choices: Sequence[Choice], request: Request) -> Tokens:
    """About four characters make a token."""
    prompt = sum(len(m.text) for m in request.messages) // 4
    return Tokens(prompt=prompt, completion=sum(len(c.text) for c in choices) // 4, cached=0)


def _share(total: int, count: int, index: int) -> int:
    """The part of one of `count` sharers; the first ones take what is left over."""
    return total // count + (index < total % count)
