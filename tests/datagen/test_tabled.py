"""What is told as a table is answered by a table."""

from __future__ import annotations

import json
import random
from pathlib import Path

from rtlgen.datagen.example import write_examples
from rtlgen.datagen.families import families
from rtlgen.datagen.judge import examine
from rtlgen.datagen.retell import retell
from rtlgen.datagen.shards import (
    MANIFEST,
    TABLES,
    ShardJob,
    make_shards,
    read_examples,
    write_shard,
)
from rtlgen.datagen.tabled import STYLE, with_table
from rtlgen.datagen.writers import TABLED
from rtlgen.workers import InlineWorkers

FAMILIES = families()


def test_the_table_does_what_the_other_styles_do() -> None:
    """A line for each row; it is judged and proved equal like any style."""
    drawn = with_table(FAMILIES["boolean_equations"](random.Random(3)))
    inputs = sum(port.width for port in drawn.inputs)
    assert drawn.bodies[STYLE].count("'b") == 2 << inputs
    found = examine(drawn)
    assert found.is_right
    assert found.is_proved


def test_designs_without_a_short_table_stay_as_they_are() -> None:
    """With a clock, or with many inputs."""
    for name in ("counters", "ripple_structures"):
        drawn = FAMILIES[name](random.Random(1))
        assert with_table(drawn) is drawn


def test_a_table_is_answered_by_a_table() -> None:
    """And words are answered in the other styles."""
    drawn = with_table(FAMILIES["boolean_equations"](random.Random(3)))
    examples = list(write_examples(drawn, 40, random.Random(1), design=1))
    assert {one.manner for one in examples} >= {"truth table", "waveform", "terse"}
    for one in examples:
        assert (one.style == STYLE) == (one.manner in TABLED)
        assert one.verilog == drawn.verilog(one.style)


def test_data_has_tables_that_were_judged_and_no_others(tmp_path: Path) -> None:
    """New folders have them; of a folder without them no table is told."""
    folder, told, old = (tmp_path / name for name in ("data", "told", "old"))
    for path in (folder, told, old):
        path.mkdir()
    job = ShardJob(number=0, seed=3, folder=folder, families=("truth_tables",), designs=4)
    make_shards([job], InlineWorkers(), lambda *_: None)
    retell(folder, told, InlineWorkers(), lambda *_: None, times=12, seed=1)
    for path in (folder, told):
        assert any(one.style == STYLE for one in read_examples(path))
    without_tables(folder)
    retell(folder, old, InlineWorkers(), lambda *_: None, times=12, seed=1)
    assert not any(one.manner in TABLED for one in read_examples(old))


def without_tables(folder: Path) -> None:
    """Make a folder look as one of an earlier version."""
    kept = [one for one in read_examples(folder) if one.style != STYLE]
    manifest = json.loads((folder / MANIFEST).read_text())
    del manifest["settings"][TABLES]
    manifest["shards"][0]["sha256"] = write_shard(folder / manifest["shards"][0]["file"], kept)
    (folder / MANIFEST).write_text(json.dumps(manifest))
