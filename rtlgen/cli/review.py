"""`rtlgen review`: look at answers that wait for a person, and say what becomes of them."""

from __future__ import annotations

import datetime
import difflib
import json
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from rtlgen.cli.journal import JournalFile, existing_journal, policy_of
from rtlgen.cli.options import ConfigFiles
from rtlgen.errors import UsageError

if TYPE_CHECKING:
    from rtlgen.journal import Entry, Journal

Which = Annotated[
    str | None, typer.Argument(metavar="ENTRY", help="Beginning of an entry's id; else all.")
]
Say = Annotated[
    str | None,
    typer.Option("--say", metavar="ACT", help="accept, edit or reject, without being asked."),
]
Note = Annotated[str, typer.Option("--note", metavar="TEXT", help="Why; kept with the act.")]
ListOnly = Annotated[bool, typer.Option("--list", help="List what waits, and ask nothing.")]
Stages = Annotated[bool, typer.Option("--stage", help="Show the stage and why, and ask nothing.")]

_KEYS = {"a": "accept", "e": "edit", "r": "reject", "s": "skip", "q": "quit"}


def review(
    entry: Which = None,
    journal: JournalFile = None,
    say: Say = None,
    note: Note = "",
    list_only: ListOnly = False,
    stage: Stages = False,
    config: ConfigFiles = None,
) -> None:
    """Show answers that wait for a person side by side with their rivals, and record what is said.

    What is accepted as it is counts as right, what is edited or rejected as wrong; automation
    learns from nothing else. The time of each look is recorded.
    """
    from rtlgen.journal import Journal

    path = existing_journal(journal)
    with Journal.open(path) as opened:
        if stage:
            _show_stage(opened, config)
            return
        waiting = _waiting(opened, entry)
        if list_only:
            for item in waiting:
                print(f"{item.id[:8]}  {item.at[:19]}  {item.status:<8} {item.source}")
            return
        if say is not None:
            _say(opened, waiting, entry, say, note)
            return
        _ask(opened, waiting)


def _waiting(journal: Journal, which: str | None) -> list[Entry]:
    """Entries that nobody has said anything about; those that were accepted alone only by id."""
    done = {act.entry for act in journal.acts()}
    alone = {key for key, item in journal.decisions().items() if item.action != "ask"}
    entries = journal.entries()
    if which is not None:
        found = [entry for entry in entries if entry.id.startswith(which)]
        if len(found) != 1:
            raise UsageError(
                f"{which}: names {len(found)} entries; `rtlgen review --list` shows them"
            )
        return found
    return [entry for entry in entries if entry.id not in done | alone]


def _say(journal: Journal, waiting: list[Entry], which: str | None, say: str, note: str) -> None:
    from rtlgen.cli.options import require_known
    from rtlgen.journal import ActKind

    require_known("--say", "act", say, [kind.value for kind in ActKind])
    if which is None:
        raise UsageError("--say: name the ENTRY; `rtlgen review --list` shows them")
    _keep(journal, waiting[0], say, 0.0, note)


def _keep(journal: Journal, entry: Entry, kind: str, took_s: float, note: str) -> None:
    from rtlgen.journal import Act, ActKind

    now = datetime.datetime.now(datetime.UTC).isoformat(timespec="milliseconds")
    journal.add_act(
        Act(entry=entry.id, at=now, kind=ActKind(kind), took_s=round(took_s, 1), note=note)
    )


def _ask(journal: Journal, waiting: list[Entry]) -> None:
    for number, entry in enumerate(waiting, 1):
        print(f"\n[{number} of {len(waiting)}] {entry.source}  {entry.id[:8]}")
        _show(entry)
        started = time.monotonic()
        said = _key("[a]ccept, [e]dited, [r]eject, [s]kip, [q]uit? ")
        if said == "quit":
            return
        if said != "skip":
            _keep(journal, entry, said, time.monotonic() - started, "")
    print(f"nothing waits in {journal.path}" if not waiting else "done", file=sys.stderr)


def _key(prompt: str) -> str:
    while True:
        print(prompt, end="", flush=True)
        line = sys.stdin.readline()
        if not line:
            return "quit"
        if line.strip().lower()[:1] in _KEYS:
            return _KEYS[line.strip().lower()[:1]]


def _show(entry: Entry) -> None:
    """Verdict, agreement, what is in dispute, and how the rival of the answer differs from it."""
    agreement = "" if entry.agreement is None else f", {entry.agreement:.0%} of {entry.drawn} agree"
    print(f"  {entry.status} by {entry.backend}{agreement}, confidence {entry.confidence:.2f}")
    record = _evidence(entry)
    if record.get("question"):
        print(f"  question: {record['question']}")
    answer = Path(entry.folder) / f"{entry.module}.v"
    if answer.is_file():
        print(f"  {answer}\n")
        print(answer.read_text(encoding="utf-8", errors="replace"))
    rival = _rival(entry, record)
    if rival is not None and answer.is_file():
        lines = difflib.unified_diff(
            answer.read_text(errors="replace").splitlines(),
            rival.read_text(errors="replace").splitlines(), "answer", "rival", lineterm="", n=1,
        )  # fmt: skip
        print("\n".join(lines))


def _evidence(entry: Entry) -> dict[str, Any]:
    try:
        record = json.loads((Path(entry.folder) / "evidence.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return record if isinstance(record, dict) else {}


def _rival(entry: Entry, record: dict[str, Any]) -> Path | None:
    """The first candidate of the second group, or the next one in the order."""
    groups = record.get("groups") or []
    others = [group[0] for group in groups if entry.chosen not in group]
    ranked = [c.candidate for c in entry.candidates if c.candidate != entry.chosen]
    for candidate in (*others, *([] if groups else ranked)):
        path = Path(entry.folder) / "candidates" / f"{candidate}.v"
        if path.is_file():
            return path
    return None


def _show_stage(journal: Journal, config: list[Path] | None) -> None:
    from rtlgen.automation import Policy, standing
    from rtlgen.config import load_config
    from rtlgen.generate.journal import records_of

    settings = load_config(config or ())
    policy = policy_of(settings)
    stand = standing(records_of(journal), policy or Policy())
    off = "" if policy is not None else " (automation is off: set automation.enabled)"
    print(f"stage {stand.stage}{off}: {stand.why}")
    for (kind, backend), shown in sorted(stand.classes.items()):
        print(f"  {kind} by {backend}: {shown.why}")
