"""Nothing that anybody writes crashes the reader, or holds it up."""

from __future__ import annotations

import io
import random
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rtlgen.errors import SpecError
from rtlgen.spec import Spec, derive_obligations, read_spec

EXAMPLES = Path(__file__).parents[2] / "examples"
SEEDS = [path.read_text() for path in sorted(EXAMPLES.rglob("*.*")) if path.is_file()]
PORTS = "module named m\n\n- input clk\n- input rst\n- input a\n- input b (4 bits)\n- output y\n"
WORDS = [
    "|", "||", "---", "|---|---|", "a", "b", "y", "clk", "rst", "A", "B", "S0", "0", "1", "x", "-",
    "d", "10", "4'b01", "State", "Next state", "Output", "w=0", "a=1", "b[3:0]", "y+", "Q(t+1)",
    "--1-->", "->", "→", "/", "(0)", ":", ",", "time", "0ns", "5ns", "cycle", "00", "01", "11",
    "ab\\cd", "a'b", "Σm(1,2)", "d(3)", "hold", "↑", "{signal:[{name:'a',wave:'01.p|=z'", "]}",
    "```", "```wavedrom", "```mermaid", "```csv", "[*] -->", "\n", "\n", "\n\n", "  ", "else",
    "reset", "resets to state A", "one-hot", "000, 001, ..., 111", "for states A, B, ..., H",
    "in state A if a=1 go to B", "│", "├─┼", "<table>", "![x](y.png)", "module", "(clk, a);",
    "#", "- input", "[7:0]", "8-bit", "'", '"', "\\", "*", "`", "$", "φ", "e = 0",
]  # fmt: skip


def attempt(text: str) -> None:
    """Read and derive; only a `SpecError` is allowed to come out."""
    spec = or_refusal(text.encode("utf-8", "replace"))
    if isinstance(spec, str):
        assert spec.startswith("-")
        return
    _, findings = derive_obligations(spec)
    assert all(finding.message for finding in (*spec.findings, *findings))


def or_refusal(data: bytes) -> Spec | str:
    try:
        return read_spec("-", stdin=io.BytesIO(data))
    except SpecError as error:
        return str(error)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=60), st.booleans(), st.sampled_from([" ", ""]))
def test_words_of_specifications_in_any_order(words, has_ports: bool, gap: str) -> None:
    """Pieces of tables, maps, machines and drawings, thrown together."""
    attempt((PORTS + "\n" if has_ports else "") + gap.join(words))


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300), st.booleans())
def test_any_text(text: str, has_ports: bool) -> None:
    """Any characters at all."""
    attempt((PORTS + "\n" if has_ports else "") + text)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes(data: bytes) -> None:
    """Bytes that are no text are refused as such."""
    assert or_refusal(data)


def mutate(text: str, rng: random.Random) -> str:
    """Delete, double, swap or replace pieces of a good specification."""
    lines = text.split("\n")
    for _ in range(rng.randrange(1, 6)):
        at = rng.randrange(len(lines))
        kind = rng.randrange(6)
        if kind == 0:
            lines.insert(at, lines[rng.randrange(len(lines))])
        elif kind == 1 and len(lines) > 1:
            del lines[at]
        elif kind == 2:
            lines[at] = lines[at][: rng.randrange(len(lines[at]) + 1)]
        elif kind == 3:
            cut = rng.randrange(len(lines[at]) + 1)
            lines[at] = lines[at][:cut] + rng.choice(WORDS) + lines[at][cut:]
        elif kind == 4:
            cells = lines[at].split("|")
            rng.shuffle(cells)
            lines[at] = "|".join(cells)
        else:
            lines[at] = lines[at].replace(rng.choice("01abAB| "), rng.choice("01xdAB| -"))
    return "\n".join(lines)


@pytest.mark.parametrize("seed", range(4))
def test_damaged_examples(seed: int) -> None:
    """Our own examples with pieces missing, doubled and exchanged."""
    rng = random.Random(seed)
    for _ in range(60):
        attempt(mutate(PORTS + "\n" + rng.choice(SEEDS), rng))
        attempt(mutate(rng.choice(SEEDS), rng))


LONG = 8_000
HOSTILE = {
    "bars": "|" * LONG,
    "cells": ("| 0 " * 400 + "|\n") * 40,
    "dashes": "A --" + "-" * LONG + "> B\nA --1--> B\n",
    "commas": "a" + ", a" * LONG,
    "names without a gap": "| " + "ab" * 2000 + " | y |\n|---|---|\n| 0 | 1 |\n",
    "codes": "codes " + "000, " * 3000 + "...",
    "spaces": "a" + " " * LONG + "b",
    "open brackets": "[" * LONG,
    "a drawing": "{ signal: " + "[" * 3000 + "]" * 3000 + "}",
    "a number": "{ signal: [" + "1" * 9000 + "]}",
    "minterms": "y(a) = Σm(" + "1," * LONG + "1)",
    "words": "y is 1 in state A and " * 2000 + "\nA (0) --1--> B\nB (0) --1--> A\n",
    "a sentence": "in state A: if a " + "and a " * 4000 + "go to B\n" * 2,
    "rows": "time clk a b y\n" + "".join(f"{i}ns 0 1 0 1\n" for i in range(2000)),
    "columns of codes": "| a\\b | " + " | ".join(["00"] * 3000) + " |\n" + "| 0 | " * 3000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_lengths(text: str) -> None:
    """Long lines and deep nesting are read, or refused, in seconds."""
    started = time.monotonic()
    attempt(PORTS + "\n" + text + "\n")
    assert time.monotonic() - started < 20
