"""The folder of a run: what was asked for, samples, verdicts; what makes a run resumable.

    bench.json      the settings that decide the results
    samples.jsonl   a row for each completion
    verdicts.jsonl  a row for each completion and judge; the last row of a completion counts
    report.json     the scores

Rows are only ever added. A last row that was cut off is dropped.
"""

from __future__ import annotations

import fcntl
import json
import os
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rtlgen.errors import UsageError, write_error
from rtlgen.evaluate.judges import Judgement, Settings
from rtlgen.evaluate.samples import Sample, read_sample, sample_record
from rtlgen.evidence import OutputFolder
from rtlgen.evidence.files import write_text
from rtlgen.verdict import Status

SCHEMA_VERSION = 1
_SETTINGS, _SAMPLES, _VERDICTS, _LOCK = "bench.json", "samples.jsonl", "verdicts.jsonl", ".lock"

VerdictKey = tuple[str, str, int, str]
"""(problem, model, trial, judge)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RunSettings:
    """Everything that decides the results of a run."""

    suite_sha256: str
    source: Settings | None
    """Where completions come from; None = whatever the folder holds."""
    judges: Mapping[str, Settings]
    """Settings of each judge by its name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VerdictRow:
    """What one judge said of one sample."""

    problem: str
    model: str
    trial: int
    judge: str
    candidate: str
    """Content hash of the Verilog that was judged."""
    judgement: Judgement

    @property
    def key(self) -> VerdictKey:
        """(problem, model, trial, judge)."""
        return (self.problem, self.model, self.trial, self.judge)


@dataclass(frozen=True, slots=True, kw_only=True)
class RunFolder:
    """An open run; made by `open_run`."""

    path: Path

    def samples(self) -> tuple[Sample, ...]:
        """Return the samples; those of a problem and model that are not all there are left out."""
        found: dict[tuple[str, str, int], Sample] = {}
        sizes: dict[tuple[str, str], int] = {}
        for number, row in enumerate(_read_rows(self.path / _SAMPLES), 1):
            try:
                sample = read_sample(row)
            except (KeyError, TypeError) as error:
                raise _foreign_row(self.path / _SAMPLES, number) from error
            found[sample.key] = sample
            sizes[sample.key[:2]] = sample.of
        last = [s for s in found.values() if s.of == sizes[s.key[:2]]]
        counts = Counter(sample.key[:2] for sample in last)
        return tuple(s for s in last if counts[s.key[:2]] == s.of)

    def verdicts(self) -> dict[VerdictKey, VerdictRow]:
        """Return the last verdict of each sample and judge."""
        found = {}
        for number, row in enumerate(_read_rows(self.path / _VERDICTS), 1):
            try:
                verdict = _read_verdict(row)
            except (KeyError, TypeError, ValueError) as error:
                raise _foreign_row(self.path / _VERDICTS, number) from error
            found[verdict.key] = verdict
        return found

    def add_samples(self, samples: Sequence[Sample]) -> None:
        """Append the samples of one problem and model."""
        _append_rows(self.path / _SAMPLES, [sample_record(sample) for sample in samples])

    def add_verdicts(self, verdicts: Sequence[VerdictRow]) -> None:
        """Append verdicts."""
        _append_rows(self.path / _VERDICTS, [_verdict_record(verdict) for verdict in verdicts])


@contextmanager
def open_run(path: Path, settings: RunSettings, *, is_forced: bool = False) -> Iterator[RunFolder]:
    """Create a run folder, or take up the run that it holds.

    Args:
        path: The folder.
        settings: Of this run.
        is_forced: Throw away earlier results that were made with other settings.

    Raises:
        UsageError: the folder holds something else, was made with other settings, or is in use.
    """
    OutputFolder.open(path, fingerprint="rtlgen bench", is_forced=is_forced)
    with _locked(path):
        old = _read_settings(path)
        new = {
            "suite": {"sha256": settings.suite_sha256},
            "source": old.get("source") if settings.source is None else dict(settings.source),
            "judges": {**old.get("judges", {}), **{k: dict(v) for k, v in settings.judges.items()}},
        }
        stale = _differences(old, new)
        if stale and not is_forced:
            told = "; ".join(text for texts in stale.values() for text in texts)
            raise UsageError(
                f"{path}: holds another run: {told}; name another --out, or give --force to throw "
                "away what does not fit"
            )
        _discard(path, stale, old)
        record = {"schema_version": SCHEMA_VERSION, **new}
        write_text(path / _SETTINGS, json.dumps(record, indent=1) + "\n")
        yield RunFolder(path=path)


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    """Keep a second process out; the lock ends with this process, whatever becomes of it."""
    with (path / _LOCK).open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise UsageError(f"{path}: another rtlgen bench is at work in this folder") from error
        yield


def _read_settings(path: Path) -> dict[str, Any]:
    try:
        record = json.loads((path / _SETTINGS).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise UsageError(f"{path / _SETTINGS}: cannot be read: {error}") from error
    return record if isinstance(record, dict) else {}


def _differences(old: dict[str, Any], new: dict[str, Any]) -> dict[str, list[str]]:
    """Say, for the samples (`""`) and for each judge, which settings are not those of before."""
    found: dict[str, list[str]] = {}
    if not old:
        return found
    told = _compare("suite", old.get("suite"), new["suite"])
    told += _compare("", old.get("source"), new["source"])
    if told:
        found[""] = told
    for judge, settings in new["judges"].items():
        before = old.get("judges", {}).get(judge)
        if before is not None and (texts := _compare(judge, before, settings)):
            found[judge] = texts
    return found


def _compare(what: str, old: Settings | None, new: Settings | None) -> list[str]:
    if old is None or new is None:
        return []
    keys = [*old, *(key for key in new if key not in old)]
    return [
        f"{what} {key} was {old.get(key)!r}, is {new.get(key)!r}".strip()
        for key in keys
        if old.get(key) != new.get(key)
    ]


def _discard(path: Path, stale: Mapping[str, Sequence[str]], old: Mapping[str, Any]) -> None:
    """Remove what other settings made: with the samples all verdicts, else those of a judge."""
    if "" in stale or not old:
        for name in (_SAMPLES, _VERDICTS):
            (path / name).unlink(missing_ok=True)
    elif stale:
        kept = [row for row in _read_rows(path / _VERDICTS) if row.get("judge") not in stale]
        write_text(path / _VERDICTS, "".join(json.dumps(row) + "\n" for row in kept))


def _verdict_record(row: VerdictRow) -> dict[str, Any]:
    return {
        "id": row.problem,
        "model": row.model,
        "trial": row.trial,
        "judge": row.judge,
        "candidate": row.candidate,
        "status": row.judgement.status.value,
        "by": row.judgement.by,
        "reason": row.judgement.reason,
        "elapsed_s": round(row.judgement.elapsed_s, 4),
    }


def _read_verdict(row: Mapping[str, Any]) -> VerdictRow:
    judgement = Judgement(
        status=Status(row["status"]), by=row["by"], reason=row["reason"],
        elapsed_s=row["elapsed_s"],
    )  # fmt: skip
    return VerdictRow(
        problem=row["id"], model=row["model"], trial=row["trial"], judge=row["judge"],
        candidate=row["candidate"], judgement=judgement,
    )  # fmt: skip


def _read_rows(path: Path) -> list[dict[str, Any]]:
    """Read JSON lines; a last line that was cut off is removed from the file."""
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return []
    whole = content[: content.rfind(b"\n") + 1]
    if len(whole) < len(content):
        os.truncate(path, len(whole))
    rows = []
    for number, line in enumerate(whole.splitlines(), 1):
        try:
            row = json.loads(line)
        except ValueError as error:
            raise _foreign_row(path, number) from error
        if not isinstance(row, dict):
            raise _foreign_row(path, number)
        rows.append(row)
    return rows


def _foreign_row(path: Path, number: int) -> UsageError:
    return UsageError(f"{path}:{number}: not a row that rtlgen wrote; remove the line")


def _append_rows(path: Path, rows: Sequence[Mapping[str, Any]]) -> None:
    try:
        with path.open("a", encoding="utf-8") as file:
            file.write("".join(json.dumps(row) + "\n" for row in rows))
    except OSError as error:
        raise write_error(path, "cannot be written", error) from error
