"""One-shots in further words."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Shot:
    """When there is a pulse, and the ports."""

    trigger: str
    out: str
    length: int
    """Of the pulse, in clocks."""
    needs_edge: bool
    """The trigger must have been 0 at the edge before."""
    is_prolonged: bool
    """A trigger during the pulse starts it anew."""
    is_low: bool
    """The pulse is a 0."""
    cancel: str | None
    """An input that ends the pulse."""

    @property
    def levels(self) -> tuple[int, int]:
        """The output in the pulse and at rest."""
        return (0, 1) if self.is_low else (1, 0)

    @property
    def fires(self) -> str:
        """Say when there is a trigger at an edge."""
        more = " and was 0 at the active edge before" if self.needs_edge else ""
        return f"`{self.trigger}` is 1{more}"

    @property
    def test(self) -> str:
        """Write when there is a trigger."""
        return f"{self.trigger} && !prev" if self.needs_edge else self.trigger

    @property
    def keeps(self) -> str:
        """Say what prev is, in a text that begins anew."""
        if not self.needs_edge:
            return ""
        return f" Here prev is `{self.trigger}` at the active edge before, whatever else happens."

    def example(self) -> tuple[str, str]:
        """Return levels of the trigger at successive edges, and the output after each."""
        samples = [1, 0, 1, *[0] * (self.length + 1)]
        left, before, shown = 0, 0, []
        for now in samples:
            is_fired = now and not (self.needs_edge and before)
            is_new = is_fired and (self.is_prolonged or left == 0)
            left, before = self.length if is_new else max(left - 1, 0), now
            shown.append(self.levels[0] if left else self.levels[1])
        return ", ".join(map(str, samples)), ", ".join(map(str, shown))


def others(told: Shot, rest: list[str]) -> tuple[str, ...]:
    """Return ten texts; the clock and the reset are told at the end of each."""
    said = (*_plainly(told), *_at_length(told))
    return tuple(f"{text} {rest[n % 3]}" for n, text in enumerate(said))


def _plainly(told: Shot) -> tuple[str, ...]:
    trigger, out, length, cancel = told.trigger, told.out, told.length, told.cancel
    on, off = told.levels
    fill = f"({told.test}{'' if told.is_prolonged else ' && !line[0]'}) ? {{{length}{{1'b1}}}}"
    fill = f"{cancel} ? 0 : {fill}" if cancel else fill
    again = (
        f"makes it last {length} clocks from there" if told.is_prolonged else "is of no consequence"
    )
    start = "rising edge" if told.needs_edge else "high level"
    brief = f"{'Retriggerable' if told.is_prolonged else 'Non-retriggerable'} monostable of "
    brief += f"{length} clocks, triggered by a {start} of {trigger} as sampled by the clock"
    brief += ", active-low output" if told.is_low else ""
    brief += f"; {cancel} = 1 at an edge aborts, before all else" if cancel else ""
    abort, mine, shall = "", "", ""
    if cancel:
        abort = f" A 1 on `{cancel}` ends any pulse at the edge, and then no trigger is accepted."
        mine = f" If `{cancel}` is up at an edge, kill the pulse there and take no trigger."
        shall = (
            f" If `{cancel}` is 1 at an active edge, `{out}` shall become {off} there, and no "
            "trigger shall be accepted at it."
        )
    new = f"When it triggers again meanwhile (`{out}` still {on} as the edge comes), "
    new += "start the time over" if told.is_prolonged else "don't care, and finish the pulse"
    busy = f"A trigger at an edge before which `{out}` is {on} "
    busy += f"must prolong the pulse to {length} clocks from there" if told.is_prolonged else (
        "must not have any effect"
    )  # fmt: skip
    return (
        f"`{out}` = {'~' if told.is_low else ''}line[0], where on every tick the register line of "
        f"{length} bits is loaded with {fill} : line >> 1, and is emptied by the "
        f"reset.{told.keeps}",
        f"{brief}.",
        f"Which circuit answers a trigger (an active edge at which {told.fires}) by {length} clock "
        f"periods of {on} on `{out}`, otherwise {off}, of which the first begins at that edge? "
        f"Build it. A trigger that finds the pulse still on {again}.{abort}",
        f"I'd like a one-shot: once a clock edge finds that {told.fires}, give me `{out}` = {on} "
        f"for {length} clocks right from that edge, then {off} again. {new}.{mine}",
        f"`{out}` shall be {off} at rest. When an active edge finds that {told.fires}, `{out}` "
        f"must be {on} in the {length} periods after that edge, and after these {off}. {busy}."
        f"{shall}",
    )


def _at_length(told: Shot) -> tuple[str, ...]:
    trigger, out, length, cancel = told.trigger, told.out, told.length, told.cancel
    on, off = told.levels
    first = ""
    if cancel:
        first = f"if `{cancel}` is 1, the pulse is over and nothing starts; else "
    rested = f"if {told.fires}, the first of {length} periods with `{out}` = {on} begins"
    begun = f"At an active edge with `{out}` at {on} just before: {first}"
    if told.is_prolonged:
        begun += f"if {told.fires}, the count of {length} periods begins anew; else "
    begun += f"it goes on until there have been {length} periods and then ends"
    unlike = (
        f"a trigger that comes while `{out}` is {on} is not lost but lets {length} periods begin "
        "anew" if told.is_prolonged
        else f"a trigger that comes while `{out}` is {on} does not make the pulse any longer"
    )  # fmt: skip
    stay = (
        f"Holding `{trigger}` at 1 triggers once only"
        if told.needs_edge
        else f"Holding `{trigger}` at 1 triggers at every edge at which it can"
    )
    ended = f" `{cancel}` = 1 at an edge ends it early and blocks a trigger." if cancel else ""
    fired = f"{trigger}(t) = 1" + (f" and {trigger}(t-1) = 0" if told.needs_edge else "")
    fired += "" if told.is_prolonged else " and r(t) = 0"
    zero = f"0 if {cancel}(t) = 1, else " if cancel else ""
    code = f"if ({told.test}{'' if told.is_prolonged else ' && left == 0'}) left = {length}; else "
    code += "if (left > 0) left--;"
    code = f"if ({cancel}) left = 0; else {code}" if cancel else code
    code += f" prev = {trigger};" if told.needs_edge else ""
    samples, shown = told.example()
    also = f", with `{cancel}` at 0" if cancel else ""
    than = f"`{cancel}` has not been 1 at an edge since, and " if cancel else ""
    blocked = f"; a trigger together with `{cancel}` = 1 does not count" if cancel else ""
    back = "accepted trigger" if not told.is_prolonged else "trigger"
    rule = "" if told.is_prolonged else (
        f" Accepted are triggers at edges before which `{out}` is {off}."
    )  # fmt: skip
    return (
        f"{begun}. At an active edge with `{out}` at {off} just before: "
        f"{first.replace('the pulse is over and ', '')}{rested}; "
        f"otherwise it remains {off}.",
        f"Unlike `{trigger}`, the pulse on `{out}` (a {on}; {off} is rest) always has its "
        f"{length} clocks from the edge at which {told.fires}, and {unlike}. {stay}.{ended}",
        f"Let t number the active edges and r(t) be what is left before edge t. Then r(t+1) = "
        f"{zero}{length} if {fired}, else max(r(t) - 1, 0). `{out}` is {on} if r is not 0, and "
        f"{off} if it is.",
        f"Think of a counter variable left, 0 at first, and of a function called by each active "
        f"edge: {{ {code} }} All the time, {out} = (left {'==' if told.is_low else '>'} 0).",
        f"`{out}` is {on} if {than}the latest {back} is one of the last {length} active edges, and "
        f"else {off}. A trigger is an edge at which {told.fires}{blocked}.{rule} From rest{also}, "
        f"{samples} on `{trigger}` at successive edges leads to {shown}.",
    )
