"""Recorded completions: JSON lines with `id`, `completion` and optionally `model` and `trial`."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from rtlgen.candidate import Candidate, Request, Sampling
from rtlgen.errors import UsageError
from rtlgen.verilog import extract_verilog


class ReplayBackend:
    """Answers with what was recorded under the specification's name."""

    def __init__(self, path: Path) -> None:
        """Read the file; raises UsageError with the line of the first row that is none."""
        self.name = f"replay:{path.name}"
        self._rows: dict[str, list[tuple[str, str]]] = {}
        try:
            lines = path.read_text(encoding="utf-8").splitlines()
        except (OSError, UnicodeDecodeError) as error:
            raise UsageError(f"{path}: the recording cannot be read: {error}") from error
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                row = json.loads(line)
                key, text = str(row["id"]), str(row["completion"])
            except (ValueError, KeyError, TypeError) as error:
                raise UsageError(
                    f"{path}:{number}: not a recorded completion; a JSON object with 'id' and "
                    "'completion' is needed"
                ) from error
            self._rows.setdefault(key, []).append((str(row.get("model", "recorded")), text))

    def generate(
        self,
        request: Request,
        sampling: Sampling,
        *,
        on_candidate: Callable[[Candidate], None] | None = None,
    ) -> tuple[Candidate, ...]:
        """Return the first `sampling.n` recordings in order; fewer when there are no more."""
        candidates = []
        for model, text in self._rows.get(request.spec.name, ())[: sampling.n]:
            candidate = Candidate(
                verilog=extract_verilog(text, top=request.spec.name), backend=f"replay:{model}",
                completion=text, sampling=sampling,
            )  # fmt: skip
            candidates.append(candidate)
            if on_candidate is not None:
                on_candidate(candidate)
        return tuple(candidates)
