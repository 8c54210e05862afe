"""Things that go to and fro: what they are, by which rules they go, and the Verilog."""

from __future__ import annotations

from dataclasses import dataclass

from rtlgen.datagen.clocking import Clocking
from rtlgen.datagen.registered import literal, vector


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """Names."""

    thing: str
    ways: tuple[str, str]
    """Outputs: it goes this way."""
    bumps: tuple[str, str]
    """Inputs: there is an obstacle at the end of this way."""
    stop: str
    """Input that makes it wait."""
    stops_at: int
    waits: str
    """Output."""
    job: str
    """Input that starts a job."""
    works: str
    """Output."""


SETTINGS = (
    Setting(thing="A cart on a rail", ways=("go_east", "go_west"), bumps=("wall_e", "wall_w"),
             stop="power", stops_at=0, waits="stalled", job="load", works="loading"),
    Setting(thing="A lift", ways=("up", "down"), bumps=("at_top", "at_bottom"),
             stop="door_open", stops_at=1, waits="waiting", job="service", works="servicing"),
    Setting(thing="A small robot", ways=("left", "right"), bumps=("hit_left", "hit_right"),
             stop="floor", stops_at=0, waits="falling", job="drill", works="drilling"),
    Setting(thing="A water tank", ways=("fill", "drain"), bumps=("full", "empty"),
             stop="pause", stops_at=1, waits="holding", job="rinse", works="rinsing"),
    Setting(thing="A tram", ways=("north", "south"), bumps=("end_n", "end_s"),
             stop="red", stops_at=1, waits="halted", job="doors", works="boarding"),
    Setting(thing="A print head", ways=("fwd", "rev"), bumps=("limit_f", "limit_r"),
             stop="ready", stops_at=0, waits="parked", job="clean", works="cleaning"),
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Walker:
    """A thing and its rules."""

    setting: Setting
    first: int
    """The way after a reset: 0 or 1."""
    any_bump: bool
    """Each obstacle turns it, not only the one ahead."""
    has_stop: bool
    turns_after: bool
    """It goes on in the other direction after it has waited."""
    has_job: bool
    is_held: bool
    """The job lasts as long as its input is 1; otherwise until it has to wait."""
    limit: int
    """Cycles of waiting that it survives; 0 = any number."""
    clocking: Clocking

    @property
    def stopped(self) -> str:
        """Write when it has to wait."""
        return f"{'' if self.setting.stops_at else '!'}{self.setting.stop}"

    def turn(self, way: int) -> str:
        """Write when it turns."""
        bumps = self.setting.bumps
        return " || ".join(bumps) if self.any_bump else bumps[way]


def states(walker: Walker, *, is_single: bool) -> str:
    """Write a case over named states, in one block or in two."""
    setting, goal = walker.setting, "state <=" if is_single else "following ="
    modes = ["GO", *(["WAIT"] if walker.has_stop else []), *(["WORK"] if walker.has_job else [])]
    names = [f"{mode}_{way}" for mode in modes for way in "AB"] + (["LOST"] if walker.limit else [])
    width, arms = (len(names) - 1).bit_length(), ""
    for way, here, there in ((0, "A", "B"), (1, "B", "A")):
        stop = [(walker.stopped, f"WAIT_{here}")] if walker.has_stop else []
        job = [(setting.job, f"WORK_{here}")] if walker.has_job else []
        turn = (walker.turn(way), f"GO_{there}")
        arms += _arm(f"GO_{here}", [*stop, *job, turn], f"GO_{here}", goal)
        if stop:
            lost = [(f"waited > {walker.limit}", "LOST")] if walker.limit else []
            after = there if walker.turns_after else here
            arms += _arm(f"WAIT_{here}", [*stop, *lost], f"GO_{after}", goal)
        if job:
            ends = [(f"!{setting.job}", f"GO_{here}")] if walker.is_held else []
            arms += _arm(f"WORK_{here}", [*stop, *ends], f"WORK_{here}", goal)
    stay = "LOST" if walker.limit else f"GO_{'AB'[walker.first]}"
    case = f"case (state)\n{arms}    default: {goal} {stay};\nendcase"
    codes = ", ".join(f"{name} = {literal(n, width)}" for n, name in enumerate(names))
    word = vector(width)
    head = f"    localparam {word}{codes};\n    reg {word}state;\n"
    reset, update, joined = f"state <= GO_{'AB'[walker.first]};", case, ""
    if not is_single:
        shifted = case.replace("\n", "\n        ")
        joined = f"    reg {word}following;\n    always @(*)\n        {shifted}\n"
        update = "state <= following;"
    if walker.limit:
        head += _counter(walker.limit)
        reset = f"begin\n    {reset}\n    waited <= 1;\nend"
        tail = _count(walker.limit, "state == WAIT_A || state == WAIT_B")
        update = "begin\n    " + update.replace("\n", "\n    ") + f"\n    {tail}\nend"
    shown = dict(zip(setting.ways, ("state == GO_A", "state == GO_B"), strict=True))
    shown |= {setting.waits: "state == WAIT_A || state == WAIT_B"} if walker.has_stop else {}
    shown |= {setting.works: "state == WORK_A || state == WORK_B"} if walker.has_job else {}
    outs = "".join(f"    assign {name} = ({test});\n" for name, test in shown.items())
    return f"{head}{joined}{walker.clocking.block(reset, update)}{outs}"


def _arm(name: str, tests: list[tuple[str, str]], rest: str, goal: str) -> str:
    if not tests:
        return f"    {name}: {goal} {rest};\n"
    chain = "\n        else ".join(f"if ({test}) {goal} {state};" for test, state in tests)
    return f"    {name}:\n        {chain}\n        else {goal} {rest};\n"


def _counter(limit: int) -> str:
    return f"    reg [{(limit + 1).bit_length() - 1}:0] waited;\n"


def _count(limit: int, is_waiting: str) -> str:
    return (
        f"if (!({is_waiting})) waited <= 1;\n    else if (waited <= {limit}) "
        "waited <= waited + 1'b1;"
    )


def flags(walker: Walker) -> str:
    """Write a register for the direction and one for each thing that it may be doing."""
    setting = walker.setting
    bits = [*(["waiting_q"] if walker.has_stop else []), *(["working_q"] if walker.has_job else []),
            *(["lost_q"] if walker.limit else [])]  # fmt: skip
    back = "any_bump" if walker.any_bump else "ahead"
    ahead = " || ".join(setting.bumps)
    if not walker.any_bump:
        ahead = f"back ? {setting.bumps[1]} : {setting.bumps[0]}"
    head = f"    reg {', '.join(['back', *bits])};\n    wire {back} = {ahead};\n"
    steps = ["if (lost_q) lost_q <= 1'b1;"] if walker.limit else []
    if walker.has_stop:
        doing = " working_q <= 1'b0;" if walker.has_job else ""
        steps.append(f"if ({walker.stopped}) begin waiting_q <= 1'b1;{doing} end")
        lost = f" lost_q <= (waited > {walker.limit});" if walker.limit else ""
        turn = " back <= ~back;" if walker.turns_after else ""
        steps.append(f"if (waiting_q) begin waiting_q <= 1'b0;{lost}{turn} end")
    if walker.has_job:
        last = f"working_q <= {setting.job};" if walker.is_held else "working_q <= 1'b1;"
        steps += [f"if (working_q) {last}", f"if ({setting.job}) working_q <= 1'b1;"]
    steps.append(f"if ({back}) back <= ~back;")
    update = "\nelse ".join(steps)
    reset = "\n    ".join([f"back <= 1'b{walker.first};", *(f"{bit} <= 1'b0;" for bit in bits)])
    if walker.limit:
        head += _counter(walker.limit)
        tail = _count(walker.limit, "waiting_q")
        update = "begin\n    " + update.replace("\n", "\n    ") + f"\n    {tail}\nend"
        reset += "\n    waited <= 1;"
    free = "".join(f" & ~{bit}" for bit in bits)
    outs = (
        f"    assign {setting.ways[0]} = ~back{free};\n    assign {setting.ways[1]} = back{free};\n"
    )
    outs += f"    assign {setting.waits} = waiting_q;\n" if walker.has_stop else ""
    outs += f"    assign {setting.works} = working_q;\n" if walker.has_job else ""
    return f"{head}{walker.clocking.block(f'begin{chr(10)}    {reset}{chr(10)}end', update)}{outs}"
