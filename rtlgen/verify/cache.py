"""Verdicts that were made before.

A verdict is kept under everything that decides it: the text of the candidate, the plan, the
versions of the tools, and the source of the judge itself, so that no change of ours can bring an
old verdict back. Kept are PASS and FAIL; what a limit or a fault had a hand in is judged again.
Plans with Python of the user (`--tb`, `--model`) are not kept: what they import is not known.
"""

from __future__ import annotations

import dataclasses
import functools
import hashlib
import json
import re
from collections.abc import Callable, Sequence
from importlib import resources
from pathlib import Path
from typing import Any

from rtlgen.candidate import identity_of
from rtlgen.sandbox import tool_versions
from rtlgen.store import TextStore
from rtlgen.verdict import Status, Verdict
from rtlgen.verify.pipeline import verify_all
from rtlgen.verify.plan import VerificationPlan

_JUDGE = ("lint", "simulate", "formal", "verify", "verilog", "sandbox", "spec", "verdict.py")
"""Parts of rtlgen whose source decides a verdict, beside the package `testbenches`."""
_COMMENT = re.compile(r"//[^\n]*|/\*.*?\*/", re.DOTALL)
_BLANKS = re.compile(r"[ \t\r\f]+")


class VerdictCache:
    """A file of verdicts; several processes may use it at once."""

    def __init__(self, path: Path) -> None:
        """Open or create the file; raises UsageError when that cannot be done."""
        self._store = TextStore(path, noun="the cache of verdicts", remedy="give --no-cache")

    def close(self) -> None:
        """Close the file."""
        self._store.close()

    def verify(
        self,
        texts: Sequence[str],
        plan: VerificationPlan,
        judge: Callable[[Sequence[str], VerificationPlan], list[Verdict]] = verify_all,
    ) -> list[Verdict]:
        """Judge several designs, each text once, and only those without a kept verdict.

        Args:
            texts: See `verify_all`.
            plan: See `verify_all`.
            judge: Who is asked about the others.

        Raises:
            ToolCrashed: the file is damaged, the disk is full, or the judge broke.
        """
        if not _is_kept(plan):
            return judge(texts, plan)
        found = self.read(texts, plan)
        missing = {
            canonical(text): text
            for text, verdict in zip(texts, found, strict=True)
            if verdict is None
        }
        asked = list(missing.values())
        judged = judge(asked, plan) if asked else []
        self.write(asked, plan, judged)
        made = dict(zip(missing, judged, strict=True))
        return [
            verdict or _renamed(made[canonical(text)], text)
            for text, verdict in zip(texts, found, strict=True)
        ]

    def read(self, texts: Sequence[str], plan: VerificationPlan) -> list[Verdict | None]:
        """Return the kept verdicts; None where there is none."""
        if not _is_kept(plan):
            return [None] * len(texts)
        keys = _keys(texts, plan)
        found = {key: _decode(text) for key, text in self._store.read(keys).items()}
        verdicts = [found.get(key) for key in keys]
        return [
            None if verdict is None else _renamed(verdict, text)
            for text, verdict in zip(texts, verdicts, strict=True)
        ]

    def write(
        self, texts: Sequence[str], plan: VerificationPlan, verdicts: Sequence[Verdict]
    ) -> None:
        """Keep those of the verdicts that are certain."""
        if not _is_kept(plan):
            return
        self._store.write(
            (key, _encode(verdict))
            for key, verdict in zip(_keys(texts, plan), verdicts, strict=True)
            if verdict.status in (Status.PASS, Status.FAIL)
        )


def _renamed(verdict: Verdict, text: str) -> Verdict:
    return dataclasses.replace(verdict, candidate_id=identity_of(text))


def _is_kept(plan: VerificationPlan) -> bool:
    return plan.testbench is None and plan.model is None


def _keys(texts: Sequence[str], plan: VerificationPlan) -> list[str]:
    start = _plan_key(plan)
    return [
        hashlib.sha256(f"{start}{canonical(text)}".encode("utf-8", "surrogatepass")).hexdigest()
        for text in texts
    ]


def canonical(text: str) -> str:
    """Return the text without comments and with single blanks, each token on its line.

    Texts that differ in these alone get the same verdict with the same lines. What else could
    hold the signs of a comment (strings, escaped names, macros) leaves the text as it is.
    """
    if any(sign in text for sign in '"\\`') or not text.isascii():
        return text
    bare = _COMMENT.sub(lambda match: " " + "\n" * match[0].count("\n"), text)
    return "\n".join(_BLANKS.sub(" ", line).strip() for line in bare.split("\n")).rstrip("\n")


def _plan_key(plan: VerificationPlan) -> str:
    material = {
        "judge": _fingerprint(),
        "tools": tool_versions(),
        "plan": dataclasses.asdict(plan),
    }
    return hashlib.sha256(json.dumps(material, sort_keys=True, default=sorted).encode()).hexdigest()


@functools.cache
def _fingerprint() -> str:
    """Return the hash of the judge's own source."""
    digest = hashlib.sha256()
    package = Path(str(resources.files("rtlgen")))
    roots = [*(package / name for name in _JUDGE), package.parent / "testbenches"]
    for root in roots:
        for path in sorted(root.rglob("*.py")) if root.is_dir() else [root]:
            digest.update(f"{path.relative_to(package.parent)}\0".encode() + path.read_bytes())
    return digest.hexdigest()


def _encode(verdict: Verdict) -> str:
    return json.dumps(dataclasses.asdict(verdict))


def _decode(text: str) -> Verdict | None:
    """Read a verdict; None where it was written by another version of rtlgen."""
    try:
        verdict: Verdict = _reader()(text)
    except ValueError:
        return None
    return verdict


@functools.cache
def _reader() -> Callable[[str], Any]:
    from pydantic import TypeAdapter

    return TypeAdapter(Verdict).validate_json
