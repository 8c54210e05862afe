"""Recorded completions: JSON lines with `id`, `completion` and maybe `model`, `trial`, `usage`.

A row with a `turn` is an answer to a remark: 1 after the first remark, 2 after the second.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rtlgen.candidate import Candidate, Request, Sampling, Usage
from rtlgen.errors import UsageError
from rtlgen.verilog import extract_verilog

_USAGE_KEYS = tuple(field.name for field in dataclasses.fields(Usage))


@dataclass(frozen=True, slots=True, kw_only=True)
class Recording:
    """One recorded completion."""

    id: str
    """What it was asked for: a module, or a problem of a benchmark."""
    model: str
    trial: int | None
    """Its number among those of this id and model, where it was recorded."""
    completion: str
    usage: Usage
    turn: int
    """Of the request that it answers, see `Request`."""
    line: int
    """Line in the file."""


def read_recordings(path: Path) -> tuple[Recording, ...]:
    """Read a file of recorded completions.

    Raises:
        UsageError: the file cannot be read, or a row is none; the message names its line.
    """
    try:
        lines = path.read_bytes().decode().split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: the recording cannot be read: {error}") from error
    recordings = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            recordings.append(_recording(json.loads(line), number))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise UsageError(
                f"{path}:{number}: not a recorded completion; a JSON object with 'id' and "
                "'completion' is needed"
            ) from error
    return tuple(recordings)


def _recording(row: Mapping[str, Any], line: int) -> Recording:
    usage = row.get("usage") or {}
    trial = row.get("trial")
    return Recording(
        id=str(row["id"]),
        model=str(row.get("model", "recorded")),
        trial=None if trial is None else int(trial),
        completion=str(row["completion"]),
        usage=Usage(**{key: usage[key] for key in _USAGE_KEYS if key in usage}),
        turn=int(row.get("turn", 0)),
        line=line,
    )


class ReplayBackend:
    """Answers with what was recorded under the specification's name."""

    def __init__(self, path: Path) -> None:
        """Read the file; raises UsageError with the line of the first row that is none."""
        self.name = f"replay:{path.name}"
        self._recordings = read_recordings(path)

    def generate(
        self,
        request: Request,
        sampling: Sampling,
        *,
        on_candidate: Callable[[Candidate], None] | None = None,
    ) -> tuple[Candidate, ...]:
        """Return recordings in order; fewer when there are no more."""
        candidates = []
        name, first = request.spec.name, sampling.first
        mine = [r for r in self._recordings if r.id == name and r.turn == request.turn]
        for recording in mine[first : first + sampling.n]:
            candidate = Candidate(
                verilog=extract_verilog(recording.completion, top=name),
                backend=f"replay:{recording.model}", completion=recording.completion,
                sampling=sampling, usage=recording.usage,
            )  # fmt: skip
            candidates.append(candidate)
            if on_candidate is not None:
                on_candidate(candidate)
        return tuple(candidates)
