"""Where the completions of a run come from: backends, a recording, or the references."""

from __future__ import annotations

import dataclasses
import hashlib
import io
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from rtlgen.backends.replay import Recording, read_recordings
from rtlgen.candidate import Backend, Candidate, DrawsTogether, Request, Sampling
from rtlgen.errors import SpecError, UsageError
from rtlgen.evaluate.foreign import reference_as_candidate
from rtlgen.evaluate.judges import Settings
from rtlgen.evaluate.samples import Sample
from rtlgen.evaluate.suite import Problem, Suite
from rtlgen.prompt import build_request
from rtlgen.spec import Spec, read_spec
from rtlgen.verilog import extract_verilog


class Source(Protocol):
    """Gives the completions of a problem, one set for each model."""

    @property
    def models(self) -> tuple[str, ...]:
        """Names of the models, in the order of reports."""
        ...

    @property
    def settings(self) -> Settings:
        """What decides the completions."""
        ...

    def draw(self, problem: Problem, model: str) -> tuple[Sample, ...]:
        """Return at least one sample; one without a completion says why there is none.

        Raises:
            BackendError: the model cannot be reached, refuses or answers nonsense.
        """
        ...

    def at_once(self, model: str) -> int:
        """Return how many problems are best drawn together."""
        del model
        return 1

    def draw_together(
        self, problems: Sequence[Problem], model: str
    ) -> Sequence[tuple[Sample, ...]]:
        """Return the samples of each problem.

        Raises:
            BackendError: see `draw`; one problem is enough.
        """
        return [self.draw(problem, model) for problem in problems]


class BackendSource(Source):
    """Language models and construction; each backend is a model of its own."""

    def __init__(self, backends: Sequence[Backend], sampling: Sampling) -> None:
        """Ask `backends`; raises UsageError when two have the same name."""
        self._backends = {backend.name: backend for backend in backends}
        self._sampling = sampling
        if len(self._backends) < len(backends):
            raise UsageError("--backend: two backends have the same name; name each one once")

    @property
    def models(self) -> tuple[str, ...]:
        """Names of the backends."""
        return tuple(self._backends)

    @property
    def settings(self) -> Settings:
        """Backends with their servers, and the sampling."""
        names = [str(getattr(b, "identity", b.name)) for b in self._backends.values()]
        return {"backends": names, **dataclasses.asdict(self._sampling)}

    def draw(self, problem: Problem, model: str) -> tuple[Sample, ...]:
        """Ask a backend for completions; a deterministic one may give fewer than asked for."""
        request, remark = request_for(problem)
        candidates = self._backends[model].generate(request, self._sampling)
        return _answered(problem, model, candidates, remark)

    def at_once(self, model: str) -> int:
        """Fill a batch where a backend draws several requests in one."""
        backend = self._backends[model]
        rows = backend.at_once if isinstance(backend, DrawsTogether) else 1
        return max(1, rows // self._sampling.n)

    def draw_together(
        self, problems: Sequence[Problem], model: str
    ) -> Sequence[tuple[Sample, ...]]:
        """Ask for several problems in one batch, where the backend can; see `draw`."""
        backend = self._backends[model]
        if not isinstance(backend, DrawsTogether):
            return super().draw_together(problems, model)
        asked = [request_for(problem) for problem in problems]
        drawn = backend.generate_together([request for request, _ in asked], self._sampling)
        return [
            _answered(problem, model, candidates, remark)
            for problem, candidates, (_, remark) in zip(problems, drawn, asked, strict=True)
        ]


class RecordedSource(Source):
    """Completions that were recorded, for this benchmark, in a file."""

    def __init__(self, path: Path, suite: Suite) -> None:
        """Read the file.

        Raises:
            UsageError: it cannot be read, two rows have the same place, or it belongs to another
                benchmark.
        """
        known = {problem.id for problem in suite.problems}
        everything = read_recordings(path)
        recordings = [recording for recording in everything if recording.id in known]
        self.strangers = len(everything) - len(recordings)
        """Rows of the file whose id is no problem of the suite."""
        if not recordings:
            raise UsageError(f"{path}: no row has the id of a problem of {suite.path}")
        _refuse_repetitions(path, recordings)
        self._path = path
        self._recordings: dict[tuple[str, str], list[Recording]] = {}
        for recording in recordings:
            self._recordings.setdefault((recording.id, recording.model), []).append(recording)

    @property
    def models(self) -> tuple[str, ...]:
        """Names of the recorded models, in the order of the file."""
        return tuple(dict.fromkeys(model for _, model in self._recordings))

    @property
    def settings(self) -> Settings:
        """Content of the file."""
        return {"completions sha256": hashlib.sha256(self._path.read_bytes()).hexdigest()}

    def draw(self, problem: Problem, model: str) -> tuple[Sample, ...]:
        """Return what was recorded; a problem that was left out counts as not solved."""
        rows = self._recordings.get((problem.id, model), [])
        trials = [row.trial for row in rows if row.trial is not None]
        if len(trials) < len(rows):  # some have no number of their own
            trials = list(range(1, len(rows) + 1))
        candidates = [
            (trial, _recorded(row, problem)) for trial, row in zip(trials, rows, strict=True)
        ]
        return _numbered(problem, model, candidates, "no completion was recorded")


class ReferenceSource(Source):
    """The references themselves: tells whether the benchmark accepts what it calls right."""

    models = ("reference",)

    @property
    def settings(self) -> Settings:
        """Nothing but that it is this source."""
        return {"references": "yes"}

    def draw(self, problem: Problem, model: str) -> tuple[Sample, ...]:
        """Return the reference under the name that a candidate must have."""
        verilog = reference_as_candidate(problem)
        candidates = [(1, Candidate(verilog=verilog, backend=model))] if verilog else []
        return _numbered(problem, model, candidates, "the row has no reference")


def request_for(problem: Problem) -> tuple[Request, str]:
    """Return what a backend is asked, and a remark where the prompt's ports could not be read.

    A prompt that the reader refuses is still sent as text: a language model may do better.
    """
    try:
        spec = read_spec("-", name=problem.top, stdin=io.BytesIO(problem.prompt.encode()))
    except SpecError as error:
        spec = Spec(name=problem.top, text=problem.prompt, ports=())
        return build_request(spec), f"the prompt's ports could not be read: {error}"
    return build_request(spec), ""


def _refuse_repetitions(path: Path, recordings: Sequence[Recording]) -> None:
    seen: dict[tuple[str, str, int], int] = {}
    for row in recordings:
        if row.trial is None:
            continue
        earlier = seen.setdefault((row.id, row.model, row.trial), row.line)
        if earlier != row.line:
            raise UsageError(
                f"{path}:{row.line}: trial {row.trial} of {row.model} for {row.id!r} is already "
                f"in line {earlier}; trials must differ"
            )


def _recorded(row: Recording, problem: Problem) -> Candidate:
    return Candidate(
        verilog=extract_verilog(row.completion, top=problem.top), backend=row.model,
        completion=row.completion, usage=row.usage,
    )  # fmt: skip


def _answered(
    problem: Problem, model: str, candidates: Sequence[Candidate], remark: str
) -> tuple[Sample, ...]:
    missing = "the backend had no answer" + (f"; {remark}" if remark else "")
    return _numbered(problem, model, list(enumerate(candidates, 1)), missing)


def _numbered(
    problem: Problem, model: str, candidates: Sequence[tuple[int, Candidate]], missing: str
) -> tuple[Sample, ...]:
    """Make samples of (trial, candidate) pairs, or the one that says why there are none."""
    if not candidates:
        nothing = Candidate(verilog="", backend=model)
        return (
            Sample(problem=problem.id, model=model, trial=1, of=1, candidate=nothing,
                   missing=missing),
        )  # fmt: skip
    return tuple(
        Sample(problem=problem.id, model=model, trial=trial, of=len(candidates),
               candidate=candidate)
        for trial, candidate in candidates
    )  # fmt: skip
