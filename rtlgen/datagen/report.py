"""What is in a folder of examples: how much of what, how long, how much alike."""

from __future__ import annotations

import statistics
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from rtlgen.datagen.example import Example
from rtlgen.datagen.normal import normal_form


@dataclass(slots=True)
class _Group:
    """The examples of one family."""

    examples: int = 0
    designs: set[int] = field(default_factory=set)
    trees: set[tuple[str, ...]] = field(default_factory=set)
    words: list[int] = field(default_factory=list)
    """Of each prompt."""
    tokens: list[int] = field(default_factory=list)
    """Of each Verilog, in normal form."""


def describe(examples: Iterable[Example]) -> dict[str, Any]:
    """Return counts and lengths, over all and by family, as plain values.

    `novelty` is the share of different syntax trees among the examples; `words` and `tokens` are
    the median and the largest of ten parts (the 90th percentile).
    """
    groups: dict[str, _Group] = defaultdict(_Group)
    manners: Counter[str] = Counter()
    styles: Counter[str] = Counter()
    for example in examples:
        group = groups[example.family]
        tree = normal_form(example.verilog)
        group.examples += 1
        group.designs.add(example.design)
        group.trees.add(tree)
        group.words.append(len(example.prompt.split()))
        group.tokens.append(len(tree))
        manners[example.manner] += 1
        styles[example.style] += 1
    families = {name: _figures(group) for name, group in sorted(groups.items())}
    counts = [group.examples for group in groups.values()]
    return {
        "examples": sum(counts),
        "families": families,
        "manners": dict(manners.most_common()),
        "styles": dict(styles.most_common()),
        "smallest_family": min(counts, default=0),
        "largest_family": max(counts, default=0),
    }


def _figures(group: _Group) -> dict[str, Any]:
    return {
        "examples": group.examples,
        "designs": len(group.designs),
        "trees": len(group.trees),
        "novelty": round(len(group.trees) / group.examples, 3),
        "words": _spread(group.words),
        "tokens": _spread(group.tokens),
    }


def _spread(values: Sequence[int]) -> list[int]:
    """Return the median and the 90th percentile."""
    ordered = sorted(values)
    return [round(statistics.median(ordered)), ordered[int(0.9 * (len(ordered) - 1))]]


def as_markdown(found: dict[str, Any]) -> str:
    """Return what `describe` found as tables."""
    sizes = f"{found['smallest_family']} to {found['largest_family']} each"
    lines = [
        f"{found['examples']} examples of {len(found['families'])} families ({sizes})",
        "",
        "| family | examples | designs | trees | novelty | words (median, p90) | tokens |",
        "|---|---|---|---|---|---|---|",
    ]
    for name, one in found["families"].items():
        lines.append(
            f"| {name} | {one['examples']} | {one['designs']} | {one['trees']} | "
            f"{one['novelty']:.2f} | {one['words'][0]}, {one['words'][1]} | "
            f"{one['tokens'][0]}, {one['tokens'][1]} |"
        )
    for what in ("manners", "styles"):
        lines += ["", f"| {what} | examples |", "|---|---|"]
        lines += [f"| {name} | {count} |" for name, count in found[what].items()]
    return "\n".join(lines) + "\n"
