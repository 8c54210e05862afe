"""The local backend on a tiny model with random weights, made here."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from rtlgen.backends import LocalBackend
from rtlgen.candidate import Request, Sampling
from rtlgen.errors import BackendError

pytest.importorskip("torch", reason="needs the extra `local`")
pytest.importorskip("transformers", reason="needs the extra `local`")

USERS_ALONE = "{% for m in messages %}<{{ m['role'] }}>{{ m['content'] }}{% endfor %}"
NO_SYSTEM = "{% if messages[0]['role'] == 'system' %}{{ raise_exception('no') }}{% endif %}"
NOTHING = "{{ raise_exception('I take no messages') }}"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, write_llama: Callable[..., Path]) -> Path:
    """A whole folder."""
    return write_llama(tmp_path_factory.mktemp("models") / "tiny")


@pytest.fixture
def copy(folder: Path, tmp_path: Path) -> Path:
    """A copy of it to break."""
    return Path(shutil.copytree(folder, tmp_path / "tiny"))


def draw(folder: Path, request: Request, **sampling: float) -> list[str]:
    found = LocalBackend(folder).generate(request, Sampling(**({"max_tokens": 12} | sampling)))
    return [candidate.completion for candidate in found]


def test_several_candidates(folder: Path, request_of_m: Request) -> None:
    """As many candidates as asked, with usage and log probability; the seed decides them."""
    seen: list[str] = []
    found = LocalBackend(folder).generate(
        request_of_m, Sampling(n=3, max_tokens=12, seed=1), on_candidate=lambda c: seen.append(c.id)
    )
    assert [candidate.id for candidate in found] == seen
    assert len({candidate.completion for candidate in found}) == 3
    for candidate in found:
        assert candidate.backend == "local:tiny"
        assert 1 <= candidate.usage.completion_tokens <= 12
        assert candidate.usage.prompt_tokens > 50
        assert candidate.logprob is not None
        assert candidate.logprob < 0
    texts = [candidate.completion for candidate in found]
    assert draw(folder, request_of_m, n=3, seed=1) == texts
    assert draw(folder, request_of_m, n=3, seed=2) != texts


def test_no_temperature_one_answer(folder: Path, request_of_m: Request) -> None:
    """Without randomness all candidates would be the same, so there is one."""
    first = draw(folder, request_of_m, n=3, temperature=0.0, seed=1)
    assert first == draw(folder, request_of_m, n=1, temperature=0.0, seed=2)


def test_a_cut_completion_says_so(folder: Path, request_of_m: Request) -> None:
    """What ends by itself is told from what ran into the limit."""
    found = LocalBackend(folder).generate(request_of_m, Sampling(n=32, max_tokens=60))
    cut = [c for c in found if c.note == "cut off at max_tokens"]
    ended = [c for c in found if c.note == ""]
    assert cut
    assert ended
    assert {c.usage.completion_tokens for c in cut} == {60}
    assert all(c.usage.completion_tokens <= 60 for c in ended)
    assert all("<end>" not in c.completion for c in found)


@pytest.mark.parametrize("template", [None, NO_SYSTEM + USERS_ALONE])
def test_other_formats(
    tmp_path: Path, request_of_m: Request, template: str | None, write_llama: Callable[..., Path]
) -> None:
    """A model without a chat template, or without a system message, is asked all the same."""
    assert draw(write_llama(tmp_path, template=template), request_of_m)


def without(*names: str) -> Callable[[Path], None]:
    def break_it(folder: Path) -> None:
        for name in names:
            (folder / name).unlink()

    return break_it


def cut(name: str) -> Callable[[Path], None]:
    def break_it(folder: Path) -> None:
        (folder / name).write_bytes((folder / name).read_bytes()[:100])

    return break_it


def lose_a_weight(folder: Path) -> None:
    from safetensors.torch import load_file, save_file

    path = folder / "model.safetensors"
    weights = load_file(path)
    del weights["model.norm.weight"]
    save_file(weights, path, metadata={"format": "pt"})


def short_context(folder: Path) -> None:
    path = folder / "config.json"
    path.write_text(path.read_text().replace("8192", "32"))


def refuse_all(folder: Path) -> None:
    (folder / "chat_template.jinja").write_text(NOTHING)


LOADED = r"the model cannot be loaded: \w+: .+; write the folder again with `save_pretrained`"
BROKEN = {
    "no config": (
        without("config.json"),
        r"holds no transformers model \(config\.json is missing\); name the folder that "
        "`save_pretrained` wrote",
    ),
    "no tokenizer": (without("tokenizer.json", "tokenizer_config.json"), LOADED),
    "no weights": (without("model.safetensors"), LOADED),
    "weights cut off": (cut("model.safetensors"), LOADED),
    "a config cut off": (cut("config.json"), LOADED),
    "a tokenizer cut off": (cut("tokenizer.json"), LOADED),
    "a weight missing": (
        lose_a_weight,
        r"the file of weights lacks 1 of the model, for example model\.norm\.weight; write the "
        "folder again with `save_pretrained`",
    ),
    "a prompt that is too long": (
        short_context,
        r"the prompt has \d+ tokens, but the model takes 32; shorten the specification, or use a "
        "model with a longer context",
    ),
    "a template that refuses": (
        refuse_all,
        "the chat template refuses the messages: I take no messages; use a model that was trained "
        "to follow instructions",
    ),
}


@pytest.mark.parametrize(("break_it", "problem"), BROKEN.values(), ids=BROKEN.keys())
def test_broken_folders(
    copy: Path, request_of_m: Request, break_it: Callable[[Path], None], problem: str
) -> None:
    """Each is a message with the folder, what is wrong and what to do."""
    break_it(copy)
    with pytest.raises(BackendError, match=f"^{re.escape(str(copy))}: {problem}$"):
        draw(copy, request_of_m)


def test_no_folder(tmp_path: Path) -> None:
    """A folder that is not there, and a file in its place."""
    missing = tmp_path / "none"
    with pytest.raises(
        BackendError,
        match=f"^{re.escape(str(missing))}: does not exist; name a transformers folder$",
    ):
        LocalBackend(missing)
    missing.write_text("x")
    with pytest.raises(
        BackendError,
        match=f"^{re.escape(str(missing))}: is not a folder; name a transformers folder$",
    ):
        LocalBackend(missing)


def test_a_model_of_ours_writes_between_the_header_and_the_end(tmp_path: Path) -> None:
    """Ports and name are those of the specification, whatever the model writes."""
    from rtlgen.datagen.shards import ShardJob, make_shards
    from rtlgen.model.shape import Shape
    from rtlgen.prompt import build_request
    from rtlgen.spec import read_spec
    from rtlgen.train.loop import train
    from rtlgen.train.recipe import Recipe
    from rtlgen.verilog import read_design
    from rtlgen.workers.inline import InlineWorkers

    job = ShardJob(number=0, seed=1, folder=tmp_path, families=("gates",), designs=2)
    make_shards([job], InlineWorkers(), lambda *_: None)
    shape = Shape(vocabulary=420, width=32, layers=2, heads=2, key_heads=1, hidden=48)
    recipe = Recipe(data=(".",), steps=2, shape=shape, tokens_per_step=2048, precision="fp32")
    assert train(recipe, tmp_path, tmp_path / "run")
    text = "Write a module named `odd`.\n\n- input a (4 bits)\n- output y\n\nXOR.\n"
    (tmp_path / "spec.md").write_text(text)
    request = build_request(read_spec(str(tmp_path / "spec.md")))
    backend = LocalBackend(tmp_path / "run/model")
    found = backend.generate(request, Sampling(n=3, max_tokens=20, temperature=1.0))
    assert len(found) == 3
    for candidate in found:
        start = candidate.verilog.partition(");\n")[0]
        design = read_design(f"{start});\nendmodule\n")
        assert design.top == "odd"
        assert [(p.name, p.width) for p in design.ports] == [("a", 4), ("y", 1)]
        assert candidate.logprob is not None
        assert candidate.logprob < 0
    other = tmp_path / "run/model/rtlgen.json"
    other.write_text('{"format": "rtlgen-body", "version": 1}')
    with pytest.raises(BackendError, match=r"the model was made for another version of rtlgen$"):
        LocalBackend(tmp_path / "run/model")
