"""The folder of one specification: the chosen Verilog and why it can be trusted.

NAME.v                 the chosen Verilog; absent when every candidate failed
evidence.json          spec hash, candidates, checks, seeds, tool versions, replay command
candidates/ID.v        every text that was judged
opinions/N.md          what was answered for the Nth second opinion
mismatch.json, .fst    the first mismatch of the best candidate, when it failed
questions.json         what a person should say, and has said; see `questions.py`
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rtlgen.evidence.files import write_text
from rtlgen.evidence.folder import make_folder
from rtlgen.evidence.questions import write_questions
from rtlgen.evidence.record import (
    candidate_record,
    finding_record,
    opinion_record,
    verdict_record,
)
from rtlgen.evidence.trace import write_trace
from rtlgen.sandbox import tool_versions
from rtlgen.search import Judged, Opinion, Ranking
from rtlgen.spec.model import Obligation, Spec
from rtlgen.verdict import Status

SCHEMA_VERSION = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundle:
    """Everything that is written about one specification."""

    spec: Spec
    obligations: tuple[Obligation, ...]
    ranking: Ranking
    seed: int
    replay_command: str
    """What the user types to judge the chosen file again."""
    answers: int = 0
    """Questions that a person has answered; they are among the obligations."""
    waveform: Path | None = None
    """FST of the first mismatch of the best candidate, where one was written."""


def spec_hash(spec: Spec) -> str:
    """SHA-256 of the text of a specification with its ports and artefacts."""
    material = repr((spec.name, spec.text, spec.ports, spec.artefacts))
    return hashlib.sha256(material.encode()).hexdigest()


def write_bundle(folder: Path, bundle: Bundle) -> Path | None:
    """Write the folder and return the path of the chosen Verilog.

    A candidate that FAILed is never written as `NAME.v`; it lies among the candidates.

    Raises:
        UsageError, ToolCrashed: see `write_text`.
    """
    candidates = make_folder(folder / "candidates")
    for item in bundle.ranking.judged:
        write_text(candidates / f"{item.candidate.id}.v", item.candidate.verilog)
    chosen = folder / f"{bundle.spec.name}.v"
    best = bundle.ranking.best
    if best is not None and best.verdict.status is not Status.FAIL:
        write_text(chosen, best.candidate.verilog)
    else:
        chosen.unlink(missing_ok=True)
    _write_opinions(folder / "opinions", bundle.ranking.opinions)
    files = _write_mismatch(folder, bundle, best)
    write_questions(folder, bundle.ranking.dispute)
    record = {**_record(bundle), "files": files}
    # Written last: a folder with evidence.json is a finished one.
    write_text(folder / "evidence.json", json.dumps(record, indent=1) + "\n")
    return chosen if chosen.exists() else None


def _write_opinions(folder: Path, opinions: Sequence[Opinion]) -> None:
    """Keep what was answered; what an earlier run was told goes away with it."""
    for path in folder.glob("*.md"):
        if path.stem.isdigit():
            path.unlink()
    for number, opinion in enumerate(opinions, 1):
        if opinion.text:
            write_text(make_folder(folder) / f"{number}.md", f"{opinion.text}\n")


def _write_mismatch(folder: Path, bundle: Bundle, best: Judged | None) -> dict[str, str]:
    trace, waveform = folder / "mismatch.json", folder / "mismatch.fst"
    trace.unlink(missing_ok=True)
    waveform.unlink(missing_ok=True)
    evidence = best.verdict.evidence if best else None
    files: dict[str, str] = {}
    if evidence is not None and evidence.trace:
        write_trace(trace, evidence, top=bundle.spec.name)
        files["trace"] = trace.name
        if bundle.waveform is not None and bundle.waveform.is_file():
            shutil.move(bundle.waveform, waveform)
            files["waveform"] = waveform.name
    return files


def _record(bundle: Bundle) -> dict[str, Any]:
    spec, ranking = bundle.spec, bundle.ranking
    return {
        "schema_version": SCHEMA_VERSION,
        "spec": {"path": spec.path, "name": spec.name, "sha256": spec_hash(spec)},
        "status": ranking.status.value,
        "chosen": None if ranking.best is None else ranking.best.candidate.id,
        "why": ranking.why,
        "drawn": ranking.drawn,
        "answers": bundle.answers,
        "question": None if ranking.dispute is None else ranking.dispute.question,
        "agreement": None if ranking.agreement is None else round(ranking.agreement, 4),
        "groups": [list(group) for group in ranking.groups],
        "trust": {name: round(weight, 4) for name, weight in ranking.trust.items()},
        "opinions": [opinion_record(opinion) for opinion in ranking.opinions],
        "elapsed_s": round(ranking.elapsed_s, 3),
        "seed": bundle.seed,
        "obligations": [
            {"name": o.name, "vectors": len(o.vectors), "determines_the_design": o.is_complete}
            for o in bundle.obligations
        ],
        "candidates": [
            {**candidate_record(item.candidate), "verdict": verdict_record(item.verdict)}
            for item in ranking.judged
        ],
        "findings": [finding_record(finding) for finding in spec.findings],
        "tools": dict(tool_versions()),
        "replay": bundle.replay_command,
    }
