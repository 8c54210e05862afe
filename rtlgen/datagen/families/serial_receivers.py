"""Receivers of serial frames: start bit, data, perhaps a parity bit, stop bit; one bit a clock."""

from __future__ import annotations

import random
from dataclasses import dataclass

from rtlgen.datagen.behaviour import Known, Levels
from rtlgen.datagen.clocking import draw_clocking
from rtlgen.datagen.drawn import Drawn, input_port, output_port
from rtlgen.datagen.serial_frames import Receiver, position, states, two_blocks
from rtlgen.datagen.told.serial_receivers import others


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """What a receiver knows."""

    phase: str = "idle"
    """`idle`, `frame` (the bits after the start bit), `wait` (for an idle line)."""
    bits: tuple[int, ...] = ()
    """Of the frame, the first received first."""
    done: bool = False
    failed: bool = False
    data: int = 0


def draw(rng: random.Random) -> Drawn:
    """Draw a receiver."""
    error = rng.choice((None, None, "err", "frame_err", "bad"))
    receiver = Receiver(
        line=rng.choice(("rx", "in", "sin", "serial_in")), idle=rng.choice((1, 1, 1, 0)),
        size=rng.choice((4, 5, 6, 7, 8, 8, 8)), is_lsb_first=rng.random() < 0.7,
        parity=rng.choice(("", "", "even", "odd")), done=rng.choice(("done", "valid", "rx_done")),
        data=rng.choice((None, "data", "out_byte", "rx_data")), error=error,
        clocking=draw_clocking(rng),
    )  # fmt: skip
    cleared = ", ".join(f"`{name}`" for name in receiver.outs)
    reset = f"clears {cleared} to 0 and makes the receiver look for a start bit"
    rest = [receiver.clocking.says(rng, reset) for _ in range(4)]
    shown = [output_port(receiver.data, receiver.size)] if receiver.data else []
    said = _says(receiver)
    tails = (rest[:3] * 8)[: len(said) - 1] + rest[3:]
    return Drawn(
        family="serial_receivers",
        name=rng.choice(("serial_rx", "uart_rx", "receiver", "top_module")),
        ports=(
            *receiver.clocking.ports, input_port(receiver.line), *shown,
            output_port(receiver.done), *([output_port(error)] if error else []),
        ),
        bodies={
            "states": states(receiver), "position": position(receiver),
            "two blocks": two_blocks(receiver),
        },
        registers=dict.fromkeys(("states", "position", "two blocks"), frozenset(receiver.outs)),
        says=tuple(f"{text} {tail}" for text, tail in zip(said, tails, strict=True)),
        behaviour=receiver.clocking.behaviour(
            State(), lambda state, levels: _update(receiver, state, levels),
            lambda state, _: _outputs(receiver, state),
        ),
    )  # fmt: skip


def _update(receiver: Receiver, state: State, levels: Levels) -> State:
    """Take in a bit."""
    bit = levels[receiver.line]
    calm = State(phase=state.phase, data=state.data)
    if state.phase == "wait":
        return State(phase="idle" if bit == receiver.idle else "wait", data=state.data)
    if state.phase == "idle":
        return calm if bit == receiver.idle else State(phase="frame", data=state.data)
    length = receiver.size + bool(receiver.parity)
    if len(state.bits) < length:
        return State(phase="frame", bits=(*state.bits, bit), data=state.data)
    if bit != receiver.idle:
        return State(phase="wait", data=state.data, failed=True)
    if receiver.parity and sum(state.bits) % 2 != (receiver.parity == "odd"):
        return State(data=state.data, failed=True)
    digits = state.bits[: receiver.size]
    ordered = digits[::-1] if receiver.is_lsb_first else digits
    return State(done=True, data=int("".join(map(str, ordered)), 2))


def _outputs(receiver: Receiver, state: State) -> Known:
    """Show the flags and the data."""
    found = {receiver.done: int(state.done)}
    if receiver.data:
        found[receiver.data] = state.data
    if receiver.error:
        found[receiver.error] = int(state.failed)
    return {**found}


def _says(receiver: Receiver) -> tuple[str, ...]:
    line, idle, size, done = receiver.line, receiver.idle, receiver.size, receiver.done
    order = "least significant" if receiver.is_lsb_first else "most significant"
    parity, data, error = receiver.parity, receiver.data, receiver.error
    frame = f"a start bit ({1 - idle}), {size} data bits with the {order} bit first"
    total = f"the {size} data bits and the parity bit together hold an {parity} number of ones"
    frame += f", a parity bit such that {total}" if parity else ""
    frame += f", and a stop bit ({idle})"
    right = "the stop bit is right" + (" and the parity too" if parity else "")
    pulse = f"`{done}` is 1 for exactly the one clock cycle after the edge that reads the stop bit"
    shown = (
        f" At the same edge `{data}` takes the data bits, and keeps them until the next good frame."
        if data
        else ""
    )
    wrong = "a wrong parity or a wrong stop bit" if parity else "a wrong stop bit"
    failed = f" After {wrong}, `{error}` is 1 for one cycle instead of `{done}`." if error else ""
    wait = (
        f"If the bit at the place of the stop bit is {1 - idle}, the frame is lost, and the "
        f"receiver waits until it has read a {idle} before it looks for a start bit again"
    )
    lost = (
        " A frame with wrong parity but a right stop bit is dropped without waiting."
        if parity
        else ""
    )
    next_ = "The start bit of the next frame may follow the stop bit at once."
    kept = f" `{data}` changes only then." if data else ""
    extra = f" {error} = 1 for one cycle after {wrong}." if error else ""
    par = f", P ({parity} parity over data and P)" if parity else ""
    msb = ", D0 first" if receiver.is_lsb_first else f", D{size - 1} first"
    return (
        f"A serial receiver that reads one bit of `{line}` at each active clock edge. The line "
        f"idles at {idle}; a frame is {frame}. {pulse}, provided that {right}.{shown}{failed} "
        f"{wait}.{lost} {next_}",
        f"Build a receiver for frames on `{line}`, one bit per clock. Rules: 1. Idle level is "
        f"{idle}. 2. A frame consists of {frame}. 3. If {right}, {pulse}.{shown} 4. {wait}.{lost}"
        f"{failed} 5. {next_}",
        f"Frame format, one clock per bit: START={1 - idle}, D0 to D{size - 1}{msb}{par}, "
        f"STOP={idle}; idle line {idle}. {done} = 1 for one cycle, the one right after the edge at "
        f"which STOP is sampled, if the frame is good ({right}), else 0.{shown}{extra} Bad STOP: "
        f"no new start bit is accepted until a {idle} has been sampled.{lost} {next_}",
        *_more(receiver),
        *others(
            line,
            idle,
            size,
            receiver.parity,
            done,
            data,
            error,
            is_lsb_first=receiver.is_lsb_first,
        ),
        f"Given the bit stream `{line}`, sampled at active edges, find the frames. The first "
        f"{1 - idle} on an idle line ({idle}) starts a frame: {frame}. The outputs are registered: "
        f"{pulse} of a frame in which {right}, and 0 otherwise.{shown}{kept}{failed} {wait}.{lost} "
        f"{next_}",
    )


def _more(receiver: Receiver) -> tuple[str, ...]:
    """Say the same in more ways."""
    line, idle, size, done = receiver.line, receiver.idle, receiver.size, receiver.done
    data, error, parity, start = receiver.data, receiver.error, receiver.parity, 1 - receiver.idle
    order = "LSB first" if receiver.is_lsb_first else "MSB first"
    length = size + 2 + bool(parity)
    check = f", then one parity bit ({parity} parity, counting data and parity bit)" * bool(parity)
    frame = (
        f"one start bit {start}, then {size} data bits ({order}){check}, then one stop bit {idle}"
    )
    good = f"its last bit is {idle}" + (" and its parity is correct" if parity else "")
    takes = f" `{data}` is loaded with the {size} data bits at that same edge and holds them." if (
        data
    ) else ""  # fmt: skip
    bad = f"Without a correct stop bit{' or parity' if parity else ''}, `{done}` stays 0"
    bad += f", and `{error}` is high for one cycle in its place." if error else "."
    bad += f" `{data}` is not touched by such a frame." if data else ""
    again = (
        f"A {start} where the stop bit should be makes the receiver wait for a {idle} on `{line}`; "
        f"only after it has sampled one can a new start bit be recognised"
    )
    dropped = (
        " (a parity error alone, with a good stop bit, needs no such wait)" if parity else ""
    )  # fmt: skip
    follow = "Frames can come back to back."
    pulse = f"`{done}` goes high for a single cycle"
    states = "IDLE, DATA, PARITY, STOP, WAIT" if parity else "IDLE, DATA, STOP, WAIT"
    judge = f"with a {idle} there" + (" and the right parity" if parity else "")
    word = (1 << size - 1) | 1 if size % 2 else 3
    digits = f"{word:0{size}b}"
    bits = digits[::-1] if receiver.is_lsb_first else digits
    bit = str((word.bit_count() + (parity == "odd")) % 2) if parity else ""
    shown = f"{start}{bits}{bit}{idle}"
    outs = f"`{done}`" + (f" and `{error}`" if error else "")
    return (
        f"UART-like receiver with one clock per bit. Frame on `{line}` (idle level {idle}): "
        f"{frame}. {pulse} right after the stop bit if the frame is good, that is, {good}.{takes} "
        f"{bad} {again}{dropped}. {follow}",
        f"Create a finite state machine that recognises bytes or shorter words in a serial stream "
        f"`{line}`. One bit is sampled per active edge. When the line, resting at {idle}, goes to "
        f"{start}, a frame of {length} bits begins: {frame}. In the cycle after the edge of the "
        f"stop bit, `{done}` is 1 if {good}; it is 0 in all other cycles.{takes} {bad} "
        f"{again}{dropped}. {follow}",
        f"States: {states}. IDLE is left when `{line}` is {start}. DATA takes {size} bits, {order}."
        + (f" PARITY takes a bit that makes the number of ones {parity}." if parity else "")
        + f" STOP looks at one bit; {judge}, {pulse} and the next state is IDLE.{takes} {bad} From "
        f"STOP the machine goes to WAIT if the bit is {start}, otherwise to IDLE; WAIT is left "
        f"for IDLE by a {idle} on the line. A start bit can be accepted in the cycle after a stop "
        f"bit.",
        f"You are given a synchronous serial line `{line}`, one bit a clock. A good frame looks "
        f"like this: {frame}. For example, the bits {shown}, first one at the left, are a frame "
        f"with the data {digits}. The edge that samples its stop bit sets `{done}` to 1, and the "
        f"next edge sets it back to 0.{takes} {bad} {again}{dropped}. The line idles at {idle}; "
        f"{follow[0].lower()}{follow[1:]}",
        f"The output `{done}` answers one question: has a frame just ended well? A frame is "
        f"{frame}, sampled from `{line}` at {length} edges in a row, and before it the line was "
        f"{idle}. It ended well if {good}; then {pulse} that starts at the edge of the stop bit."
        f"{takes} {bad} {again}{dropped}. {follow}",
        f"Receive words of {size} bits ({order}) from `{line}`. Assume that each is wrapped like "
        f"this: {frame}; between words the line is {idle}, for zero or more clocks. All outputs "
        f"are registered. {pulse}, beginning with the edge that reads the stop bit, after every "
        f"word whose wrapping is correct.{takes} {bad} {again}{dropped}.",
        f"What happens on a bad stop bit? {again}{dropped}. What happens on a good frame? {pulse}, "
        f"just after the edge that reads the last bit.{takes} What is a good frame? It is {frame}, "
        f"on `{line}`, whose level at rest is {idle}. {bad} {follow}",
        f"This block is the receiving half of a simple link. The sender transmits {frame} at the "
        f"clock rate and holds `{line}` at {idle} when it has nothing to say. The receiver reports "
        f"by {outs}, which are pulses of one cycle after the edge that samples the stop bit: "
        f"`{done}` for a frame in which {good}"
        + (f", `{error}` for any other frame" if error else "")
        + f".{takes} {again}{dropped}. {follow}",
    )
