"""One function without and with a register in further words."""

from __future__ import annotations

from rtlgen.datagen.logic import Gate, algebra, call, condition, evaluate, ones, verilog


def others(
    clock: str, names: tuple[str, ...], outs: tuple[str, ...], term: Gate
) -> tuple[str, ...]:
    """Tell of the function; the last output is the registered one."""
    return (*_plain(clock, names, outs, term), *_valued(clock, names, outs, term))


def _plain(
    clock: str, names: tuple[str, ...], outs: tuple[str, ...], term: Gate
) -> tuple[str, ...]:
    """Tell of the outputs."""
    *now, last = outs
    text, listed = verilog(term), ", ".join(names)
    direct, is_two = " and ".join(f"`{out}`" for out in now), len(now) > 1
    code = " and ".join(f"`assign {out} = {text};`" for out in now)
    return (
        f"The lines {code} and `always @(posedge {clock}) {last} <= {text};` tell what this "
        f"circuit does.",
        f"Function {text} (Verilog), unregistered on {', '.join(now)} and registered on {last}, "
        f"posedge {clock}, no reset.",
        f"When is the function f of {listed} equal to 1? When {condition(term)}, and at no other "
        f"time. Where can f be seen without any delay? At {direct}. And where can one see what f "
        f"was at the latest rising edge of `{clock}`? At `{last}`, which has no reset.",
        f"I need {call(term)} {'three times' if is_two else 'twice'}: straight from the gates on "
        f"{direct}, and resampled on `{last}`, since that one goes to something clocked by the "
        f"posedge of `{clock}`. A plain D flop will do, you needn't reset it.",
        f"{direct} shall be combinational and {'each ' if is_two else ''}equal to f = "
        f"{algebra(term)} (' is NOT, · AND, + OR, ⊕ XOR). `{last}` shall be a flip-flop that is "
        f"loaded with f at every positive edge of `{clock}`. A reset must not be provided.",
    )


def _valued(
    clock: str, names: tuple[str, ...], outs: tuple[str, ...], term: Gate
) -> tuple[str, ...]:
    """Tell of cases, times and values."""
    *now, last = outs
    text, listed = verilog(term), ", ".join(names)
    direct, is_two = " and ".join(f"`{out}`" for out in now), len(now) > 1
    is_are, does = ("are", "do") if is_two else ("is", "does")
    members = ", ".join(f"{row:0{len(names)}b}" for row in ones(term, names))
    now_code = " = ".join(now)
    zero = evaluate(term, dict.fromkeys(names, 0))
    both = " and ".join(f"{out} = {zero}" for out in now)
    return (
        f"While {condition(term, 0)}, {direct} {is_are} 0, and a tick of `{clock}` (rising edge) "
        f"then clears `{last}`. While that is not so, {direct} {is_are} 1, and a tick sets "
        f"`{last}`. Between ticks `{last}` stays, and nothing else affects it.",
        f"`{last}` does not react when an input changes, and not at a falling edge of `{clock}` "
        f"either; it changes at rising edges alone, where it copies {call(term)}. {direct}, by "
        f"contrast, {does} not wait for the clock and always equal{'' if is_two else 's'} that "
        f"function. Nothing is ever reset.",
        f"Let S be the set {{{members}}} of values of the vector {{{listed}}}, and let f(t) be 1 "
        f"if the value at time t is in S and else 0. Then {direct} {is_are} f(t), whereas "
        f"`{last}` is f(e), where e is the moment just before the most recent positive edge of "
        f"`{clock}`.",
        f"Think of a function `f({listed})` that returns `{text}`. It is called again whenever an "
        f"argument changes, to set {now_code} = f(...), and once at each posedge of `{clock}`, to "
        f"set the variable {last} = f(...), which is otherwise left alone (and not initialised).",
        f"Behind `{last}` is a flip-flop, clocked by the rising edge of `{clock}` and never reset; "
        f"in front of the flip-flop is logic, and {direct} {is_are} taken from there. The logic "
        f"computes {text}. With all of {listed} at 0, for instance, {both} at once, and {last} = "
        f"{zero} from the next edge on.",
    )
