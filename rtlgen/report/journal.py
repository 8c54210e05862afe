"""The figures of a journal as text and as data."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from rtlgen.journal.figures import Figures, by_backend, by_class, by_stage, figures_of
from rtlgen.journal.records import Act, Decided, Entry, ImageRead

SCHEMA_VERSION = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class ImageFigures:
    """What the reading of images came to."""

    read: int
    refused: int
    """Of them."""
    tokens: int
    """Read and written by models, for all questions."""
    model_s: float
    cost_usd: float | None
    """None where no price is known for any of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpinionFigures:
    """What second opinions came to; their cost is among that of their specifications."""

    heard: int
    counted: int
    """Of them: fit to count, and met by a group of candidates."""
    tokens: int
    """Read and written by models."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pages:
    """All figures of one journal."""

    whole: Figures
    classes: dict[str, Figures]
    backends: dict[str, Figures]
    stages: dict[str, Figures]
    """By stage of automation."""
    first: str
    """When the oldest entry was made."""
    last: str
    images: ImageFigures | None = None
    """None where no image was read."""
    opinions: OpinionFigures | None = None
    """None where nobody was asked for a second opinion."""

    @property
    def views(self) -> dict[str, dict[str, Figures]]:
        """The same entries in groups, by what the groups are of; stages where there are any."""
        found = {"design class": self.classes, "backend": self.backends}
        return found | ({"stage": self.stages} if set(self.stages) != {"none"} else {})


def read_pages(
    entries: Sequence[Entry],
    acts: Sequence[Act],
    decisions: Mapping[str, Decided] = MappingProxyType({}),
    images: Sequence[ImageRead] = (),
) -> Pages:
    """Sum up; there is at least one entry."""
    return Pages(
        whole=figures_of(entries, acts), classes=by_class(entries, acts),
        backends=by_backend(entries, acts), stages=by_stage(entries, acts, decisions),
        first=entries[0].at, last=entries[-1].at, images=_image_figures(images),
        opinions=_opinion_figures(entries),
    )  # fmt: skip


def _image_figures(images: Sequence[ImageRead]) -> ImageFigures | None:
    if not images:
        return None
    costs = [image.cost_usd for image in images if image.cost_usd is not None]
    return ImageFigures(
        read=len(images), refused=sum(bool(image.refused) for image in images),
        tokens=sum(image.prompt_tokens + image.completion_tokens for image in images),
        model_s=sum(image.model_s for image in images), cost_usd=sum(costs) if costs else None,
    )  # fmt: skip


def _opinion_figures(entries: Sequence[Entry]) -> OpinionFigures | None:
    heard = [opinion for entry in entries for opinion in entry.opinions]
    if not heard:
        return None
    return OpinionFigures(
        heard=len(heard), counted=sum(not opinion.problem for opinion in heard),
        tokens=sum(opinion.prompt_tokens + opinion.completion_tokens for opinion in heard),
    )  # fmt: skip


def render_human(pages: Pages) -> str:
    """A table for each view; the text may change at any time."""
    lines = [f"{pages.whole.requests} specifications, {pages.first[:10]} to {pages.last[:10]}"]
    for title, groups in pages.views.items():
        lines += ["", _head(title), *(_row(name, item) for name, item in groups.items())]
    lines.append(_row("all", pages.whole))
    if (found := pages.images) is not None:
        cost = "" if found.cost_usd is None else f", {found.cost_usd:.4f} USD"
        spent = f"{found.tokens} tokens, {found.model_s:.1f} s of models{cost}"
        lines += ["", f"{found.read} images read, {found.refused} refused: {spent}"]
    if (said := pages.opinions) is not None:
        lines += ["", f"{said.heard} second opinions, {said.counted} counted: {said.tokens} tokens"]
    return "\n".join(lines) + "\n"


_COLUMNS = ("specs", "passed", "asked", "right", "wrong", "p50 s", "p95 s", "tokens", "model s",
            "judge s", "USD")  # fmt: skip


def _head(title: str) -> str:
    return f"{title:<28}" + "".join(f"{name:>9}" for name in _COLUMNS)


def _row(name: str, found: Figures) -> str:
    judge_s = found.lint_s + found.simulate_s + found.formal_s
    values = (
        str(found.requests), f"{found.passed / found.requests:.0%}",
        f"{found.asked / found.requests:.0%}", str(found.right), str(found.wrong),
        f"{found.latency_p50_s:.1f}", f"{found.latency_p95_s:.1f}", str(found.tokens),
        f"{found.model_s:.1f}", f"{judge_s:.1f}",
        "-" if found.cost_usd is None else f"{found.cost_usd:.4f}",
    )  # fmt: skip
    return f"{name:<28.28}" + "".join(f"{value:>9}" for value in values)


def render_json(pages: Pages) -> str:
    """All figures; a contract."""
    record = {"schema_version": SCHEMA_VERSION, **dataclasses.asdict(pages)}
    return json.dumps(record, indent=1) + "\n"
