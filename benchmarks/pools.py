"""What a strategy may know of recorded candidates, and whether each is right, for scoring alone.

Groups of equal behaviour are found once for all candidates of a problem and then restricted to each
drawn subset, so that hundreds of drawings cost no further simulation. They are kept in a file.
"""

from __future__ import annotations

import dataclasses
import json
import resource
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from rtlgen.candidate import Candidate
from rtlgen.evaluate.choose import pool_for
from rtlgen.evaluate.run_folder import RunFolder
from rtlgen.evaluate.sources import request_for
from rtlgen.evaluate.suite import Problem, Suite
from rtlgen.search.clusters import clusters
from rtlgen.search.ranking import has_idle_ports
from rtlgen.spec import derive_obligations
from rtlgen.verdict import Status

USABLE = (Status.PASS.value, Status.UNKNOWN.value)


@dataclass(frozen=True, kw_only=True)
class Item:
    """One candidate, with what strategies may know and what they may not."""

    text: str
    """Its content hash."""
    backend: str
    """The model that wrote it."""
    status: str
    """By the demands of the prompt."""
    group: int
    """Of equal behaviour; -1 for what was left out."""
    logprob: float | None
    """Of the text, in nats; None where it is not known."""
    is_idle: bool
    """It leaves a port without a use."""
    is_right: bool
    """By the reference or the bench of the problem: only for scoring."""


@dataclass(frozen=True, kw_only=True)
class Pool:
    """The candidates of a problem, in the order in which they were drawn."""

    items: tuple[Item, ...]
    is_determined: bool
    """Some artefact of the prompt determines the design."""
    familiarity: float | None
    """Of the prompt to the model; None where it does not tell."""
    cpu_s: float
    """What judging by the prompt and grouping took."""


def read_pools(suite: Suite, run: Path, kept: Path) -> dict[str, Pool]:
    """Return the pools of a scored run by problem; `kept` holds those that were made before."""
    pools = _kept(kept)
    samples = RunFolder(path=run).samples()
    rights = {
        (row.problem, row.model, row.trial): row.judgement.status is Status.PASS
        for row in RunFolder(path=run).verdicts().values()
    }
    for problem in suite.problems:
        mine = [s for s in samples if s.problem == problem.id and not s.missing]
        if problem.id in pools or not mine:
            continue
        before = _cpu_s()
        known = _grouped(problem, [sample.candidate for sample in mine])
        cpu_s = round(_cpu_s() - before, 2)
        items = tuple(
            dataclasses.replace(
                known[s.candidate.id], backend=s.candidate.backend,
                is_right=rights.get(s.key, False),
            )
            for s in mine
        )  # fmt: skip
        pools[problem.id] = Pool(
            items=items, is_determined=_is_determined(problem), cpu_s=cpu_s,
            familiarity=mine[0].candidate.familiarity,
        )  # fmt: skip
        with kept.open("a") as file:
            row = {"id": problem.id, **dataclasses.asdict(pools[problem.id])}
            file.write(json.dumps(row) + "\n")
        print(problem.id, len({item.group for item in items}), "groups", flush=True)
    return {p.id: pools[p.id] for p in suite.problems if p.id in pools}


def _kept(path: Path) -> dict[str, Pool]:
    rows = [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []
    return {
        row["id"]: Pool(
            items=tuple(Item(**item) for item in row["items"]),
            is_determined=row["is_determined"],
            familiarity=row["familiarity"],
            cpu_s=row["cpu_s"],
        )
        for row in rows
    }


def _cpu_s() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(item.ru_utime + item.ru_stime for item in used)


def _is_determined(problem: Problem) -> bool:
    request, _ = request_for(problem)
    return any(one.is_complete for one in derive_obligations(request.spec)[0])


def _grouped(problem: Problem, candidates: Sequence[Candidate]) -> Mapping[str, Item]:
    """Return an item for each text; those that fail the prompt are in no group."""
    pool = pool_for(problem, candidates, seed=0)
    distinct = {candidate.id: candidate for candidate in candidates}
    verdicts = pool.judge(tuple(distinct.values()))
    found = {
        candidate.id: Item(
            text=candidate.id, backend=candidate.backend, status=verdict.status.value, group=-1,
            logprob=candidate.logprob, is_right=False,
            is_idle=has_idle_ports(verdict),
        )
        for candidate, verdict in zip(distinct.values(), verdicts, strict=True)
    }  # fmt: skip
    usable = [distinct[key] for key, item in found.items() if item.status in USABLE]
    groups = clusters([c.verilog for c in usable], pool.compare)
    for number, group in enumerate(groups):
        for index in group:
            key = usable[index].id
            found[key] = dataclasses.replace(found[key], group=number)
    return found
