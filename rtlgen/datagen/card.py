"""The data card of a folder of examples: what its records say, in the usual sections.

Source: Gebru et al., "Datasheets for datasets" (2021); the section names are those of the dataset
card template of the Hugging Face hub.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from rtlgen.datagen.account import cleaning, generation, held_out, selection, verification
from rtlgen.datagen.markdown import cell, front_matter, licence, section, table
from rtlgen.datagen.provenance import Provenance, provenance
from rtlgen.datagen.report import describe
from rtlgen.datagen.shards import read_examples

_SIZES: Final = (
    (1_000, "n<1K"), (10_000, "1K<n<10K"), (100_000, "10K<n<100K"), (1_000_000, "100K<n<1M"),
)  # fmt: skip
_STYLES: Final = 25
"""Styles of coding that are listed."""
_FIELDS: Final = (
    ("id", "hash of prompt and Verilog"),
    ("family", "kind of design"),
    ("design", "number of the design; examples of one design do the same"),
    ("style", "style of coding"),
    ("manner", "what the specification looks like"),
    ("prompt", "the specification"),
    ("verilog", "a module that answers it"),
)


def data_card(folder: Path) -> str:
    """Return the card in Markdown.

    Raises:
        UsageError: there is no data, or it was changed.
    """
    found, made = describe(read_examples(folder)), provenance(folder)
    name = folder.resolve().name
    lines = [
        *_head(name, found),
        *_details(found, made),
        *_uses(),
        *_structure(found),
        *_creation(made),
        *_limits(found),
    ]
    return "\n".join(lines).rstrip() + "\n"


def _head(name: str, found: Mapping[str, Any]) -> list[str]:
    size = next((text for limit, text in _SIZES if found["examples"] < limit), "1M<n<10M")
    values = {
        "license": licence(), "pretty_name": f"rtlgen {name}", "language": ["en"],
        "task_categories": ["text-generation"], "size_categories": [size],
        "tags": ["code", "verilog", "rtl", "hardware", "synthetic"],
    }  # fmt: skip
    return [*front_matter(values), f"# Dataset card: {name}", ""]


def _details(found: Mapping[str, Any], made: Provenance) -> list[str]:
    alike = [
        "Sources number their designs alike, so there are more designs than are counted here.", ""
    ]  # fmt: skip
    return section(
        "Dataset Details",
        "Pairs of a specification in English and Verilog that answers it, made and verified by "
        "program.",
        "",
        *table(
            ("what", "count"),
            [
                ("examples", found["examples"]),
                ("families", len(found["families"])),
                ("designs", sum(one["designs"] for one in found["families"].values())),
                ("different syntax trees", sum(one["trees"] for one in found["families"].values())),
                ("examples of the smallest family", found["smallest_family"]),
                ("examples of the largest family", found["largest_family"]),
            ],
        ),
        *(alike if len(made.generated) != 1 else []),
        f"Licence: {licence()}, that of this project, which made all of it: designs, words and "
        "code are put together by its program. Nothing was collected from elsewhere.",
    )


def _uses() -> list[str]:
    return section(
        "Uses",
        "For training models that write small modules from specifications, and for tests of tools "
        "that read Verilog. Not for measuring a model that was trained on it, and no collection of "
        "what engineers write.",
    )


def _structure(found: Mapping[str, Any]) -> list[str]:
    families = [
        (
            name, one["examples"], one["designs"], one["trees"], f"{one['novelty']:.2f}",
            *(f"{cell(a)}, {cell(b)}" for a, b in (one["words"], one["tokens"])),
        )
        for name, one in found["families"].items()
    ]  # fmt: skip
    head = ("family", "examples", "designs", "trees", "novelty", "words", "tokens")
    return section(
        "Dataset Structure",
        "`shard-*.jsonl` holds an example a line; `manifest.json` has the hashes of all files.",
        "",
        *table(("field", "what it is"), _FIELDS),
        "By family; novelty: trees per example; words of the prompt and tokens of the Verilog: "
        "the median and the largest of ten parts.",
        "",
        *table(head, families),
        *table(("manner", "examples"), found["manners"].items()),
        *table(("style of coding", "examples"), _largest(found["styles"])),
    )


def _largest(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    """Return the most frequent ones, and all others as one."""
    ordered = sorted(counts.items(), key=lambda item: -item[1])
    left = sum(count for _, count in ordered[_STYLES:])
    return [*ordered[:_STYLES], *([("others", left)] if left else [])]


def _creation(made: Provenance) -> list[str]:
    return section(
        "Dataset Creation",
        *section("Source Data", *generation(made), level=3),
        *section("Verification", *verification(made), level=3),
        *section("Splits", *held_out(made), level=3),
        *section("Decontamination", *cleaning(made), level=3),
        *(section("Selection", *chosen, level=3) if (chosen := selection(made)) else []),
    )


def _limits(found: Mapping[str, Any]) -> list[str]:
    return section(
        "Bias, Risks, and Limitations",
        f"- Designs are small and of {cell(len(found['families']))} families; what no family draws "
        "is not there.",
        "- The English is put together from phrases; people vary more, and make other mistakes.",
        "- A design that passed simulation without a proof may still be wrong where no stimulus "
        "looked.",
        "- Nothing says that a design is fast, small or secure.",
        "- Examples of one design, and of one syntax tree, are alike: count designs and trees "
        "rather than examples.",
    )
