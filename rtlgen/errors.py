"""The exceptions of rtlgen and the exit code that each one means.

A bad design, a hang or a counterexample is data (a `CheckResult`), never an exception.

    RtlgenError
    ├── UsageError          a flag, a configuration key or a combination of them is wrong (exit 2)
    ├── SpecError           the specification cannot be used (exit 2)
    │   └── SpecContradiction   its parts demand different things (exit 4)
    ├── BackendError        a backend cannot be reached or answers nonsense (exit 5)
    └── ToolError           the environment (exit 5)
        ├── ToolNotFound    a tool is not installed or too old
        └── ToolCrashed     a tool that worked before died, or the disk is full
"""

from __future__ import annotations

import difflib
import errno
from collections.abc import Iterable
from enum import IntEnum


class ExitCode(IntEnum):
    """Exit codes of every `rtlgen` command; scripts may rely on them."""

    OK = 0
    """Positive verdict, or the work is done."""
    NEGATIVE = 1
    """Negative verdict: the design failed, no candidate passed, a gate was missed."""
    USAGE = 2
    """Usage or input error: a bad spec, a bad configuration, an unknown key."""
    UNDECIDED = 3
    """UNKNOWN, a time-out, or a budget spent before a verdict."""
    HUMAN = 4
    """A human must decide."""
    ENVIRONMENT = 5
    """A tool is missing or a backend cannot be reached; trying again is sensible."""
    INTERNAL = 70
    """A defect in rtlgen itself."""
    INTERRUPTED = 75
    """Interrupted; what is needed to resume was written."""


class RtlgenError(Exception):
    """Base of all errors that a user can do something about.

    The message says what is wrong, the value, where, and what to do.
    """

    exit_code: ExitCode = ExitCode.INTERNAL


class UsageError(RtlgenError):
    """A flag, a configuration key or a combination of them is wrong."""

    exit_code = ExitCode.USAGE


class SpecError(RtlgenError):
    """The specification cannot be used; the message starts with `FILE:LINE: `."""

    exit_code = ExitCode.USAGE


class SpecContradiction(SpecError):  # noqa: N818 - the state of the specification
    """Parts of the specification demand different things; a person must say which is meant."""

    exit_code = ExitCode.HUMAN


class BackendError(RtlgenError):
    """A backend cannot be reached, refuses, or answers nonsense."""

    exit_code = ExitCode.ENVIRONMENT


class ToolError(RtlgenError):
    """The environment is broken: it is never the design's fault."""

    exit_code = ExitCode.ENVIRONMENT


class ToolNotFound(ToolError):  # noqa: N818 - the state of the tool, not an error of ours
    """A tool is not installed, or its version is too old."""


class ToolCrashed(ToolError):  # noqa: N818
    """A tool died of its own accord, or the machine ran out of disk or memory."""


_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


def is_full(error: OSError) -> bool:
    """Whether a write failed for want of space: the disk, a quota, a limit of the process."""
    return error.errno in _FULL


def write_error(path: object, what: str, error: OSError) -> RtlgenError:
    """Make the error `path: cannot be …: why; what to do` of a file or folder.

    A full disk is the environment's fault, everything else a wrong name.
    """
    text = f"{path}: {what}: {error.strerror}"
    if is_full(error):
        return ToolCrashed(f"{text}; free some space and run the same command again")
    return UsageError(f"{text}; name another place")


def suggest(word: str, known: Iterable[str], *, otherwise: str | None = None) -> str:
    """What to say about a word that is not known: the nearest one that is.

    Args:
        word: What the user wrote.
        known: What would have been right.
        otherwise: Said when nothing is near; None = all known words.
    """
    words = [str(item) for item in known]  # an enumeration shows its own name otherwise
    near = difflib.get_close_matches(word, words, n=1)
    if near:
        return f"did you mean {near[0]!r}?"
    return f"known: {', '.join(words)}" if otherwise is None else otherwise
