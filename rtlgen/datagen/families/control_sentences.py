"""Devices that are switched by sensors and buttons: sentences of daily life with random logic."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rtlgen.datagen.behaviour import Combinational, Known, Levels
from rtlgen.datagen.drawn import Drawn, input_port, output_port
from rtlgen.datagen.logic import Gate, Term, evaluate, leaves, verilog
from rtlgen.datagen.told.control_sentences import others

_SIGNALS = {
    "door_open": ("the door is open", "the door is closed"),
    "dark": ("it is dark outside", "it is light outside"),
    "motion": ("something moves", "nothing moves"),
    "too_hot": ("it is too hot", "it is not too hot"),
    "too_cold": ("it is too cold", "it is not too cold"),
    "manual": ("the manual switch is on", "the manual switch is off"),
    "key_in": ("the key is inserted", "the key is missing"),
    "belt_on": ("the belt is fastened", "the belt is not fastened"),
    "water_low": ("the water level is low", "there is enough water"),
    "rain": ("it rains", "it does not rain"),
    "power_ok": ("the supply is good", "the supply is bad"),
    "night_mode": ("night mode is selected", "night mode is not selected"),
    "smoke": ("smoke is detected", "there is no smoke"),
    "button": ("the button is pressed", "the button is released"),
    "car": ("a car is waiting", "no car is waiting"),
    "full": ("the bin is full", "the bin is not full"),
}
"""Input → what 1 means, and what 0 means."""
_DEVICES = {
    "lamp": "the lamp", "fan": "the fan", "pump": "the pump", "alarm": "the alarm",
    "heater": "the heater", "motor": "the motor", "gate": "the gate motor", "bell": "the bell",
    "lock": "the lock", "valve": "the valve", "sprinkler": "the sprinkler",
    "warn_light": "the warning light",
}  # fmt: skip
_NAMES = ("control", "controller", "switch_logic", "house_logic", "safety", "top_module")


def _no(term: Term) -> Term:
    return term.parts[0] if isinstance(term, Gate) and term.kind == "not" else Gate("not", (term,))


_FORMS: Sequence[tuple[str, Callable[..., Term]]] = (
    ("{0}", lambda a: a),
    ("{0} and {1}", lambda a, b: Gate("and", (a, b))),
    ("{0} or {1} (or both)", lambda a, b: Gate("or", (a, b))),
    ("{0}, unless {1}", lambda a, b: Gate("and", (a, _no(b)))),
    ("exactly one of these holds ({0}; {1})", lambda a, b: Gate("xor", (a, b))),
    ("{0} and {1} and {2}", lambda a, b, c: Gate("and", (a, b, c))),
    ("at least one of these holds ({0}; {1}; {2})", lambda a, b, c: Gate("or", (a, b, c))),
    ("{0} and {1}, unless {2}", lambda a, b, c: Gate("and", (a, b, _no(c)))),
    ("{0} and, besides, at least one of these holds ({1}; {2})",
     lambda a, b, c: Gate("and", (a, Gate("or", (b, c))))),
    ("either {0}, or both {1} and {2}", lambda a, b, c: Gate("or", (a, Gate("and", (b, c))))),
)  # fmt: skip
"""A condition in words, and the same as gates."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rule:
    """One device and when it is on."""

    out: str
    term: Term
    words: str


def draw(rng: random.Random) -> Drawn:
    """Draw one to three devices on one to five signals."""
    names = rng.sample(sorted(_SIGNALS), rng.choice((2, 3, 3, 4, 5)))
    outs = rng.sample(sorted(_DEVICES), rng.choice((1, 1, 2, 2, 3)))
    rules = [_rule(rng, out, names) for out in outs]
    found = set[str]().union(*(leaves(rule.term) for rule in rules))
    used = [name for name in names if name in found]

    def function(levels: Levels) -> Known:
        return {rule.out: evaluate(rule.term, levels) for rule in rules}

    return Drawn(
        family="control_sentences",
        name=rng.choice(_NAMES),
        ports=(*(input_port(name) for name in used), *(output_port(out) for out in outs)),
        bodies=_bodies(rules),
        registers=dict.fromkeys(("always", "if"), frozenset(outs)),
        says=_says(rng, rules, used),
        behaviour=lambda: Combinational(function),
    )


def _rule(rng: random.Random, out: str, names: Sequence[str]) -> _Rule:
    """Draw a condition and fill it with signals."""
    fitting = [one for one in _FORMS if one[0].count("{") <= len(names)]
    words, build = rng.choice(fitting)
    literals = [_literal(rng, name) for name in rng.sample(names, words.count("{"))]
    return _Rule(
        out=out, words=words.format(*(text for _, text in literals)),
        term=build(*(term for term, _ in literals)),
    )  # fmt: skip


def _literal(rng: random.Random, name: str) -> tuple[Term, str]:
    on, off = _SIGNALS[name]
    return (name, on) if rng.random() < 0.65 else (_no(name), off)


def _bodies(rules: Sequence[_Rule]) -> dict[str, str]:
    plain = [f"{rule.out} = {verilog(rule.term)};\n" for rule in rules]
    tests = "".join(
        f"        if ({verilog(rule.term, is_logical=True)})\n            {rule.out} = 1'b1;\n"
        f"        else\n            {rule.out} = 1'b0;\n"
        for rule in rules
    )
    return {
        "assign": "".join(f"    assign {line}" for line in plain),
        "always": f"    always @(*) begin\n{''.join(f'        {line}' for line in plain)}    end\n",
        "if": f"    always @(*) begin\n{tests}    end\n",
    }


def _says(rng: random.Random, rules: Sequence[_Rule], used: Sequence[str]) -> tuple[str, ...]:
    legend = ", ".join(f"`{name}` ({_SIGNALS[name][0]})" for name in used)
    meaning = "; ".join(f"`{name}` is 1 when {_SIGNALS[name][0]}" for name in used)
    zeros = "; ".join(
        f"`{name}` is 1 if {_SIGNALS[name][0]} and 0 if {_SIGNALS[name][1]}" for name in used
    )

    def each(form: str) -> str:
        return " ".join(
            form.format(out=f"`{r.out}`", device=_DEVICES[r.out], condition=r.words,
                        Device=_DEVICES[r.out].capitalize())
            for r in rules
        )  # fmt: skip

    verb = rng.choice(("Build", "Design", "Create"))
    outs = " and ".join(f"`{rule.out}`" for rule in rules)
    return (
        f"What a 1 means: {legend}. " + each("{Device} ({out}) is on exactly when {condition}."),
        f"{verb} a combinational controller. {meaning[0].upper()}{meaning[1:]}. "
        + each("Switch {device} on ({out} = 1) if and only if {condition}."),
        f"Signals: {zeros}. "
        + each("{out} must be 1 when {condition}; in every other case it is 0."),
        f"{each('{Device} runs if {condition}; if not, it is off.')} The sensors are {legend}, "
        f"where a 1 means what stands in brackets; with a 1 on {outs} something runs.",
        f"A household has these signals, each 1 if the remark holds: {legend}. "
        + each(
            "The output {out} controls {device}: it should be on only if {condition}, and it "
            "should then always be on."
        ),
        f"{each('{out}: {device} works whenever {condition}, and never otherwise.')} Coding of "
        f"the signals: {meaning}.",
        f"Create logic for a building. Turn on {each('{device} by {out} = 1 when {condition};')} "
        f"at all other times the outputs are 0. Sensor inputs, with what a 1 tells: {legend}.",
        f"Rules of operation. {each('{out} ({device}) is tied to this condition: {condition}.')} "
        f"A condition that holds makes its output 1, and one that fails makes it 0. As to the "
        f"inputs, {meaning}.",
        f"You are given the signals {legend}; the remark is true at 1 and false at 0. "
        f"{each('Let {out} tell whether the following is true: {condition}.')}",
        f"This block is used to run {' and '.join(_DEVICES[r.out] for r in rules)}. "
        f"{each('{Device} has the enable {out}, high while {condition} and low otherwise.')}"
        f" Inputs: {zeros}.",
        f"Truth conditions: {each('[{out}] {condition}.')} A signal in square brackets is 1 if the "
        f"sentence after it is true and 0 if it is false. Meaning of a 1 on the others: {legend}.",
        f"When is something switched on? {each('{Device}: when {condition}.')} There is no memory; "
        f"on is a 1 and off is a 0 on {outs}. The sensors say: {zeros}.",
        *others(
            [(rule.out, _DEVICES[rule.out], rule.words, verilog(rule.term)) for rule in rules],
            [(name, *_SIGNALS[name]) for name in used],
            [[evaluate(rule.term, dict.fromkeys(used, bit)) for rule in rules] for bit in (0, 1)],
        ),
        f"An engineer writes: {each('I want {device} on as soon as and as long as {condition}.')} "
        f"Sensors: {zeros}. A 1 on {outs} means on.",
    )
