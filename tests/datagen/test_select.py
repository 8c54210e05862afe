"""A choice of examples: what each strategy takes, and that the folder can be trusted."""

from __future__ import annotations

import json
import random
from collections import Counter
from pathlib import Path

import pytest

from rtlgen.datagen.example import Example
from rtlgen.datagen.folder import manifest_hash
from rtlgen.datagen.normal import normal_form
from rtlgen.datagen.report import describe
from rtlgen.datagen.select import select
from rtlgen.datagen.shards import ShardJob, make_shards, read_examples
from rtlgen.datagen.strategies import NEEDS_SCORES, STRATEGIES
from rtlgen.errors import UsageError
from rtlgen.workers.inline import InlineWorkers

OPERATORS = ("&", "|", "^", "+")


def example(family: str, tree: int, manner: str, number: int) -> Example:
    verilog = f"module m(input a, b, output y);\nassign y = a {OPERATORS[tree]} b;\nendmodule\n"
    return Example(
        family=family, design=number, style="s", manner=manner,
        prompt=f"{family} {number} {manner}", verilog=verilog,
    )  # fmt: skip


def examples() -> list[Example]:
    """Two families; a large one with one tree that is frequent and three that are rare."""
    many = [example("large", 0, manner, n) for n in range(10) for manner in ("terse", "rules")]
    rare = [example("large", tree, "terse", 100 + tree) for tree in (1, 2, 3)]
    small = [example("small", 0, "terse", 200), example("small", 1, "terse", 201)]
    return [*many, *rare, *small]


def chosen(strategy: str, losses: list[float | None] | None = None, seed: int = 1) -> list[Example]:
    """All examples in the order of a strategy."""
    given = examples()
    order = STRATEGIES[strategy](given, losses or [None] * len(given), random.Random(seed))
    return [given[place] for place in order]


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of examples."""
    folder = tmp_path_factory.mktemp("select") / "data"
    job = ShardJob(number=0, seed=3, folder=folder, families=("gates", "muxes"), designs=6)
    job.folder.mkdir()
    make_shards([job], InlineWorkers(), lambda *_: None)
    return folder


@pytest.fixture
def scores(data: Path, tmp_path: Path) -> Path:
    """Scores of it: the later an example, the harder; the first has none."""
    rows = [
        {"id": one.id, "loss": place / 100 if place else None, "tokens": 9}
        for place, one in enumerate(read_examples(data))
    ]
    path = tmp_path / "scores.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return path


@pytest.mark.parametrize("strategy", ["random", "diverse"])
def test_every_example_has_one_place(strategy: str) -> None:
    """The order is one of all examples; another seed is another order."""
    ids = [one.id for one in chosen(strategy)]
    assert sorted(ids) == sorted(one.id for one in examples())
    assert ids != [one.id for one in chosen(strategy, seed=2)]


def test_diverse_takes_families_trees_and_manners_in_turn() -> None:
    """Families alternate; each tree comes before a second of one, then the other manner."""
    order = chosen("diverse")
    assert {one.family for one in order[:2]} == {"large", "small"}
    assert [one.family for one in order[:4]] == [one.family for one in order[:2]] * 2
    large = [one for one in order if one.family == "large"]
    assert len({normal_form(one.verilog) for one in large[:4]}) == 4
    frequent = [one for one in large if "a & b" in one.verilog]
    manners = [one.manner for one in frequent]
    pairs = zip(manners[::2], manners[1::2], strict=True)
    assert all(set(pair) == {"terse", "rules"} for pair in pairs)


def test_loss_takes_the_hardest() -> None:
    """In the order of the losses; what has none is not taken."""
    losses: list[float | None] = [float(place) for place in range(len(examples()))]
    losses[3] = None
    order = chosen("loss", losses)
    assert [one.id for one in order] == [
        one.id for place, one in reversed(list(enumerate(examples()))) if place != 3
    ]


def test_window_takes_the_middle_of_each_family() -> None:
    """A family that is hard as a whole gives its own middle; the tails come last."""
    losses: list[float | None] = [float(place) for place in range(len(examples()))]
    ranks = {one.id: place for place, one in enumerate(examples())}
    large = [ranks[one.id] for one in chosen("window", losses) if one.family == "large"]
    assert sorted(large[:5]) == [9, 10, 11, 12, 13]
    assert sorted(large[-4:]) == [0, 1, 21, 22]
    # Both of the small family lie at the quarters, eleven of the large one between them.
    families = [one.family for one in chosen("window", losses)]
    assert Counter(families[:11]) == {"large": 11}
    assert Counter(families[11:13]) == {"small": 2}


@pytest.mark.parametrize("strategy", list(STRATEGIES))
def test_the_folder_holds_what_was_chosen(
    data: Path, scores: Path, tmp_path: Path, strategy: str
) -> None:
    """Counts, hashes and sources are in the manifest; a smaller choice is part of a larger one."""
    given = scores if strategy in NEEDS_SCORES else None
    before = list(read_examples(data))
    found = {}
    for count in (5, 20):
        out = tmp_path / str(count)
        out.mkdir()
        manifest = select(data, out, strategy=strategy, count=count, seed=4, scores=given)
        found[count] = [one.id for one in read_examples(out)]
        assert manifest == json.loads((out / "manifest.json").read_text())
        assert manifest["examples"] == len(found[count]) == count
        assert manifest["settings"]["sources"] == [manifest_hash(data)]
        assert manifest["made_from"][0]["settings"]["seed"] == 3
        assert sum(manifest["removed"].values()) == len(before) - count
        assert describe(read_examples(out))["examples"] == count
        trees = {normal_form(one.verilog) for one in before if one.id in found[count]}
        assert manifest["trees"] == len(trees)
    assert set(found[5]) < set(found[20])
    order = [one.id for one in before]
    assert sorted(found[20], key=order.index) == found[20]


def test_the_same_selection_is_not_made_again(data: Path, tmp_path: Path) -> None:
    """The same settings leave the folder as it is; others are refused."""
    select(data, tmp_path, strategy="random", count=5)
    before = (tmp_path / "shard-00000.jsonl").stat().st_mtime_ns
    assert select(data, tmp_path, strategy="random", count=5)["examples"] == 5
    assert (tmp_path / "shard-00000.jsonl").stat().st_mtime_ns == before
    with pytest.raises(UsageError) as caught:
        select(data, tmp_path, strategy="random", count=6)
    assert str(caught.value) == f"{tmp_path}: holds other data; name another --out"
    with pytest.raises(UsageError, match=r": holds other data; name another --out$"):
        select(tmp_path, data, strategy="random", count=6)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda rows: rows[2:], ": has no score of 2 examples, for example {least}; run `rtlgen "
                                "data score` on this data"),
        (lambda rows: [*rows, '{"id": "0", "loss": 1.0}'], ": has 1 examples that the data does "
         "not hold, for example 0; run `rtlgen data score` on this data"),
    ],
)  # fmt: skip
def test_scores_of_other_data_are_refused(
    data: Path, scores: Path, tmp_path: Path, change, message: str
) -> None:
    """The message says how many are wrong and names one."""
    least = min(one.id for one in list(read_examples(data))[:2])
    scores.write_text("\n".join(change(scores.read_text().splitlines())) + "\n")
    with pytest.raises(UsageError) as caught:
        select(data, tmp_path, strategy="loss", count=5, scores=scores)
    assert str(caught.value) == str(scores) + message.format(least=least)


@pytest.mark.parametrize("line", ['{"id": "0"}', '{"id": "0", "loss": NaN}', "none", "[]", "3"])
def test_a_line_that_is_no_score_is_refused(data: Path, tmp_path: Path, line: str) -> None:
    """The message names file and line."""
    path = tmp_path / "scores.jsonl"
    path.write_text(f"{line}\n")
    with pytest.raises(UsageError) as caught:
        select(data, tmp_path, strategy="loss", count=5, scores=path)
    assert str(caught.value) == (
        f"{path}:1: expected an object with `id` and `loss` as `rtlgen data score` writes it"
    )


def test_what_makes_no_sense_is_refused(data: Path, scores: Path, tmp_path: Path) -> None:
    """Too many, scores that are missing or in vain, a strategy that is none."""
    known = sum(1 for _ in read_examples(data))
    cases = [
        ({"strategy": "random", "count": known + 1}, f"{data}: holds {known} examples, but "
         f"{known + 1} are wanted; give a smaller --count, or generate more"),
        ({"strategy": "loss", "count": known, "scores": scores}, f"{data}: holds {known - 1} "
         f"examples with a score, but {known} are wanted; give a smaller --count, or generate "
         "more"),
        ({"strategy": "loss", "count": 5}, "--strategy loss: chooses by the scores of a model; "
         "make them with `rtlgen data score` and give --scores"),
        ({"strategy": "random", "count": 5, "scores": scores}, "--scores: --strategy random looks "
         "at no scores; leave them out"),
        ({"strategy": "divers", "count": 5}, "--strategy: unknown strategy 'divers'; did you mean "
         "'diverse'?"),
    ]  # fmt: skip
    for arguments, message in cases:
        with pytest.raises(UsageError) as caught:
            select(data, tmp_path, **arguments)
        assert str(caught.value) == message
