"""Waveforms as tables and as WaveDrom drawings."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rtlgen.errors import SpecError
from rtlgen.spec import Spec, Waveform, read_spec
from rtlgen.spec.artefacts.lenient import to_json

PORTS = "module named samp\n\n- input clk\n- input en\n- input d\n- output q\n\n"
NAMES = ("clk", "en", "d", "q")
LEVELS = ("011x", "1111", "0001", "1001", "0100", "1100", "0111")
"""Levels of clk, en, d, q in each sample: a register with an enable."""


def read(text: str) -> Spec:
    return read_spec("-", stdin=io.BytesIO(text.encode()))


def waveform(text: str) -> Waveform:
    (found,) = (item for item in read(text).artefacts if isinstance(item, Waveform))
    return found


def samples(wave: Waveform, names: tuple[str, ...] = NAMES) -> list[str]:
    """Return the levels of each sample, in the order of the names."""
    order = [[str(column) for column in wave.columns].index(name) for name in names]
    return ["".join(sample.values[i] for i in order) for sample in wave.samples]


def rows(gap: str) -> list[str]:
    return [gap.join(sample) for sample in LEVELS]


def lanes() -> dict[str, str]:
    return {name: "".join(sample[i] for sample in LEVELS) for i, name in enumerate(NAMES)}


def drawing(waves: dict[str, Any]) -> str:
    signal = [{"name": n, **(w if isinstance(w, dict) else {"wave": w})} for n, w in waves.items()]
    return "```wavedrom\n" + json.dumps({"signal": signal}) + "\n```\n"


LAYOUTS = {
    "times with units": [
        "  time clk en d q", *(f"  {5 * i}ns {r}" for i, r in enumerate(rows(" "))),
    ],
    "Markdown": [
        "| t (ns) | clk | en | d | q |", "|---|---|---|---|---|",
        *(f"| {5 * i} | {r} |" for i, r in enumerate(rows(" | "))),
    ],
    "no time": ["| clk | en | d | q |", "|---|---|---|---|", *(f"| {r} |" for r in rows(" | "))],
    "on its side": [f"  {name:4} {' '.join(wave)}" for name, wave in lanes().items()],
    "on its side with times": [
        "  time " + " ".join(str(5 * i) for i in range(len(LEVELS))),
        *(f"  {name:4} {' '.join(wave)}" for name, wave in lanes().items()),
    ],
    "csv": ["```csv", "time,clk,en,d,q", *(f"{i},{r}" for i, r in enumerate(rows(","))), "```"],
    "another name for the clock": [
        "  time clock en d q", *(f"  {5 * i}ns {r}" for i, r in enumerate(rows(" "))),
    ],
    "WaveDrom": [drawing(lanes())],
    "WaveDrom as JavaScript": [
        "```wavedrom", "{ signal: [  // lanes", f"  {{name: 'clk', wave: '{lanes()['clk']}'}},",
        f"  ['data', {{name: 'en', wave: '{lanes()['en']}'}},",
        f"   {{name: 'd', wave: '{lanes()['d']}'}},], {{}},",
        f"  {{name: 'q', wave: '{lanes()['q']}', }},", "], config: {hscale: 2} }", "```",
    ],
    "WaveDrom in the text": [
        "{ signal: [", *(f"  {{ name: '{n}', wave: '{w}' }}," for n, w in lanes().items()), "]}",
    ],
}  # fmt: skip


@pytest.mark.parametrize("lines", LAYOUTS.values(), ids=LAYOUTS.keys())
def test_one_waveform_in_many_layouts(lines: list[str]) -> None:
    """The same levels are read from each way of showing them."""
    assert samples(waveform(PORTS + "\n".join(lines) + "\n")) == list(LEVELS)


def test_a_file_beside_the_text(tmp_path: Path) -> None:
    """A drawing in a folder is read like one in the text."""
    (tmp_path / "samp.md").write_text(PORTS)
    (tmp_path / "wave.json").write_text(drawing(lanes()).strip("`wavedrom\n"))
    (found,) = (a for a in read_spec(tmp_path).artefacts if isinstance(a, Waveform))
    assert samples(found) == list(LEVELS)


def test_a_row_for_each_cycle() -> None:
    """Rows of cycles are clocked: what they show holds before the edge that ends the cycle."""
    wave = waveform(PORTS + "| cycle | en | d | q |\n|---|---|---|---|\n| 0 | 1 | 1 | x |\n"
                    "| 1 | 0 | 0 | 1 |\n| 2 | 0 | 1 | 1 |\n")  # fmt: skip
    assert samples(wave) == ["011x", "111x", "0001", "100x", "0011", "101x"]


def test_numbers_on_buses() -> None:
    """One letter makes all numbers of a waveform hexadecimal, as simulators print them."""
    wave = waveform(
        "module named m\n\n- input a (8 bits)\n- output y (8 bits)\n\n  time a  y\n  0ns  10 0d\n"
        "  5ns  d  x\n  10ns ff 00\n"
    )
    assert [sample.values for sample in wave.samples] == [
        ("00010000", "00001101"),
        ("00001101", "xxxxxxxx"),
        ("11111111", "00000000"),
    ]


def test_an_example_is_no_definition() -> None:
    """A waveform that the text calls an example is marked."""
    text = PORTS + "Here is an example:\n\n" + "\n".join(LAYOUTS["times with units"]) + "\n"
    assert waveform(text).is_example


def test_a_clock_of_wavedrom() -> None:
    """A drawn clock begins with an edge; data that changes at a tick follows the edge."""
    wave = waveform(PORTS + drawing({"clk": "p..", "en": "10.", "d": "1.0", "q": "x1."}))
    assert samples(wave) == ["0xxx", "111x", "011x", "1011", "0011", "1001", "0001"]


def test_period_and_phase() -> None:
    """A period stretches a lane, a phase moves it to the left by half ticks."""
    wave = waveform(
        PORTS
        + drawing(
            {
                "clk": "p...",
                "en": {"wave": "10", "period": 2},
                "d": {"wave": "0101", "phase": 0.5},
                "q": "x...",
            }
        )
    )
    assert samples(wave) == ["0xxx", "110x", "011x", "111x", "010x", "100x", "001x", "101x", "001x"]


def test_labels_of_buses() -> None:
    """Labels are values; a name that is no value is unknown, and that is said."""
    spec = read(
        "module named m\n\n- input clk\n- input a (8 bits)\n- output y (8 bits)\n\n"
        + drawing(
            {
                "clk": "0101",
                "a": {"wave": "=.3.", "data": ["12", "ff"]},
                "y": {"wave": "x4.=", "data": "head 8'd7"},
            }
        )
    )
    (wave,) = (a for a in spec.artefacts if isinstance(a, Waveform))
    assert [v[1:] for v in (s.values for s in wave.samples)] == [
        ("00010010", "xxxxxxxx"),
        ("00010010", "xxxxxxxx"),
        ("11111111", "xxxxxxxx"),
        ("11111111", "00000111"),
    ]
    assert [f.message for f in spec.findings if f.code == "SPEC319"] == [
        "the label 'head' of 'y' is no value of 8 bits; it was read as unknown"
    ]


def test_what_follows_a_gap_is_left_out() -> None:
    """Nobody knows how many cycles a gap stands for."""
    spec = read(
        PORTS + drawing({"clk": "0101|01", "en": "1...|..", "d": "10.1|..", "q": "x1.0|.."})
    )
    (wave,) = (a for a in spec.artefacts if isinstance(a, Waveform))
    assert samples(wave) == ["011x", "1101", "0101", "1110"]
    assert [f.message for f in spec.findings if f.code == "SPEC314"] == [
        "the drawing has a gap at tick 4; what follows was left out"
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "```wavedrom\n{ signal: [ {name: 'clk' wave: '01'} ]}\n```\n",
            r"^-:9: broken WaveDrom JSON: Expecting ',' delimiter \[SPEC310\]; correct it$",
        ),
        (
            "```wavedrom\n{ signals: 1 }\n```\n",
            r"^-:9: no WaveDrom drawing: an object with a list 'signal' is needed \[SPEC310\]; "
            r"correct it$",
        ),
        (
            "  time clk en d q\n  0ns 0 1 1 x\n  0ns 1 1 1 1\n  5ns 0 1 1 1\n",
            r"^-:10: the time does not grow from row to row \[SPEC302\]; correct the time$",
        ),
        (
            "  time clk en d q\n  0ns 0 1 1 x\n  5ns 1 1 1 7\n  9ns 0 1 1 1\n",
            r"^-:10: '7' does not fit 'q' \(1 bits\) \[SPEC302\]; correct it$",
        ),
    ],
    ids=["a comma is missing", "no drawing", "time stands still", "a value too large"],
)
def test_broken_waveforms(text: str, message: str) -> None:
    """A waveform that cannot be is refused with its line."""
    with pytest.raises(SpecError, match=message):
        read(PORTS + text)


def test_signals_that_are_no_ports() -> None:
    """A signal that the module does not have is left out, and told."""
    spec = read(PORTS + drawing({**lanes(), "state": "0123"}))
    assert [f.message for f in spec.findings if f.code == "SPEC311"] == [
        "the signal 'state' of the drawing is no port; it was left out"
    ]


@given(
    st.recursive(
        st.none()
        | st.booleans()
        | st.integers()
        | st.text("ab'\"\\/ é")
        | st.floats(0, 9, width=16),
        lambda inner: st.lists(inner) | st.dictionaries(st.text("ab_", min_size=1), inner),
        max_leaves=12,
    )
)
def test_json_stays_json(value: Any) -> None:
    """What is JSON already means the same afterwards."""
    assert json.loads(to_json(json.dumps(value))) == value
    assert json.loads(to_json(json.dumps(value, indent=1))) == value


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from("01"), st.integers(0, 15), st.sampled_from("01x")),
        min_size=3,
        max_size=12,
    ),
    st.booleans(),
)
def test_any_waveform_survives_being_written(levels, is_drawn: bool) -> None:
    """Random levels, as a table or a drawing, are read as they were written."""
    ports = "module named m\n\n- input s\n- input b (4 bits)\n- output y\n\n"
    if is_drawn:
        text = drawing(
            {
                "s": "".join(s for s, _, _ in levels),
                "b": {"wave": "=" * len(levels), "data": [f"4'd{b}" for _, b, _ in levels]},
                "y": "".join(y for _, _, y in levels),
            }
        )
    else:
        lines = [f"  {i}ns {s} {b:04b} {y}" for i, (s, b, y) in enumerate(levels)]
        text = "  time s b y\n" + "\n".join(lines) + "\n"
    read_back = samples(waveform(ports + text), ("s", "b", "y"))
    assert read_back == [f"{s}{b:04b}{y}" for s, b, y in levels]
