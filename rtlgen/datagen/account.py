"""What cards say about how examples were made, verified, cleaned and chosen, by the manifests."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from rtlgen.datagen.markdown import cell, table
from rtlgen.datagen.provenance import Generated, Provenance, Step
from rtlgen.datagen.split import HELD_OUT_FAMILIES, Split

_SHOWN = 20
"""Reasons of rejections that are listed."""
_VERIFIED = (
    "Before an example is written, every style of its design has passed the allow-list, the "
    "contract on ports, and simulation against a behaviour in Python that was written "
    "independently of the Verilog. Combinational designs and some of the others are also proved "
    "equal in all styles. What fails is left out with all of its examples."
)
_COMPARED = (
    "Compared with these; what gives one away was removed (by tree: the Verilog is the reference "
    "but for names and layout; by behaviour: it answers the same to random stimuli; by words: a "
    "long run of words is the same)."
)
_UNKNOWN = (
    "The manifest does not say what the data was made from; it is of an early version of "
    "`rtlgen data clean`."
)


def generation(found: Provenance) -> list[str]:
    """Return where the examples come from: seeds, counts, versions of the tools."""
    if not found.is_whole:
        return [_UNKNOWN, ""]
    if not found.generated:
        return _imported(found)
    rows = [
        (f"`{one.sha256[:12]}`", str(one.seed), one.split, one.examples, len(one.families))
        for one in found.generated
    ]
    return [
        "Made by `rtlgen data generate`, each from a seed; the same makes the same bytes again.",
        "",
        *table(("manifest", "seed", "split", "examples", "families"), rows),
        *_tools(found.generated),
    ]


def verification(found: Provenance) -> list[str]:
    """Return how the examples were verified, and what was rejected."""
    if not found.is_whole:
        return [_UNKNOWN, ""]
    if not found.generated:
        return [*_imported(found), *_sampled(found)]
    rows = [
        (f"`{one.sha256[:12]}`", one.designs, one.proved, one.rejected) for one in found.generated
    ]
    return [
        _VERIFIED,
        "",
        *table(("manifest", "designs that passed", "proved equal", "designs rejected"), rows),
        *(
            f"`rtlgen data retell` added {one.examples} texts of these designs, up to {one.times} "
            "of each, without judging them again.\n"
            for one in found.retold
        ),
        *_rejections(found.generated),
        *(_imported(found) if found.imported else ()),
        *_sampled(found),
    ]


def held_out(found: Provenance) -> list[str]:
    """Return what was kept from training, for measuring."""
    if not found.is_whole:
        return [_UNKNOWN, ""]
    if not found.generated:
        return ["Nothing was kept apart when the examples were made.", ""]
    if any(one.split != Split.TRAIN for one in found.generated):
        return ["This is data to measure with: nothing is held out of it.", ""]
    drawn = {family for one in found.generated for family in one.families}
    names = ", ".join(f"`{name}`" for name in sorted(HELD_OUT_FAMILIES - drawn))
    return [
        f"Held out for measuring: the families {names}, and of every design one description.", ""
    ]  # fmt: skip


def cleaning(found: Provenance) -> list[str]:
    """Return what was removed as giving a benchmark away, as coming twice or as too much alike."""
    steps = [step for step in found.steps if not step.is_selection]
    if not steps:
        return ["The data was not compared with any benchmark.", ""]
    return [line for step in steps for line in _cleaned(step)]


def selection(found: Provenance) -> list[str]:
    """Return how the examples were chosen among more; nothing where they were not."""
    return [line for step in found.steps if step.is_selection for line in _selected(step)]


def _imported(found: Provenance) -> list[str]:
    examples, rejected = (
        sum(getattr(one, name) for one in found.imported) for name in ("examples", "rejected")
    )
    said = (
        f"`rtlgen data import` took {cell(examples)} pairs of a specification and a reference that "
        "passes what the specification demands and agrees, with its header written anew, with the "
        f"original in simulation; {cell(rejected)} pairs were rejected."
    )
    return [said, ""]


def _sampled(found: Provenance) -> list[str]:
    """Return whose answers stand in place of references."""
    return [
        f"`rtlgen data sample` put {cell(one.examples)} answers of a model (SHA-256 over its "
        f"weights `{one.model[:12]}`) in place of the references: of {cell(one.judged)} that were "
        f"judged, {one.draws} to a prompt, {cell(one.passed)} agreed with the reference by "
        f"{' and '.join(one.checks)}.\n"
        for one in found.sampled
    ]


def _cleaned(step: Step) -> list[str]:
    suites = step.settings.get("suites")
    if suites is None:
        with_what = ["Which benchmarks the data was compared with is not recorded."]
    elif not suites:
        with_what = ["The data was not compared with any benchmark."]
    else:
        with_what = [
            _COMPARED,
            "",
            *table(
                ("benchmark", "sha256", "problems", "by"),
                ((s["file"], f"`{s['sha256'][:12]}`", s["problems"], s["by"]) for s in suites),
            )[:-1],
        ]
    most = step.settings["most_alike"]
    alike = f"At most {cell(most)} examples of one syntax tree stayed. " if most else ""
    return [
        *with_what,
        "",
        f"{alike}{cell(step.examples)} examples stayed.",
        "",
        *table(("removed by cleaning", "examples"), step.removed.items()),
    ]


def _selected(step: Step) -> list[str]:
    settings = step.settings
    scores = settings["scores"]
    by = f", by scores with the SHA-256 `{scores[:12]}`" if scores else ""
    said = (
        f"`rtlgen data select` took {cell(step.examples)} examples by the strategy "
        f"`{settings['strategy']}` with the seed {settings['seed']}{by} and left "
        f"{cell(sum(step.removed.values()))}."
    )
    return [said, ""]


def _tools(generated: Iterable[Generated]) -> list[str]:
    versions = dict.fromkeys(
        f"{name} {version}" for one in generated for name, version in one.tools.items()
    )
    return [f"Tools: {', '.join(versions)}.", ""]


def _rejections(generated: Sequence[Generated]) -> list[str]:
    total = sum(one.rejected for one in generated)
    reasons: Counter[str] = Counter()
    for one in generated:
        reasons.update(one.rejections)
    if not total:
        return ["No design was rejected.", ""]
    if not reasons:
        return ["Why designs were rejected is not recorded here.", ""]
    left = total - sum(count for _, count in reasons.most_common(_SHOWN))
    rows = [(f"`{_short(reason)}`", count) for reason, count in reasons.most_common(_SHOWN)]
    return table(
        ("reason of a rejection", "designs"), [*rows, *([("others", left)] if left else [])]
    )


def _short(reason: str) -> str:
    plain = " ".join(reason.replace("`", "'").split())
    return plain if len(plain) <= 100 else f"{plain[:97]}..."
