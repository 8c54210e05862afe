"""Completions kept in SQLite by canonical request; no pickle."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Callable
from pathlib import Path

from rtlgen.candidate import Backend, Candidate, Request, Sampling, Usage
from rtlgen.store import TextStore


class CompletionCache:
    """A file of completions; several processes may use it at once.

    It is opened, or made, when a backend is first asked; that raises UsageError when it cannot be.
    """

    def __init__(self, path: Path) -> None:
        """Use the file `path`."""
        self._path = path
        self._opened: TextStore | None = None

    def close(self) -> None:
        """Close the file."""
        if self._opened is not None:
            self._opened.close()

    @property
    def _store(self) -> TextStore:
        if self._opened is None:
            self._opened = TextStore(
                self._path, noun="the cache of completions", remedy="give --no-cache"
            )
        return self._opened

    def read(self, key: str, first: int, count: int) -> list[Candidate]:
        """Return stored candidates of a request in order, from `first` on, `count` at most.

        Raises:
            ToolCrashed: the file is damaged.
        """
        keys = [f"{key}/{position}" for position in range(first, first + count)]
        texts = self._store.read(keys)
        candidates = []
        for name in keys:
            try:
                candidates.append(_decode(texts[name]))
            except (ValueError, KeyError, TypeError):
                break  # not there, or of another version of rtlgen: it is drawn, and stored, again
        return candidates

    def write(self, key: str, position: int, candidate: Candidate) -> None:
        """Store one candidate of a request.

        Raises:
            ToolCrashed: the disk is full or the file is damaged.
        """
        text = json.dumps(dataclasses.asdict(candidate))
        self._store.write([(f"{key}/{position}", text)])


def _decode(text: str) -> Candidate:
    record = json.loads(text)
    record["sampling"] = Sampling(**record["sampling"])
    record["usage"] = Usage(**record["usage"])
    return Candidate(**record)


def request_key(identity: str, request: Request, sampling: Sampling) -> str:
    """Return the SHA-256 of everything but `n` that decides the completions."""
    material = {
        "backend": identity,
        "module": request.spec.name,
        "messages": [
            [m.role, m.text, [hashlib.sha256(Path(f.path).read_bytes()).hexdigest()
                              for f in m.figures if Path(f.path).is_file()]]
            for m in request.messages
        ],
        "temperature": sampling.temperature,
        **({"beams": sampling.beams} if sampling.beams > 1 and not sampling.temperature else {}),
        "max_tokens": sampling.max_tokens,
        "seed": sampling.seed,
    }  # fmt: skip
    text = json.dumps(material, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


class CachedBackend:
    """A backend that asks another one only for what the cache lacks; errors are never kept."""

    def __init__(self, backend: Backend, cache: CompletionCache) -> None:
        """Wrap `backend`."""
        self._backend = backend
        self._cache = cache

    @property
    def name(self) -> str:
        """Name of the wrapped backend."""
        return self._backend.name

    def generate(
        self,
        request: Request,
        sampling: Sampling,
        *,
        on_candidate: Callable[[Candidate], None] | None = None,
    ) -> tuple[Candidate, ...]:
        """Return stored candidates first, then new ones.

        A new one is stored as soon as it is there, so that a run that is interrupted pays for it
        once.
        """
        identity = str(getattr(self._backend, "identity", self._backend.name))
        key = request_key(identity, request, sampling)
        known = self._cache.read(key, sampling.first, sampling.n)
        for candidate in known:
            if on_candidate is not None:
                on_candidate(candidate)
        missing = sampling.n - len(known)
        if missing <= 0:
            return tuple(known)
        position = sampling.first + len(known)

        def keep(candidate: Candidate) -> None:
            nonlocal position
            self._cache.write(key, position, candidate)
            position += 1
            if on_candidate is not None:
                on_candidate(candidate)

        rest = dataclasses.replace(sampling, n=missing, first=position)
        return (*known, *self._backend.generate(request, rest, on_candidate=keep))
