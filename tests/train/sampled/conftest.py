"""A little data, a model that knows nothing, and an open judge."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest


@pytest.fixture(scope="session")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of examples of short designs."""
    from rtlgen.datagen.shards import ShardJob, make_shards
    from rtlgen.workers.inline import InlineWorkers

    folder = tmp_path_factory.mktemp("sampled") / "data"
    folder.mkdir()
    job = ShardJob(number=0, seed=1, folder=folder, families=("gates", "muxes"), designs=4)
    make_shards([job], InlineWorkers(), lambda *_: None)
    return folder


@pytest.fixture(scope="session")
def tiny(data: Path) -> Path:
    """A model of our format with random weights: it is never right."""
    return write_tiny(data, data.parent / "tiny", context=512)


@pytest.fixture(scope="session")
def short(data: Path) -> Path:
    """The same with a context that no prompt fits into."""
    return write_tiny(data, data.parent / "short", context=16)


def write_tiny(data: Path, folder: Path, *, context: int) -> Path:
    import torch

    from rtlgen.datagen.shards import read_examples
    from rtlgen.model.shape import Shape, build_model
    from rtlgen.model.tokens import fit_tokens
    from rtlgen.train.dataset import texts_of
    from rtlgen.train.export import export_model

    texts = [texts_of(example) for example in read_examples(data)]
    shape = Shape(
        vocabulary=400, width=16, layers=2, heads=2, key_heads=1, hidden=24, context=context
    )  # fmt: skip
    tokenizer = fit_tokens(("".join(pair) for pair in texts), shape.vocabulary)
    torch.manual_seed(1)
    export_model(build_model(shape), tokenizer, folder)
    return folder


@pytest.fixture(scope="session")
def llama(data: Path, write_llama: Callable[..., Path]) -> Path:
    """A model of somebody else, with a chat template and random weights."""
    return write_llama(data.parent / "llama")


@pytest.fixture(scope="session")
def tasks(data: Path) -> list[Any]:
    """The first example of each design, as a task."""
    from rtlgen.datagen.shards import read_examples
    from rtlgen.model.text import write_prompt
    from rtlgen.train.grpo.tasks import task_of

    firsts = {example.design: example for example in reversed(list(read_examples(data)))}
    return [
        task_of(firsts[number], lambda request: write_prompt(request.spec))
        for number in sorted(firsts)
    ]


@pytest.fixture
def judge_of(tasks: list[Any], tmp_path: Path) -> Iterator[Any]:
    """Opens a judge for the dialect of a folder."""
    from contextlib import ExitStack

    from rtlgen.backends.dialect import Dialect
    from rtlgen.train.grpo.judge import open_judge

    with ExitStack() as stack:

        def opened(folder: Path) -> Any:
            return stack.enter_context(
                open_judge(
                    tasks, Dialect(folder), ("lint", "simulate"), workers="1",
                    cache=tmp_path / "verdicts.sqlite",
                )
            )  # fmt: skip

        yield opened
