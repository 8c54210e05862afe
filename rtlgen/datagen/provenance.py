"""What the manifest of a folder of examples says about how the examples came to be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rtlgen.datagen.folder import origin


@dataclass(frozen=True, slots=True, kw_only=True)
class Generated:
    """One run of `rtlgen data generate`."""

    sha256: str
    """Of its manifest."""
    seed: int
    split: str
    families: tuple[str, ...]
    examples: int
    designs: int
    """Those that were found right."""
    proved: int
    """Designs whose styles are proved equal."""
    rejected: int
    rejections: Mapping[str, int]
    """Reason → designs; empty when the records of the shards are gone."""
    tools: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Retold:
    """One run of `rtlgen data retell`: more texts of designs that were judged."""

    examples: int
    times: int
    """Texts of each design, at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """One run of `rtlgen data import`: somebody's specifications and references."""

    examples: int
    rejected: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Sampled:
    """One run of `rtlgen data sample`: a model's right answers in place of the references."""

    examples: int
    model: str
    """SHA-256 over its weights."""
    draws: int
    """Answers to each prompt."""
    judged: int
    """Answers that count."""
    passed: int
    checks: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One run of `rtlgen data clean` or `rtlgen data select`."""

    is_selection: bool
    settings: Mapping[str, Any]
    examples: int
    """That stayed."""
    removed: Mapping[str, int]
    """Reason → examples."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """Everything that was done, the first first."""

    generated: tuple[Generated, ...]
    steps: tuple[Step, ...]
    retold: tuple[Retold, ...] = ()
    imported: tuple[Imported, ...] = ()
    sampled: tuple[Sampled, ...] = ()

    @property
    def is_whole(self) -> bool:
        """Whether the beginnings are known; manifests of early versions do not say them."""
        return bool(self.generated or self.imported)


def provenance(folder: Path) -> Provenance:
    """Return what was done to make a folder of examples.

    Raises:
        UsageError: there is no manifest.
    """
    found = list(_walk(origin(folder)))
    generated = {one.sha256: one for one in found if isinstance(one, Generated)}
    return Provenance(
        generated=tuple(generated.values()),
        steps=tuple(one for one in found if isinstance(one, Step)),
        retold=tuple(one for one in found if isinstance(one, Retold)),
        imported=tuple(one for one in found if isinstance(one, Imported)),
        sampled=tuple(one for one in found if isinstance(one, Sampled)),
    )


def _walk(record: Mapping[str, Any]) -> Iterator[Generated | Imported | Retold | Sampled | Step]:
    for source in record.get("made_from", ()):
        yield from _walk(source)
    settings = record["settings"]
    if "imported" in settings:
        yield Imported(examples=record["examples"], rejected=record["rejected"])
        return
    if "draws" in settings:
        yield Sampled(
            examples=record["examples"], model=settings["model"], draws=settings["draws"],
            judged=record["prompts"]["judged"], passed=record["prompts"]["passed"],
            checks=tuple(settings["checks"]),
        )  # fmt: skip
        return
    if "times" in settings:
        yield Retold(examples=record["examples"], times=settings["times"])
        return
    if "split" in settings:
        yield _generated(record)
        return
    removed: Counter[str] = Counter()
    for reason_and_family, count in record["removed"].items():
        removed[reason_and_family.rpartition(": ")[0]] += count
    yield Step(
        is_selection="strategy" in settings, settings=settings, examples=record["examples"],
        removed=dict(removed),
    )  # fmt: skip


def _generated(record: Mapping[str, Any]) -> Generated:
    settings = record["settings"]
    return Generated(
        sha256=record["sha256"],
        seed=settings["seed"],
        split=settings["split"],
        families=tuple(settings["families"]),
        examples=record["examples"],
        designs=sum(record["designs"].values()),
        proved=record["proved"],
        rejected=record["rejected"],
        rejections=record.get("rejections", {}),
        tools=record["tools"],
    )
