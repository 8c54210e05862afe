"""Traffic lights: phases of so many clock cycles in a ring; one may wait for a car or a button."""

from __future__ import annotations

import random
from dataclasses import dataclass

from rtlgen.datagen.behaviour import Known, Levels
from rtlgen.datagen.clocking import Clocking, draw_clocking
from rtlgen.datagen.drawn import Drawn, input_port, output_port
from rtlgen.datagen.registered import begin_end
from rtlgen.datagen.told.traffic_lights import others

State = tuple[int, int]
"""The phase, and for how many cycles it has already lasted."""
_ONE = (("STOP", "red"), ("READY", "red yellow"), ("GO", "green"), ("SLOW", "yellow"))
_CROSSING = (
    ("MAIN_GO", "main_green side_red"), ("MAIN_SLOW", "main_yellow side_red"),
    ("CLEAR_A", "main_red side_red"), ("SIDE_GO", "main_red side_green"),
    ("SIDE_SLOW", "main_red side_yellow"), ("CLEAR_B", "main_red side_red"),
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class _Lights:
    phases: tuple[tuple[str, frozenset[str], int], ...]
    """Name, lights that are on, and length in cycles; a reset starts the first one."""
    lamps: tuple[str, ...]
    """Outputs."""
    sensor: str | None
    """Input for which one phase waits."""
    waits: int
    """Number of that phase."""
    tick: str | None
    """Input: time goes on only at edges at which it is 1."""
    clocking: Clocking

    @property
    def longest(self) -> int:
        """Cycles of the longest phase."""
        return max(length for _, _, length in self.phases)

    @property
    def bits(self) -> int:
        """Of a count of cycles."""
        return max(1, (self.longest - 1).bit_length())

    def update(self, state: State, levels: Levels) -> State:
        """Let a cycle go by."""
        phase, spent = state
        if self.tick and not levels[self.tick]:
            return state
        if spent + 1 < self.phases[phase][2]:
            return phase, spent + 1
        if self.sensor and phase == self.waits and not levels[self.sensor]:
            return state
        return (phase + 1) % len(self.phases), 0

    def outputs(self, state: State, levels: Levels) -> Known:
        """Show the lights."""
        del levels
        on = self.phases[state[0]][1]
        return {lamp: int(lamp in on) for lamp in self.lamps}


def draw(rng: random.Random) -> Drawn:
    """Draw the lights of a street or of a crossing."""
    kinds: tuple[tuple[str, str], ...] = _CROSSING if rng.random() < 0.6 else _ONE
    if rng.random() < 0.5:
        kinds = tuple(kind for kind in kinds if kind[0] not in ("READY", "CLEAR_A", "CLEAR_B"))
    shift = rng.choice((0, 0, rng.randrange(len(kinds))))
    kinds = kinds[shift:] + kinds[:shift]
    style = rng.choice(("{}", "{}", "{}_light", "{}_o"))

    def length(name: str) -> int:
        return rng.randrange(3, 13) if name.endswith(("GO", "STOP")) else rng.randrange(1, 4)

    phases = tuple(
        (name, frozenset(style.format(lamp) for lamp in on.split()), length(name))
        for name, on in kinds
    )
    names: tuple[str, ...] = ("red", "yellow", "green")
    if kinds[0][0] not in {name for name, _ in _ONE}:
        names = tuple(f"{street}_{name}" for street in ("main", "side") for name in names)
    lights = _Lights(
        phases=phases, lamps=tuple(style.format(name) for name in names),
        sensor=rng.choice((None, "car", "button", "request", "sensor")),
        waits=next(n for n, (name, _) in enumerate(kinds) if name in ("STOP", "MAIN_GO")),
        tick=rng.choice((None, None, None, "tick", "en")), clocking=draw_clocking(rng),
    )  # fmt: skip
    inputs = [name for name in (lights.tick, lights.sensor) if name]
    begun = f"starts the phase {phases[0][0]} from its beginning"
    rest = [lights.clocking.says(rng, begun) for _ in range(4)]
    told = [f"{text} {more}" for text, more in zip(_says(lights), rest * 3, strict=True)]
    watched = (lights.sensor, lights.waits) if lights.sensor else None
    further = others(phases, lights.lamps, watched, lights.tick)
    new = zip(further, rest * 3, strict=False)
    return Drawn(
        family="traffic_lights",
        name=rng.choice(("traffic_light", "lights", "signal_controller", "crossing")),
        ports=(
            *lights.clocking.ports, *map(input_port, inputs), *map(output_port, lights.lamps)
        ),
        bodies={"up": _up(lights), "down": _down(lights)},
        registers={"up": frozenset(lights.lamps)},
        says=(*told[:-1], *(f"{text} {more}" for text, more in new), told[-1]),
        behaviour=lights.clocking.behaviour((0, 0), lights.update, lights.outputs),
    )  # fmt: skip


def _codes(lights: _Lights) -> tuple[str, int]:
    count = len(lights.phases)
    bits = (count - 1).bit_length()
    listed = ", ".join(f"{phase[0]} = {bits}'d{n}" for n, phase in enumerate(lights.phases))
    return f"    localparam [{bits - 1}:0] {listed};\n", bits


def _ticking(lights: _Lights, lines: list[str]) -> str:
    return f"if ({lights.tick}) {begin_end(lines)}" if lights.tick else begin_end(lines)


def _up(lights: _Lights) -> str:
    """Write a count of the cycles of a phase, and the lights as a case."""
    codes, bits = _codes(lights)
    lines, shown = ["spent <= spent + 1'b1;", "case (phase)"], ""
    for number, (name, on, length) in enumerate(lights.phases):
        after = lights.phases[(number + 1) % len(lights.phases)][0]
        go = f"begin phase <= {after}; spent <= 0; end"
        if lights.sensor and number == lights.waits:
            go = f"begin if ({lights.sensor}) {go} else spent <= spent; end"
        lines.append(f"    {name}: if (spent == {length - 1}) {go}")
        digits = "".join(str(int(lamp in on)) for lamp in lights.lamps)
        shown += f"            {name}: {{{', '.join(lights.lamps)}}} = "
        shown += f"{len(lights.lamps)}'b{digits};\n"
    first = lights.phases[0][0]
    lines += [f"    default: phase <= {first};", "endcase"]
    reset = begin_end([f"phase <= {first};", "spent <= 0;"])
    return (
        f"{codes}    reg [{bits - 1}:0] phase;\n    reg [{lights.bits - 1}:0] spent;\n"
        f"{lights.clocking.block(reset, _ticking(lights, lines))}"
        f"    always @(*)\n        case (phase)\n{shown}"
        f"            default: {{{', '.join(lights.lamps)}}} = 0;\n        endcase\n"
    )


def _down(lights: _Lights) -> str:
    """Write a count that is loaded with the length of the next phase."""
    codes, bits = _codes(lights)
    arms = ""
    for number, (name, _, _) in enumerate(lights.phases):
        after, _, length = lights.phases[(number + 1) % len(lights.phases)]
        arms += f"            {name}: begin\n                after = {after};\n"
        arms += f"                load = {lights.bits}'d{length - 1};\n            end\n"
    first, _, length = lights.phases[0]
    waits = lights.phases[lights.waits][0]
    stay = f" && (phase != {waits} || {lights.sensor})" if lights.sensor else ""
    lines = [f"if (left == 0{stay}) begin", "    phase <= after;", "    left <= load;", "end",
             "else if (left != 0)", "    left <= left - 1'b1;"]  # fmt: skip
    outs = ""
    for lamp in lights.lamps:
        tests = [f"(phase == {name})" for name, on, _ in lights.phases if lamp in on]
        outs += f"    assign {lamp} = {' || '.join(tests)};\n"
    reset = begin_end([f"phase <= {first};", f"left <= {lights.bits}'d{length - 1};"])
    return (
        f"{codes}    reg [{bits - 1}:0] phase, after;\n"
        f"    reg [{lights.bits - 1}:0] left, load;\n"
        f"    always @(*) begin\n        after = {first}; load = 0;\n        case (phase)\n"
        f"{arms}            default: ;\n        endcase\n    end\n"
        f"{lights.clocking.block(reset, _ticking(lights, lines))}{outs}"
    )


def _says(lights: _Lights) -> tuple[str, ...]:
    rows = [
        (name, [f"`{lamp}`" for lamp in lights.lamps if lamp in on], length)
        for name, on, length in lights.phases
    ]
    unit = f"clock cycles with `{lights.tick}` at 1" if lights.tick else "clock cycles"
    told = "; ".join(f"{name} ({' and '.join(on)} on) for {length}" for name, on, length in rows)
    table = "\n".join(f"{name} | {', '.join(on)} | {length}" for name, on, length in rows)
    steps = " ".join(
        f"{n}. {name}: {length} cycle{'s' if length > 1 else ''}, {' and '.join(on)} at 1."
        for n, (name, on, length) in enumerate(rows, 1)
    )
    waits, length = rows[lights.waits][0], rows[lights.waits][2]
    wait = ""
    if lights.sensor:
        wait = (
            f" {waits} lasts longer if need be: from its cycle number {length} on, it ends at the "
            f"first active edge at which `{lights.sensor}` is 1; earlier values of "
            f"`{lights.sensor}` are forgotten, and no other phase looks at it."
        )
    tick = f" At edges with `{lights.tick}` at 0 nothing changes." if lights.tick else ""
    first = f"After {rows[-1][0]} comes {rows[0][0]} again"
    return (
        f"Traffic lights with these phases, in {unit}: {told}. {first}. All lights that are not "
        f"named are off (0).{wait}{tick}",
        f"Design a controller for lights. Phases in their order, lights that are on (1), length in "
        f"{unit}.\n\n{table}\n\n{first}. The other lights are 0.{wait}{tick}",
        f"Moore machine that goes round in a ring, one step when its phase has lasted long enough. "
        f"Phases: {steps} {first}. Outputs that a phase does not name are 0.{wait}{tick}",
        *_more(lights, unit, f"{wait}{tick}"),
        f"Given a clock, show the phases {', '.join(row[0] for row in rows)} in turn and for ever. "
        f"Lights and lengths (in {unit}) are as follows: {told}. Lights are 1 only where they are "
        f"named.{wait}{tick}",
    )


def _more(lights: _Lights, unit: str, rules: str) -> tuple[str, ...]:
    """Describe the same lights in other words."""
    phases, lamps = lights.phases, lights.lamps
    names = [name for name, _, _ in phases]
    turns = ", ".join(
        f"{name} -> {goal} after {length}"
        for (name, _, length), goal in zip(phases, [*names[1:], names[0]], strict=True)
    )
    lit = "; ".join(
        f"`{lamp}` in {', '.join(name for name, on, _ in phases if lamp in on) or 'no phase'}"
        for lamp in lamps
    )
    codes = ", ".join(
        f"{''.join(str(int(lamp in on)) for lamp in lamps)} in {name}" for name, on, _ in phases
    )
    lengths = ", ".join(f"{name} {length}" for name, _, length in phases)
    on_all = "; ".join(f"{name}: {', '.join(sorted(on))}" for name, on, _ in phases)
    total = sum(length for _, _, length in phases)
    order, ring = ", ".join(f"`{lamp}`" for lamp in lamps), f"{', '.join(names)} and {names[0]}"
    return (
        f"Cyclic controller. Transitions, with times in {unit}: {turns}. A lamp is 1 in the phases "
        f"listed here and 0 in all others: {lit}.{rules}",
        f"Build a signal controller whose lamps form a code word, in the order {order}: {codes}. "
        f"The phases follow each other in this order, the last one being followed by the first; "
        f"in {unit}, they last {lengths}.{rules}",
        f"A down-counter times the phases. It makes them {lengths} {unit} long, in this order, and "
        f"after {names[-1]} the round begins anew with {names[0]}. Lamps that are lit: {on_all}; "
        f"the rest are dark (0).{rules}",
        f"Light by light: {lit}; elsewhere a light is off. The state machine behind it runs "
        f"through {ring} again. Durations in {unit}: {lengths}.{rules}",
        f"This block is used to control traffic. It steps round a loop of {len(phases)} states. "
        f"Durations ({unit}) and next states are {turns}. Moore outputs {order} have the values "
        f"{codes}.{rules}",
        f"You are asked for a state machine with a timer. The states are {', '.join(names)}, in a "
        f"ring; without waiting a round takes {total} {unit}, namely {lengths}. A 1 switches a "
        f"light on, and each state has these lights on and no others: {on_all}.{rules}",
        f"Create a lamp sequencer: {turns} (all counted in {unit}). The outputs are decoded from "
        f"the phase only. At 1 are {on_all}; every other output is 0.{rules}",
        f"Assume that time is measured in {unit}. For example, {names[0]} lasts {phases[0][2]} and "
        f"hands over to {names[1]}. The complete round is {lengths}, then {names[0]} again. "
        f"Lights, 1 = lit, are on as follows and otherwise off: {lit}.{rules}",
    )
