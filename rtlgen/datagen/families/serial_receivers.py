"""Receivers of serial frames: start bit, data, perhaps a parity bit, stop bit; one bit a clock."""

from __future__ import annotations

import random
from dataclasses import dataclass

from rtlgen.datagen.behaviour import Known, Levels
from rtlgen.datagen.clocking import draw_clocking
from rtlgen.datagen.drawn import Drawn, input_port, output_port
from rtlgen.datagen.serial_frames import Receiver, position, states, two_blocks


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
        says=tuple(f"{text} {more}" for text, more in zip(_says(receiver), rest, strict=True)),
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
        f"Given the bit stream `{line}`, sampled at active edges, find the frames. The first "
        f"{1 - idle} on an idle line ({idle}) starts a frame: {frame}. The outputs are registered: "
        f"{pulse} of a frame in which {right}, and 0 otherwise.{shown}{kept}{failed} {wait}.{lost} "
        f"{next_}",
    )
