"""The card of a model: what the records of its run say, in the usual sections.

Source: Mitchell et al., "Model cards for model reporting" (2019); the section names are those of
the model card template of the Hugging Face hub.
"""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from rtlgen.datagen.account import cleaning, held_out, selection, verification
from rtlgen.datagen.markdown import cell, front_matter, licence, section, table
from rtlgen.datagen.provenance import provenance
from rtlgen.datagen.report import describe
from rtlgen.datagen.shards import read_examples
from rtlgen.train.records import RunRecords, members_of
from rtlgen.train.summaries import Rate

_SHAPE: Final = {
    "vocab_size": "tokens of the vocabulary",
    "hidden_size": "width",
    "num_hidden_layers": "layers",
    "num_attention_heads": "heads",
    "num_key_value_heads": "heads of keys and values",
    "intermediate_size": "width of the gated layer",
    "conv_L_cache": "tokens that a convolution sees",
    "max_position_embeddings": "context, prompt and completion together, in tokens",
    "tie_word_embeddings": "embeddings are tied",
    "dtype": "weights",
}
"""Keys of the configuration that the card shows, where the model has them."""
_LATE: Final = 10
"""Lines of metrics over which the last losses are averaged."""


def model_card(run: RunRecords, rates: Sequence[Rate] = ()) -> str:
    """Return the card in Markdown.

    Raises:
        UsageError: the data was changed.
    """
    data = describe(example for folder in run.data for example in read_examples(folder))
    lines = [
        *head(run.name),
        *_details(run),
        *uses(),
        *limits(run.config, len(data["families"])),
        *beginning(f"local:{run.name}/model"),
        *section("Training Details", *training(run, data)),
        *evaluation(rates),
        *_specifications(run),
    ]
    return "\n".join(lines).rstrip() + "\n"


def head(name: str, topic: str = "hardware") -> list[str]:
    """Return the block for the hub, with a tag for the topic, and the title."""
    values = {
        "license": licence(), "library_name": "transformers", "pipeline_tag": "text-generation",
        "language": ["en"], "tags": ["code", "verilog", "rtl", topic],
    }  # fmt: skip
    return [*front_matter(values), f"# Model card: {name}", ""]


def _details(run: RunRecords) -> list[str]:
    origin = origin_of(run)
    if members := () if run.start is None else members_of(run.start):
        start = run.recipe["start"]
        origin = f"the mean (`{start}`) of {', '.join(f'`{one.name}`' for one in members)}"
    return section(
        "Model Details",
        "A small model that writes a Verilog module for a specification in English. It is made to "
        "be asked by `rtlgen`, which reads the specification, writes name and ports of the module, "
        "and verifies what the model adds.",
        "",
        f"- Developed by: the project rtlgen, commit `{run.commit}`",
        f"- Model type: `{run.config['architectures'][0]}`, {cell(run.parameters)} parameters",
        f"- Trained from: {origin}",
        "- Languages: English in, Verilog out",
        f"- License: {licence()}",
    )


def origin_of(run: RunRecords) -> str:
    """Return what the run began with."""
    start = run.recipe.get("start")
    return f"the model in `{start}`" if start else "random weights"


def uses() -> list[str]:
    """Return the section on what the model is for."""
    return section(
        "Uses",
        *section(
            "Direct Use",
            "Candidates for `rtlgen generate`, each of which is verified before it is shown.",
            level=3,
        ),
        *section(
            "Out-of-Scope Use",
            "Conversation, explanations, testbenches, programs in other languages; hardware that "
            "goes anywhere without being verified.",
            level=3,
        ),
    )


def limits(config: Mapping[str, Any], families: int) -> list[str]:
    """Return the section on what it cannot do.

    Args:
        config: Of the model, as transformers wrote it.
        families: Of designs that it has seen.
    """
    context = config["max_position_embeddings"]
    return section(
        "Bias, Risks, and Limitations",
        "- What it writes may be wrong, and looks right when it is: verify it.",
        f"- It has seen designs of {cell(families)} families (see Training Data) and "
        "words of our own generator only. Other kinds of designs and other ways to put things are "
        "beyond what it was trained for.",
        f"- A specification and its Verilog must fit into {cell(context)} tokens.",
        "- It reads text; pictures are not seen, and tables only as text.",
        "- It cannot choose name or ports, and asks nothing back: what the specification leaves "
        "open it decides without a word.",
        "- It knows nothing of timing, area, power or security.",
    )


def beginning(backend: str) -> list[str]:
    """Return the section on how it is asked, as a backend of that name."""
    return section(
        "How to Get Started with the Model",
        "```",
        "pip install 'rtlgen[local]'",
        f"rtlgen generate counter.md -o out --backend {backend}",
        "```",
        "",
        "`transformers` loads the folder as well; prompts must then be written by "
        "`rtlgen.model.text.write_prompt`.",
    )


def training(run: RunRecords, data: Mapping[str, Any], *, level: int = 3) -> list[str]:
    """Return the sections on data and procedure.

    Args:
        run: The records.
        data: What `describe` says of its examples.
        level: Of their headings.
    """
    return [
        *section("Training Data", *_data(run, data), level=level),
        *section("Training Procedure", *_procedure(run, level + 1), level=level),
    ]


def _data(run: RunRecords, data: Mapping[str, Any]) -> list[str]:
    most = run.recipe.get("most_examples") or 0
    drawn = f", of which {cell(most)} were drawn by the seed" if most else ""
    said = (
        f"{cell(data['examples'])} examples of {cell(len(data['families']))} families{drawn}; "
        f"SHA-256 over all `{run.data_sha256}`. Made by this project, under its license. "
        "What is longer than the context was left out."
    )
    lines = [said, ""]
    for folder in run.data:
        made = provenance(folder)
        if len(run.data) > 1:
            lines += [f"In `{folder.name}`:", ""]
        lines += [*verification(made), *held_out(made), *cleaning(made), *selection(made)]
    counts = {name: one["examples"] for name, one in data["families"].items()}
    families = ", ".join(f"{name} {cell(count)}" for name, count in counts.items())
    return [
        *lines,
        *table(("manner of the specification", "examples"), data["manners"].items()),
        f"Examples by family: {families}.",
        "",
    ]


def _procedure(run: RunRecords, level: int) -> list[str]:
    settings = {key: value for key, value in run.recipe.items() if key not in ("data", "shape")}
    rows = [(key.replace("_", " "), _plain(value)) for key, value in settings.items()]
    return [
        "Prediction of the next token; Muon moves the matrices, AdamW the rest.",
        "",
        *section(
            "Training Hyperparameters", *table(("setting", "value"), rows), level=level
        ),
        *section("Speeds, Sizes, Times", *_progress(run), level=level),
    ]  # fmt: skip


def _progress(run: RunRecords) -> list[str]:
    last, wanted = run.last, run.recipe["steps"]
    late = run.metrics[-_LATE:]
    rows: list[tuple[str, object]] = [
        ("steps done", f"{cell(last['step'])} of {cell(wanted)}"),
        ("tokens seen, without padding", last["tokens"]),
        ("processes", run.world),
    ]
    for key, what in (("answer", "Verilog"), ("prompt", "the prompt"), ("loss", "all, weighted")):
        mean = statistics.fmean(float(row[key]) for row in late)
        rows += [
            (f"loss on {what}, last step, nats per token", f"{last[key]:.4f}"),
            (f"the same, mean of the last {len(late)} lines of metrics", f"{mean:.4f}"),
        ]
    rows += list(_times(run))
    return table(("what", "value"), rows)


def _times(run: RunRecords) -> Iterator[tuple[str, object]]:
    """Yield the speed, and the time where it is known or can be told from it."""
    speeds = [row["tokens_per_s"] for row in run.metrics if row.get("tokens_per_s")]
    if speeds:
        speed = round(statistics.median(speeds))
        yield "tokens a second, with padding, median", speed
    if "elapsed_s" in run.last:
        yield "hours", f"{run.last['elapsed_s'] / 3600:.2f}"
    elif speeds:
        hours = run.last["step"] * run.recipe["tokens_per_step"] / speed / 3600
        yield "hours at that speed (the time itself is not recorded)", f"{hours:.2f}"


def evaluation(rates: Sequence[Rate]) -> list[str]:
    """Return the section on scores; where there are none, it says so."""
    if not rates:
        return section("Evaluation", "No score was given when this card was written.")
    suites = dict.fromkeys(f"- {one.label}: `{one.suite}`, SHA-256 `{one.sha256}`" for one in rates)
    rows = [
        (
            one.label, one.judge, one.model, "without defects" if one.is_corrected else "all",
            one.problems, one.samples, one.passed, f"pass@{one.k}",
            f"{one.rate:.4f} ({one.low:.4f} to {one.high:.4f}, {one.method})",
        )
        for one in rates
    ]  # fmt: skip
    head = ("on", "judge", "model", "rows", "problems", "samples", "passed", "metric",
            "rate (95 % interval)")  # fmt: skip
    return section(
        "Evaluation",
        *section("Testing Data", *suites, level=3),
        *section(
            "Metrics",
            "pass@k: the chance that one of k completions passes, by `rtlgen bench run`.",
            level=3,
        ),
        *section("Results", *table(head, rows), level=3),
    )


def _specifications(run: RunRecords) -> list[str]:
    rows = [(what, _plain(run.config[key])) for key, what in _SHAPE.items() if key in run.config]
    version = run.config.get("transformers_version", "unknown")
    return section(
        "Technical Specifications",
        *table(("what", "value"), [("parameters", run.parameters), *rows]),
        f"Written by transformers {version}.",
    )


def _plain(value: object) -> str:
    """Return a setting as it is written in a recipe, without commas."""
    if isinstance(value, bool) or value is None:
        return cell(value)
    return str(value)
