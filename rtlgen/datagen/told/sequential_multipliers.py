"""Sequential multipliers in further words."""

from __future__ import annotations


def others(
    a: str, b: str, out: str, width: int, handshake: tuple[str, str, str | None], *,
    is_signed: bool,
) -> tuple[str, ...]:  # fmt: skip
    """Describe a multiplier; clock and reset are told elsewhere.

    Args:
        a: The first operand.
        b: The second one.
        out: The product.
        width: Bits of an operand, and clock events that an operation takes.
        handshake: Names of start, done and, where there is one, busy.
        is_signed: The numbers are two's complement numbers.
    """
    kind = "two's complement" if is_signed else "unsigned"
    return (
        *_formal(a, b, out, width, handshake, is_signed=is_signed),
        *_spoken(a, b, out, f"{kind} numbers of {width} bits", handshake, width),
        *_ruled(a, b, out, kind, handshake, width),
    )


def _formal(
    a: str, b: str, out: str, width: int, handshake: tuple[str, str, str | None], *,
    is_signed: bool,
) -> tuple[str, ...]:  # fmt: skip
    start, done, busy = handshake
    shown = f" `{busy}` = (n != 0)." if busy else ""
    one, other = (f"{name}_held" for name in (a, b))
    product = f"$signed({one}) * $signed({other})" if is_signed else f"{one} * {other}"
    short = f", {busy} high meanwhile" if busy else ""
    kind = "signed" if is_signed else "unsigned"
    between = f" and `{busy}` from event t to event t + {width}" if busy else ""
    value = "read as two's complement numbers" if is_signed else "read as unsigned numbers"
    loop = f"for (i = 0; i < {width}; i++) if ({b} >> i & 1) sum += {a} << i;"
    if is_signed:
        loop = (
            f"for (i = 0; i < {width - 1}; i++) if ({b} >> i & 1) sum += {a} << i; "
            f"if ({b} >> {width - 1} & 1) sum -= {a} << {width - 1};"
        )
    wide = f", where {a} is sign-extended to {2 * width} bits" if is_signed else ""
    while_on = f" `{busy}` is 1 while the program runs." if busy else ""
    return (
        (
            f"A multiplier with the registers n, {one} and {other} inside. Each clock event "
            f"executes `{done} <= (n == 1); if (n == 1) {out} <= {product}; if (n != 0) n <= n - "
            f"1; else if ({start}) begin n <= {width}; {one} <= {a}; {other} <= {b}; end`, where "
            f"the product has {2 * width} bits.{shown} After a reset n is 0."
        ),
        (
            f"Sequential multiplier, {kind}, {width} x {width} bits, {width} cycles per product. "
            f"`{start}` samples the operands when idle and is ignored otherwise; {done} pulses for "
            f"one cycle as {out} is updated, {width} clock events after the start{short}; {out} is "
            f"kept until the next update, and a start in the {done} cycle is accepted."
        ),
        (
            f"Let clock events be numbered by t. A start is accepted at t if `{start}` is 1 and no "
            f"start was accepted at any event from t - {width} to t - 1. If so, `{out}` changes at "
            f"event t + {width} to {a}(t) * {b}(t), {value}, modulo 2^{2 * width}; `{done}` is 1 "
            f"from event t + {width} to event t + {width + 1}{between}. Otherwise `{out}` is "
            f"constant and {f'`{busy}` and `{done}` are' if busy else f'`{done}` is'} 0."
        ),
        (
            f"Think of a program that waits for `{start}`, copies `{a}` and `{b}`, and runs `sum = "
            f"0; {loop}`{wide}, one bit of {b} per clock event. With the last bit, {width} clock "
            f"events after the one that saw `{start}`, sum goes to `{out}`, `{done}` is 1 for a "
            f"single cycle, and the program waits again. It does not look at `{start}` or the "
            f"operands while it runs, and `{out}` keeps the old product until then.{while_on}"
        ),
    )


def _spoken(
    a: str, b: str, out: str, numbers: str, handshake: tuple[str, str, str | None], width: int
) -> tuple[str, ...]:
    start, done, busy = handshake
    is_signed = numbers.startswith("two")
    wait = f", with `{busy}` high until then" if busy else ""
    wish = f" I also want `{busy}` to be high as long as it works." if busy else ""
    low = f" `{busy}` is 1 just for those {width} cycles of work." if busy else ""
    one, other = (1 << width) - 1, 1 if is_signed else 2
    value = -1 if is_signed else one * other
    bits = f"{value % (1 << 2 * width):0{2 * width}b}"
    return (
        (
            f"Which unit takes {numbers} from `{a}` and `{b}` when it is idle and sees `{start}`, "
            f"needs {width} further clock events for the multiplication{wait}, delivers the full "
            f"product at `{out}` with the last of these events, raises `{done}` for the cycle "
            f"thereafter, and can be started again in that very cycle? Build it. Starts and "
            f"operands that come while it works are ignored, and `{out}` holds between two "
            f"deliveries."
        ),
        (
            f"I need to multiply {numbers} and have no room for a parallel array, so {width} "
            f"cycles per product are fine with me. When I raise `{start}` and the thing is idle, "
            f"grab `{a}` and `{b}` at that clock event; {width} events later put the product in "
            f"`{out}` and give me one cycle of `{done}`. From that cycle on I may start the next "
            f"one. Don't let `{start}` disturb a running multiplication, and leave `{out}` alone "
            f"until there is a new product.{wish}"
        ),
        (
            f"`{out}` shows the latest product and `{done}` marks the first cycle in which it "
            f"does. The product is that of {a} and {b} as they were at the start: with "
            f"{one:0{width}b} for {a} and {other:0{width}b} for {b} ({numbers}) `{out}` becomes "
            f"{bits}, which is {value}. The start is a clock event with `{start}` at 1 and no work "
            f"in progress; the product comes {width} clock events after it, and the unit is free "
            f"again with it. Until then `{start}` has no effect and the old product stays.{low}"
        ),
    )


def _ruled(
    a: str, b: str, out: str, kind: str, handshake: tuple[str, str, str | None], width: int
) -> tuple[str, ...]:
    start, done, busy = handshake
    shall = (
        f" `{busy}` shall be 1 while a multiplication is running and 0 while not." if busy else ""
    )
    case = f" `{busy}` tells whether work is in progress." if busy else ""
    flag = f" `{busy}` is asserted from the start to the result." if busy else ""
    both = f"`{done}` is 0" + (f" and `{busy}` is 0" if busy else "")
    return (
        (
            f"The multiplier shall accept a start at a clock event with `{start}` at 1 if it is "
            f"idle, and must ignore `{start}` if it is not. It shall then take over `{a}` and "
            f"`{b}` ({kind}, {width} bits each); later changes of them must not matter. Exactly "
            f"{width} clock events after the start `{out}` shall be loaded with the "
            f"{2 * width}-bit product, `{done}` shall be 1 for one cycle, and the multiplier must "
            f"be idle.{shall} `{out}` must not change at any other clock event."
        ),
        (
            f"While a multiplication is in progress, a clock event does one step of it, whatever "
            f"`{start}` says; the step number {width} is the last, stores the {kind} product of "
            f"the two captured operands in `{out}`, and sets `{done}` to 1. If none is in "
            f"progress, a clock event with `{start}` at 1 captures `{a}` and `{b}` and begins one, "
            f"and with `{start}` at 0 it begins nothing. All clock events but those with a last "
            f"step make `{done}` 0 and leave `{out}` as it is.{case}"
        ),
        (
            f"Unlike a combinational multiplier, this one spreads {out} = {a} * {b} ({kind}) over "
            f"time: it comes {width} clock events after the event at which `{start}` was 1 and the "
            f"unit idle. What `{a}` and `{b}` do after that event is of no interest, nor is "
            f"`{start}`, until the result is there. `{done}` accompanies it for one cycle, in "
            f"which a new start is welcome.{flag} In the idle state {both} (apart from that one "
            f"cycle of `{done}`), and `{out}` retains the last product, {2 * width} bits wide."
        ),
    )
