"""Small controls of daily life: which device runs under which conditions; no memory."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

from rtlgen.datagen.behaviour import Combinational, Known, Levels
from rtlgen.datagen.drawn import Drawn, input_port, output_port
from rtlgen.datagen.logic import (
    Gate,
    Term,
    algebra,
    call,
    condition,
    evaluate,
    netlist,
    ones,
    verilog,
)  # fmt: skip
from rtlgen.datagen.told.household_controls import others

Rows = list[tuple[str, Term, str]]
"""Output, function, and when it is on, in words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Control:
    title: str
    meanings: dict[str, str]
    """Input → what a 1 means there."""
    rows: Rows


def draw(rng: random.Random) -> Drawn:
    """Draw a control."""
    control = rng.choice(_CONTROLS)(rng)
    rows = control.rows
    outs = frozenset(out for out, _, _ in rows)

    def function(levels: Levels) -> Known:
        return {out: evaluate(term, levels) for out, term, _ in rows}

    return Drawn(
        family="household_controls",
        name=rng.choice(("control", "controller", "control_logic", "logic_block", "top_module")),
        ports=(
            *(input_port(name) for name in control.meanings),
            *(output_port(out) for out, _, _ in rows),
        ),
        bodies=_bodies(control),
        registers={"if": outs, "always": outs},
        says=_says(rng, control),
        behaviour=lambda: Combinational(function),
    )


def _bodies(control: _Control) -> dict[str, str]:
    tests, zeros, plain = "", "", ""
    for out, term, _ in control.rows:
        zeros += f"        {out} = 1'b0;\n"
        tests += f"        if ({verilog(term, is_logical=True)})\n            {out} = 1'b1;\n"
        plain += f"        {out} = {verilog(term)};\n"
    gates, wires = "", []
    for place, (out, term, _) in enumerate(control.rows):
        if isinstance(term, str):
            gates += f"    buf ({out}, {term});\n"
            continue
        for kind, name, sources in netlist(term, out, f"n{place}_"):
            gates += f"    {kind} ({name}, {', '.join(sources)});\n"
            wires += [name] if name != out else []
    declared = f"    wire {', '.join(wires)};\n\n" if wires else ""
    return {
        "assign": plain.replace("        ", "    assign "),
        "always": f"    always @(*) begin\n{plain}    end\n",
        "if": f"    always @(*) begin\n{zeros}{tests}    end\n",
        "gates": declared + gates,
    }


def _says(rng: random.Random, control: _Control) -> tuple[str, ...]:
    meant = "; ".join(f"`{name}` = 1 {text}" for name, text in control.meanings.items())
    outs = ", ".join(f"`{out}`" for out, _, _ in control.rows)
    plain = " ".join(f"`{out}` is 1 {words}, and 0 otherwise." for out, _, words in control.rows)
    rules = " ".join(
        f"{n}. `{out}` must be on (1) {words}; in every other case it is off (0)."
        for n, (out, _, words) in enumerate(control.rows, 1)
    )
    bullets = " ".join(f"- `{out}` is high {words}, else low." for out, _, words in control.rows)
    sums = "; ".join(f"{out} = {algebra(term)}" for out, term, _ in control.rows)
    code = ", ".join(f"{out} = {verilog(term, is_logical=True)}" for out, term, _ in control.rows)
    verb = rng.choice(("Design", "Write", "Build"))
    return (
        f"{control.title}. Inputs: {meant}. {plain}",
        f"{verb} the combinational control of a system ({control.title.lower()}). The inputs mean: "
        f"{meant}. Rules: {rules}",
        f"Given sensors and switches ({meant}), compute the outputs {outs}. {bullets}",
        f"{control.title}, as equations (' is NOT of what stands before it, · is AND, + is OR, "
        f"⊕ is XOR): {sums}.",
        *_more(control, meant),
        *others(control.title, control.meanings, control.rows),
        f"The block for this task ({control.title.lower()}) has no memory. With ! for NOT, && for "
        f'AND, || for OR and != for "differs from", its outputs are: {code}.',
    )


def _more(control: _Control, meant: str) -> tuple[str, ...]:
    """Describe the same control in other words."""
    names, rows, title = list(control.meanings), control.rows, control.title
    order = ", ".join(names)
    facts = ", ".join(f"{name} {text}" for name, text in control.meanings.items())
    calls = "; ".join(f"{out} = {call(term)}" for out, term, _ in rows)
    bitwise = "; ".join(f"{out} = {verilog(term)}" for out, term, _ in rows)
    lows = " ".join(f"`{out}` stays off while {condition(term, 0)}." for out, term, _ in rows)
    highs = "; ".join(f"`{out}` when {condition(term)}" for out, term, _ in rows)
    tables = "; ".join(
        f"{out}: {', '.join(f'{row:0{len(names)}b}' for row in ones(term, names))}"
        for out, term, _ in rows
    )
    wishes = " ".join(f"Turn `{out}` on {words}, but at no other time." for out, _, words in rows)
    sample = " and ".join(f"{out} = {int(0 in ones(term, names))}" for out, term, _ in rows)
    return (
        f"Control logic, {title.lower()}, as gates with their inputs in brackets: {calls}. A 1 at "
        f"an input has this meaning: {facts}.",
        f"{title}. In Verilog: {bitwise}.",
        f"Create a combinational block. {lows} In all cases that are not named, the output is on, "
        f"that is 1. For orientation: {meant}.",
        f"You are given the sensors {order}. Set to 1 {highs}; whatever is not set is 0. A 1 "
        f"there has a meaning: {facts}.",
        f"This block is used for the following purpose: {title.lower()}. {wishes} On is 1. Meaning "
        f"of the inputs: {meant}.",
        f"Truth table of a controller. Write the inputs {order} as a binary number with the first "
        f"one on the left. The outputs are 1 for the numbers given here, and 0 for the rest: "
        f"{tables}.",
        f"For example, with all inputs at 0 you get {sample}. The complete logic is {bitwise}, "
        f"with ~, &, | and ^ as in Verilog, where the meaning of the inputs is: {meant}.",
    )


def _and(*terms: Term) -> Gate:
    return Gate("and", terms)


def _or(*terms: Term) -> Gate:
    return Gate("or", terms)


def _not(term: Term) -> Gate:
    return Gate("not", (term,))


def _greenhouse(rng: random.Random) -> _Control:
    hot, cold, window = rng.choice((("hot", "frost", "window_open"), ("warm", "chilly", "vent"),
                                    ("above", "below", "hatch")))  # fmt: skip
    eco = rng.choice(("eco", "night", "saving"))
    up, down, lamp = rng.choice((("heat", "mist", "alarm"), ("burner", "spray", "siren"),
                                 ("radiator", "shade", "beacon")))  # fmt: skip
    heats = rng.choice((
        (_and(cold, _not(window)), f"if `{cold}` is 1 while `{window}` is 0"),
        (_and(cold, _not(_and(window, eco))), f"if `{cold}` is 1, unless `{window}` and `{eco}`"
         " are both 1"),
    ))  # fmt: skip
    cools = rng.choice((
        (_and(hot, _or(window, _not(eco))), f"if `{hot}` is 1 and also `{window}` is 1 or `{eco}`"
         " is 0"),
        (_and(hot, _not(eco)), f"if `{hot}` is 1 and `{eco}` is 0"),
    ))  # fmt: skip
    warns = rng.choice((
        (_or(_and(hot, cold), _and(cold, window)), f"if `{cold}` is 1 together with `{hot}` or"
         f" with `{window}`"),
        (Gate("xor", (hot, window)), f"if `{hot}` and `{window}` differ"),
    ))  # fmt: skip
    return _Control(
        title="Climate of a greenhouse", rows=[(up, *heats), (down, *cools), (lamp, *warns)],
        meanings={hot: "tells that it is too warm", cold: "tells that it is too cold",
                  window: "means that the roof is open", eco: "asks to spare energy"},
    )  # fmt: skip


def _car(rng: random.Random) -> _Control:
    belt, door, key, gear = rng.choice((("belt", "door_open", "ignition", "moving"),
                                        ("buckled", "door", "key", "in_gear")))  # fmt: skip
    chime, lamp = rng.choice((("chime", "lamp"), ("buzzer", "flasher"), ("beep", "light")))
    loud = rng.choice((
        (_and(key, _or(_not(belt), door)), f"if `{key}` is 1 while `{belt}` is 0 or `{door}` is 1"),
        (_or(_and(gear, _not(belt)), _and(gear, door)),
         f"if `{gear}` is 1 and at least one of these holds: `{belt}` is 0, `{door}` is 1"),
        (_and(key, gear, _not(belt)), f"only if `{key}` and `{gear}` are 1 and `{belt}` is 0"),
    ))  # fmt: skip
    shown = rng.choice((
        (_or(door, _and(key, _not(belt))), f"if `{door}` is 1, or if `{key}` is 1 with `{belt}` 0"),
        (_and(door, _not(gear)), f"if `{door}` is 1 and `{gear}` is 0"),
        (Gate("xor", (key, gear)), f"if exactly one of `{key}` and `{gear}` is 1"),
    ))  # fmt: skip
    return _Control(
        title="Warnings in a car", rows=[(chime, *loud), (lamp, *shown)],
        meanings={belt: "means a fastened belt", door: "means an open door",
                  key: "means that the key is turned", gear: "means that a gear is in"},
    )  # fmt: skip


def _entrance(rng: random.Random) -> _Control:
    button, night, moved = rng.choice((("button", "night", "motion"), ("push", "late", "someone"),
                                       ("press", "dark", "radar")))  # fmt: skip
    gong, light, camera = rng.choice((("gong", "light", "camera"), ("sound", "lantern", "record")))
    rows: Rows = [
        (gong, _and(button, _or(_not(night), moved)),
         f"if `{button}` is 1, unless `{night}` is 1 and `{moved}` is 0"),
        (light, _and(night, _or(button, moved)),
         f"if `{night}` is 1 and at least one of `{button}` and `{moved}` is 1"),
        (camera, _or(button, _and(moved, night)),
         f"if `{button}` is 1, or if both `{moved}` and `{night}` are 1"),
        ("greet", Gate("nor", (button, moved, night)),
         f"if none of `{button}`, `{moved}` and `{night}` is 1"),
    ]  # fmt: skip
    return _Control(
        title="Entrance of a house", rows=rng.sample(rows, rng.choice((2, 3, 3))),
        meanings={button: "means that a visitor rings", night: "means that it is night",
                  moved: "means that something moves"},
    )  # fmt: skip


def _tank(rng: random.Random) -> _Control:
    low, mid, high = rng.choice((("low", "mid", "high"), ("lvl1", "lvl2", "lvl3"),
                                 ("wet1", "wet2", "wet3")))  # fmt: skip
    pump, valve, fault = rng.choice((("pump", "valve", "fault"), ("fill", "drain", "wrong")))
    rows: Rows = [
        (pump, _not(mid), f"if `{mid}` is 0"),
        (valve, _and(high, mid), f"if `{mid}` and `{high}` are both 1"),
        (fault, _or(_and(high, _not(mid)), _and(mid, _not(low))),
         "if the sensors contradict each other, that is if "
         f"`{high}` is 1 with `{mid}` = 0, or `{mid}` is 1 with `{low}` = 0"),
    ]  # fmt: skip
    if rng.random() < 0.5:
        rows[0] = (pump, _and(low, _not(high)), f"if `{low}` is 1 and `{high}` is 0")
    empty: Rows = [("empty", _not(low), f"if `{low}` is 0")]
    return _Control(
        title="Level of a tank",
        rows=rng.sample(rows, rng.choice((2, 3, 3))) + empty[: rng.randint(0, 1)],
        meanings={low: "says that the lowest sensor is wet", mid: "says so for the middle sensor",
                  high: "says so for the highest sensor"},
    )  # fmt: skip


_CONTROLS: tuple[Callable[[random.Random], _Control], ...] = (_greenhouse, _car, _entrance, _tank)
