"""What is asked of a backend, and what comes back."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol, runtime_checkable

from rtlgen.spec.model import Figure, Spec


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One turn of a chat; images travel as content parts where a backend can see."""

    role: Literal["system", "user", "assistant"]
    text: str
    figures: tuple[Figure, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A specification and the prompt that was made of it."""

    spec: Spec
    messages: tuple[Message, ...]
    turn: int = 0
    """How often an answer was sent back with what is wrong; backends that cannot take up a remark
    have no more to say from 1 on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sampling:
    """How completions are drawn."""

    n: int = 1
    temperature: float = 0.8
    beams: int = 1
    """Beginnings that are kept in the search for the likeliest completion, at temperature 0.

    1 = the likeliest token each time. Only models of `rtlgen train` search; others take no notice.
    """
    max_tokens: int = 2048
    seed: int = 0
    first: int = 0
    """Number of the first candidate: with 4, those that come after the first four are drawn."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Usage:
    """What one completion cost."""

    prompt_tokens: int = 0
    completion_tokens: int = 0
    latency_s: float = 0.0
    cost_usd: float | None = None
    """None when no price is configured for the model."""
    is_estimated: bool = False
    """The server gave no usage, the token counts are ours."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One Verilog text that a backend proposes for a specification."""

    verilog: str
    """Source text of all modules; empty when the completion held none."""
    backend: str
    """Name of the backend, with the model: `endpoint:gpt-x`, `exact:kmap`."""
    completion: str = ""
    """The raw text the Verilog was taken from; empty for backends that write no prose."""
    sampling: Sampling = Sampling()
    usage: Usage = Usage()
    logprob: float | None = None
    """Sum of the log probabilities of the completion in nats, or None."""
    prompt_logprob: float | None = None
    """The same of the prompt, after its first token: how familiar it is to the model."""
    note: str = ""
    """How it was made, for people: `K-map at spec.md:9, minimised to 3 terms`."""

    @property
    def id(self) -> str:
        """Content hash of the Verilog."""
        return identity_of(self.verilog)

    @property
    def familiarity(self) -> float | None:
        """Mean log probability of a token of the prompt in nats, or None."""
        tokens = self.usage.prompt_tokens - 1
        return self.prompt_logprob / tokens if self.prompt_logprob is not None and tokens else None


def identity_of(verilog: str) -> str:
    """Return the first 16 hex digits of the SHA-256 of a text."""
    return hashlib.sha256(verilog.encode("utf-8", "surrogatepass")).hexdigest()[:16]


class Backend(Protocol):
    """Anything that turns a request into candidates."""

    @property
    def name(self) -> str:
        """Name as it stands in reports, for example `endpoint:my-model`."""
        ...

    def generate(
        self,
        request: Request,
        sampling: Sampling,
        *,
        on_candidate: Callable[[Candidate], None] | None = None,
    ) -> tuple[Candidate, ...]:
        """Draw `sampling.n` candidates from number `sampling.first` on.

        Fewer come when the backend has no more to say.

        Args:
            request: The specification and its prompt.
            sampling: Number, temperature, limits and seed.
            on_candidate: Called for each candidate as it arrives.

        Raises:
            BackendError: the backend cannot be reached, refuses or answers nonsense.
        """
        ...


@runtime_checkable
class DrawsTogether(Protocol):
    """A backend that may draw for several requests in one batch, faster than one by one."""

    @property
    def at_once(self) -> int:
        """Candidates that make a good batch; 1 = it draws for one request after the other."""
        ...

    def generate_together(
        self, requests: Sequence[Request], sampling: Sampling
    ) -> Sequence[tuple[Candidate, ...]]:
        """Draw `sampling.n` candidates for each request.

        Raises:
            BackendError: see `Backend.generate`; nothing is drawn if one request is refused.
        """
        ...
