"""Accumulators in further words."""

from __future__ import annotations


def others(
    form: str,
    ports: tuple[str, str],
    widths: tuple[int, int],
    controls: tuple[str | None, str | None],
) -> tuple[str, ...]:
    """Say in further words what is accumulated.

    Args:
        form: sum, saturating, least, greatest.
        ports: The sample and the result.
        widths: Of both.
        controls: The enable and the restart.
    """
    enable, restart = controls
    when = f" with `{enable}` high" if enable else ""
    extras = [name for name, port in (("enable", enable), ("restart", restart)) if port]
    extra = f" with {' and '.join(extras)}" if extras else ""
    if form in ("least", "greatest"):
        said = (when, extra)
        return (
            *_extreme(ports, widths[0], said, is_least=form == "least"),
            *_extreme_logic(ports, widths[0], controls, is_least=form == "least"),
        )
    is_clipped = form == "saturating"
    return (
        *_sum(ports, widths, (when, extra), is_clipped=is_clipped),
        *_sum_logic(ports, widths, controls, is_clipped=is_clipped),
    )


def _code(ports: tuple[str, str], controls: tuple[str | None, str | None], last: str) -> str:
    """Write statements of a program around the last one."""
    (data, out), (enable, restart) = ports, controls
    if restart:
        last = f"if ({restart}) {out} = {data}; else {last}"
    return f"if ({enable}) {{ {last} }}" if enable else last


def _sum(
    ports: tuple[str, str], widths: tuple[int, int], said: tuple[str, str], *, is_clipped: bool
) -> tuple[str, ...]:
    (data, out), (narrow, width), (when, extra) = ports, widths, said
    top = (1 << width) - 1
    limit = f"never exceeds {top}" if is_clipped else f"wraps modulo {top + 1}"
    wish = f"just pin it at {top}" if is_clipped else "let it roll over, I do not need the carry"
    must = (
        f"A total above {top} shall be stored as {top}"
        if is_clipped
        else f"A total above {top} shall lose its carry and keep the low {width} bits"
    )
    unlike = (
        f"Unlike a plain accumulator it does not wrap either: it stops at {top}"
        if is_clipped
        else f"It is not a saturating one either: {top} followed by a sample of 1 gives 0"
    )
    fit = f"the largest number there is, {top}" if is_clipped else f"the low {width} bits of it"
    name = "Saturating accumulator" if is_clipped else "Accumulator"
    wraps = "" if is_clipped else " It wraps around."
    return (
        f"{name} of {width} bits{extra}, {narrow}-bit unsigned input.{wraps}",
        (f"Which circuit keeps a running total of unsigned numbers that {limit}? Build it: the "
        f"numbers come on `{data}`, one per clock, and the total of {width} bits is read on "
        f"`{out}`."),
        (f"Can you do me an accumulator? I put an unsigned number on `{data}` in every cycle and "
        f"you add it to `{out}`. When the total does not fit in {width} bits any more, {wish}."),
        (f"The register `{out}` shall be increased by the unsigned value of `{data}` at every "
        f"active clock edge{when}. {must}."),
        (f"If the sum of `{out}` and the unsigned `{data}` needs more than {width} bits, the edge "
        f"stores {fit}. While it fits, the edge stores the sum itself in `{out}`."),
        (f"Unlike a counter, which goes up by one, the register `{out}` goes up by whatever "
        f"unsigned number stands at `{data}`, at each active clock edge{when}. {unlike}."),
    )  # fmt: skip


def _sum_logic(
    ports: tuple[str, str], widths: tuple[int, int], controls: tuple[str | None, str | None],
    *, is_clipped: bool,
) -> tuple[str, ...]:  # fmt: skip
    (data, out), (narrow, width), top = ports, widths, (1 << widths[1]) - 1
    enable, restart = controls
    total = f"{out} + {data}"
    rule = f"{total} > {top} ? {top} : {total}" if is_clipped else total
    code = _code(ports, controls, f"{out} = {rule};")
    rule = f"({rule})" if restart and is_clipped else rule
    rule = f"{restart} ? {data} : {rule}" if restart else rule
    rule = f"{enable} ? ({rule}) : {out}" if enable else rule
    carry = (
        "the comparison being made on the full sum, carry included"
        if is_clipped
        else f"all in {width} bits, so that a carry out of the top bit is lost"
    )
    later = f"min({out}(t) + {data}(t), {top})"
    if not is_clipped:
        later = f"({out}(t) + {data}(t)) mod 2^{width}"
    note = (
        "the sum being formed wide enough not to overflow"
        if is_clipped
        else "and it overflows silently, as unsigned variables do"
    )
    padded = ", padded with zeros on the left," if width > narrow else ""
    behind = f"a limiter at {top}, and before that " if is_clipped else ""
    end = top if is_clipped else 1
    return (
        f"`{out} <= {rule}` on each tick of the clock, unsigned, {carry}.",
        (f"With t counting the edges at which a sample is added, {out}(t+1) = {later}. The numbers "
        f"are unsigned; `{data}` ranges from 0 to {(1 << narrow) - 1} and `{out}` from 0 to "
        f"{top}."),
        (f"Think of `{out}` as an unsigned variable of {width} bits. Once per clock cycle a "
         "program "
        f"runs: {code} The names are those of the ports, {note}."),
        (f"`{out}` shows the flip-flops of a register. Before its data input stands {behind}an "
        f"adder{'' if is_clipped else ' without a carry out'}; one operand of the adder is "
        f"`{out}`, the other `{data}`{padded} as an unsigned number. Worked example: {top - 1} in "
        f"the register and a sample of 3 give {end}."),
    )  # fmt: skip


def _extreme(
    ports: tuple[str, str], width: int, said: tuple[str, str], *, is_least: bool
) -> tuple[str, ...]:
    (data, out), (when, extra) = ports, said
    kind, than, other = (
        ("smallest", "below", "above") if is_least else ("largest", "above", "below")
    )
    name = "minimum" if is_least else "maximum"
    mark = "low-water mark" if is_least else "peak detector"
    change = "smaller" if is_least else "larger"
    return (
        f"Running {name} of {width}-bit unsigned numbers{extra}.",
        (f"Which circuit remembers the {kind} number that it has been shown? Build it for unsigned "
        f"numbers of {width} bits: they come on `{data}`, one per clock, and the record stands on "
        f"`{out}`."),
        (f"I need a {mark}, please. `{data}` brings me an unsigned number in every cycle, and at "
        f"any time I want to read the {kind} one so far from the register `{out}`."),
        (f"The register `{out}` shall be replaced by `{data}` at every active clock edge{when} at "
        f"which `{data}` is {than} it. It must be retained when `{data}` is equal to it or {other} "
        "it. All comparisons shall be unsigned."),
        (f"When `{data}` equals `{out}` or lies {other} it, the active edge changes nothing. Only "
        f"when it lies {than} it, `{out}` is overwritten with `{data}`. Both are taken as unsigned "
        "numbers."),
        (f"Unlike an ordinary register, which takes every word that it is offered, `{out}` takes "
        f"`{data}` at the active edge only if this makes it {change}, as an unsigned number; "
        "everything else leaves it as it was."),
    )  # fmt: skip


def _extreme_logic(
    ports: tuple[str, str], width: int, controls: tuple[str | None, str | None], *, is_least: bool
) -> tuple[str, ...]:
    (data, out), (enable, restart) = ports, controls
    sign, fold = ("<", "min") if is_least else (">", "max")
    code = _code(ports, controls, f"if ({data} {sign} {out}) {out} = {data};")
    test = f"{data} {sign} {out}"
    test = f"{restart} || ({test})" if restart else test
    test = f"{enable} && ({test})" if enable else test
    worst, best = (5, 1) if is_least else (1, 5)
    if width < 3:
        worst, best = (3, 1) if is_least else (1, 3)
    return (
        (
            f"`{out} <= ({test}) ? {data} : {out}` on each tick of the clock, with unsigned "
            "comparison."
        ),
        (
            f"With t counting the edges at which a sample is taken into account, {out}(t+1) = "
            f"{fold} of the two numbers {out}(t) and {data}(t), which lie between 0 and "
            f"{(1 << width) - 1}."
        ),
        (
            f"Think of `{out}` as an unsigned variable of {width} bits. Once per clock cycle a "
            f"program runs: {code} The names are those of the ports."
        ),
        (
            f"`{out}` shows the flip-flops of a register with `{data}` at its input. It is loaded "
            f"at an active edge exactly if {test}, as unsigned numbers. Worked example: {worst} in "
            f"the register and a sample of {best} give {best}; {best} in the register and a sample "
            f"of {worst} give {best} again."
        ),
    )
