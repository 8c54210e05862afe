"""Where the journal of a user is, and what the configuration lets automation do."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rtlgen.errors import UsageError

if TYPE_CHECKING:
    from rtlgen.automation import Policy
    from rtlgen.config import Config


JournalFile = Annotated[
    Path | None,
    typer.Option("--journal", metavar="FILE", help="The journal; by default that of the user."),
]


def journal_path() -> Path:
    """Return the journal of a user (`XDG_STATE_HOME`, else `~/.local/state`)."""
    base = os.environ.get("XDG_STATE_HOME")
    return (Path(base) if base else Path.home() / ".local" / "state") / "rtlgen" / "journal.sqlite"


def existing_journal(path: Path | None) -> Path:
    """Return the journal that was named, else that of the user; raises UsageError without one."""
    found = path or journal_path()
    if not found.is_file():
        raise UsageError(f"{found}: there is no journal yet; `rtlgen generate` makes it")
    return found


def policy_of(settings: Config) -> Policy | None:
    """Return what the configuration demands; None where automation is off."""
    from rtlgen.automation import Policy, Stage

    chosen = settings.automation
    if not chosen.enabled:
        return None
    return Policy(
        most=Stage(chosen.most), threshold=chosen.threshold, confidence=chosen.confidence,
        window=chosen.window, audit_share=chosen.audit_share,
    )  # fmt: skip
