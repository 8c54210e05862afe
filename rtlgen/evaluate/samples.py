"""One completion of one problem, and its row in `samples.jsonl`."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from rtlgen.candidate import Candidate, Usage


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """A candidate with its place in a run."""

    problem: str
    """Id of the problem."""
    model: str
    """Where it came from: the name of a backend or of a recorded model, or `reference`."""
    trial: int
    """Number among the completions of this model for this problem."""
    of: int
    """How many of them were written together; fewer in the file means that it was cut off."""
    candidate: Candidate
    missing: str = ""
    """Why there is no completion; such a sample counts as not passed."""

    @property
    def key(self) -> tuple[str, str, int]:
        """(problem, model, trial)."""
        return (self.problem, self.model, self.trial)


def sample_record(sample: Sample) -> dict[str, Any]:
    """Return a sample as a JSON object."""
    candidate = sample.candidate
    return {
        "id": sample.problem,
        "model": sample.model,
        "trial": sample.trial,
        "of": sample.of,
        "candidate": candidate.id,
        "verilog": candidate.verilog,
        "completion": candidate.completion,
        "note": candidate.note,
        "logprob": candidate.logprob,
        "prompt_logprob": candidate.prompt_logprob,
        "usage": dataclasses.asdict(candidate.usage),
        "missing": sample.missing,
    }


def read_sample(row: Mapping[str, Any]) -> Sample:
    """Read a row that `sample_record` made; raises KeyError or TypeError for another one."""
    candidate = Candidate(
        verilog=row["verilog"], backend=row["model"], completion=row["completion"],
        usage=Usage(**row["usage"]), logprob=row["logprob"], note=row["note"],
        prompt_logprob=row.get("prompt_logprob"),
    )  # fmt: skip
    return Sample(
        problem=row["id"], model=row["model"], trial=row["trial"], of=row["of"],
        candidate=candidate, missing=row["missing"],
    )  # fmt: skip
