"""What a server answered, read without trusting it: servers leave out and misspell fields."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any


class NoCompletion(Exception):  # noqa: N818 - what came instead
    """The body of an answer is no completion; the message says what it is instead."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One completion."""

    text: str
    is_cut_off: bool
    """The server stopped at the limit of tokens."""
    logprob: float | None
    """Sum of the log probabilities in nats, where the server gave them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tokens:
    """What a call used, as the server counts."""

    prompt: int
    completion: int
    cached: int
    """Prompt tokens that the server had in its cache; part of `prompt`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A whole answer of `POST /chat/completions`."""

    choices: tuple[Choice, ...]
    tokens: Tokens | None
    """None when the server does not say."""


def read_answer(text: str) -> Answer:
    """Read the body of an answer.

    Raises:
        NoCompletion: it is something else.
    """
    try:
        record = json.loads(text)
    except ValueError as error:
        raise NoCompletion(f"something that is no completion: {shorten(text)}") from error
    choices = record.get("choices") if isinstance(record, dict) else None
    if not isinstance(choices, list):
        raise NoCompletion(f"something that is no completion: {shorten(text)}")
    if not choices:
        raise NoCompletion("without any choice")
    return Answer(
        choices=tuple(_choice(item, text) for item in choices),
        tokens=_tokens(record.get("usage")),
    )


def _choice(item: Any, text: str) -> Choice:
    message = item.get("message") if isinstance(item, dict) else None
    if not isinstance(message, dict):
        raise NoCompletion(f"a choice without a message: {shorten(text)}")
    content = message.get("content")
    return Choice(
        text=content if isinstance(content, str) else "",  # null: a refusal or a tool call
        is_cut_off=item.get("finish_reason") == "length",
        logprob=_logprob(item.get("logprobs")),
    )


def _logprob(record: Any) -> float | None:
    tokens = record.get("content") if isinstance(record, dict) else None
    if not tokens or not isinstance(tokens, list):
        return None
    values = [token.get("logprob") for token in tokens if isinstance(token, dict)]
    numbers = [float(value) for value in values if isinstance(value, int | float)]
    return sum(numbers) if len(numbers) == len(tokens) else None


def _tokens(usage: Any) -> Tokens | None:
    if not isinstance(usage, dict):
        return None
    details = usage.get("prompt_tokens_details")
    prompt, completion = _count(usage, "prompt_tokens"), _count(usage, "completion_tokens")
    if prompt is None or completion is None:
        return None
    cached = _count(details, "cached_tokens") if isinstance(details, dict) else None
    return Tokens(prompt=prompt, completion=completion, cached=min(cached or 0, prompt))


def _count(record: dict[str, Any], name: str) -> int | None:
    value = record.get(name)
    return value if isinstance(value, int) and value >= 0 else None


def shorten(text: str) -> str:
    """The beginning of a text in one line of at most 160 characters."""
    plain = " ".join(text.split())
    return plain if len(plain) <= 160 else plain[:157] + "..."
