"""Receivers of serial frames in further words."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class _Receiver:
    line: str
    idle: int
    size: int
    parity: str
    """`even`, `odd` or empty."""
    done: str
    data: str | None
    error: str | None
    is_lsb_first: bool

    @property
    def start(self) -> int:
        """Level of a start bit."""
        return 1 - self.idle

    @property
    def length(self) -> int:
        """Bits of a frame."""
        return self.size + 2 + bool(self.parity)

    @property
    def order(self) -> str:
        """Name the bit that comes first."""
        return "least" if self.is_lsb_first else "most"

    @property
    def brief(self) -> str:
        """The same in short."""
        return "LSB first" if self.is_lsb_first else "MSB first"

    @property
    def ones(self) -> str:
        """Tell what the parity bit is for."""
        return f"an {self.parity} number of ones among the data bits and the parity bit"

    @property
    def frame(self) -> str:
        """Tell the bits of a frame."""
        parity = f", a parity bit for {self.ones}" if self.parity else ""
        return (
            f"a start bit at {self.start}, {self.size} data bits with the {self.order} significant "
            f"one ahead{parity}, and a stop bit at {self.idle}"
        )

    @property
    def good(self) -> str:
        """Tell when a frame is good."""
        parity = " and its parity is right" if self.parity else ""
        return f"its stop bit is {self.idle}{parity}"

    def keep(self, way: int = 0) -> str:
        """Tell the output for the data, in one of three ways."""
        if not self.data:
            return ""
        return (
            (
                f" Together with the rise of `{self.done}`, the data bits appear on "
                f"`{self.data}`, and they stay there until another good frame ends."
            ),
            f" `{self.data}` is updated at the edge where `{self.done}` rises and at no other.",
            (
                f" The word goes to `{self.data}` as `{self.done}` is set; failed frames leave "
                f"`{self.data}` alone."
            ),
        )[way]

    def fail(self, way: int = 0) -> str:
        """Tell the output for errors, in one of three ways."""
        if not self.error:
            return ""
        return (
            f" A frame that is not good gives the same pulse on `{self.error}` instead.",
            f" `{self.error}` pulses in the same manner when a frame has ended that is not good.",
            f" For failed frames it is `{self.error}` that is 1 for that cycle.",
        )[way]

    def again(self, way: int = 0) -> str:
        """Tell what follows a frame, in one of three ways."""
        parity = (
            " A parity error alone costs no waiting.",
            " With the stop bit in order, a wrong parity bit only loses the frame itself.",
            " A frame that fails by its parity alone is dropped at once.",
        )[way if self.parity else 0]
        return (
            (
                " If the stop bit is wrong, the line is not searched for a start bit until a "
                f"sample of {self.idle} has been seen."
            ),
            (
                f" A {self.start} in the stop position blocks the receiver; the first {self.idle} "
                "that it samples afterwards sets it free, and a start bit may come from the next "
                "edge on."
            ),
            (
                f" After a missing stop bit the receiver must see the line at {self.idle} before "
                "it hunts for a start bit again."
            ),
        )[way] + (parity if self.parity else "")


def others(
    line: str, idle: int, size: int, parity: str, done: str, data: str | None, error: str | None,
    *, is_lsb_first: bool,
) -> tuple[str, ...]:  # fmt: skip
    """Tell a receiver in further words."""
    receiver = _Receiver(line, idle, size, parity, done, data, error, is_lsb_first)
    return (
        _bits(receiver), _sums(receiver), _program(receiver), *_cases(receiver),
        *_asked(receiver), *_reports(receiver),
    )  # fmt: skip


def _bits(receiver: _Receiver) -> str:
    """Tell it by the bits of a frame."""
    size, last = receiver.size, receiver.length - 1
    index = "i+1" if receiver.is_lsb_first else f"{size}-i"
    tests = f"b[{last}] == {receiver.idle}"
    if receiver.parity:
        tests += f" && ^b[{size + 1}:1] == {int(receiver.parity == 'odd')}"
    data = f", and {receiver.data}[i] <= b[{index}] for all i if this is true" if (
        receiver.data
    ) else ""  # fmt: skip
    error = f" {receiver.error} <= !({tests}) at this edge." if receiver.error else ""
    pulses = f"{receiver.done} and {receiver.error} are" if receiver.error else (
        f"{receiver.done} is"
    )  # fmt: skip
    return (
        f"Number the bits of a frame on `{receiver.line}` b[0] to b[{last}] as they arrive, one "
        f"per clock. b[0] is the start bit, a {receiver.start} on the line, which idles at "
        f"{receiver.idle}; b[1] to b[{size}] are data, {receiver.brief}. With the edge of b[{last}]"
        f", {receiver.done} <= ({tests}){data}.{error} At any other edge {pulses} set to 0. The "
        f"next b[0] can be the bit right after b[{last}].{receiver.again(1)}"
    )


def _sums(receiver: _Receiver) -> str:
    """Tell it by mathematics."""
    size, idle = receiver.size, receiver.idle
    power = "2^i" if receiver.is_lsb_first else f"2^({size - 1}-i)"
    end = f"s+{receiver.length - 1}"
    parity = ""
    if receiver.parity:
        parity = f" and the sum of x(s+1) to x(s+{size + 1}) is {receiver.parity}"
    data = f" and `{receiver.data}` becomes the sum of x(s+1+i) * {power} for 0 <= i < {size}" if (
        receiver.data
    ) else ""  # fmt: skip
    held = f" `{receiver.data}` keeps its value otherwise." if receiver.data else ""
    order = "" if receiver.data else f" (x(s+1) to x(s+{size}) are the data, {receiver.brief})"
    error = (
        f"; if this does not hold, `{receiver.error}` is 1 in that cycle" if receiver.error else ""
    )
    flags = f"`{receiver.done}` and `{receiver.error}` are" if receiver.error else (
        f"`{receiver.done}` is"
    )  # fmt: skip
    return (
        f"Let x(t) be the bit on `{receiver.line}` at clock edge t; at rest it is {idle}. A free "
        f"receiver that finds x(s) = {receiver.start} takes the edges s to {end} as one frame"
        f"{order}. If x({end}) = {idle}{parity}, then `{receiver.done}` is 1 in the cycle after "
        f"edge {end}{data}{error}. In all other cycles {flags} 0.{held} The receiver is free again "
        f"for edge s+{receiver.length} if x({end}) = {idle}; otherwise it is free after the first "
        f"later edge f with x(f) = {idle}."
    )


def _program(receiver: _Receiver) -> str:
    """Tell it by a program."""
    size, idle, start = receiver.size, receiver.idle, receiver.start
    loop = f"for (i = 0; i < {size}; i++) w[i] = next();"
    if not receiver.is_lsb_first:
        loop = f"for (i = {size - 1}; i >= 0; i--) w[i] = next();"
    parity = " p = next();" if receiver.parity else ""
    wrong = f"fault(); while (next() == {start});" if receiver.error else (
        f"while (next() == {start});"
    )  # fmt: skip
    good = "report(w);"
    if receiver.parity:
        good = f"if (w and p have an {receiver.parity} number of ones) report(w);"
        good += " else fault();" if receiver.error else ""
    data = f" and stores w in `{receiver.data}`, which nothing else changes" if (
        receiver.data
    ) else ""  # fmt: skip
    error = f" fault() sets `{receiver.error}` to 1 until the next edge." if receiver.error else ""
    return (
        f"Think of a program in an endless loop: while (next() == {idle}); {loop}{parity} if "
        f"(next() == {idle}) {{ {good} }} else {{ {wrong} }} A call of next() waits for a clock "
        f"edge and returns the bit of `{receiver.line}` there; nothing else takes time. report(w) "
        f"makes `{receiver.done}` 1 until the next edge{data}.{error}"
    )


def _cases(receiver: _Receiver) -> tuple[str, ...]:
    """Tell it by cases, by contrast, and in short."""
    idle, line, done = receiver.idle, receiver.line, receiver.done
    letter = receiver.parity[:1].upper() or "N"
    level = "high" if idle else f"low (start bit {receiver.start}, stop bit {idle})"
    parity = "fails by its parity or its stop bit" if receiver.parity else "has a wrong stop bit"
    return (
        (
            f"Serial receiver, one clock per bit, format {receiver.size}{letter}1, "
            f"{receiver.brief}, `{line}` idles {level}. `{done}`: high for the one cycle after "
            "the last bit of a good frame is "
            f"sampled.{receiver.keep(1)}{receiver.fail(1)}{receiver.again(2)} Frames may be back "
            "to back."
        ),
        (
            f"When a frame {parity}, `{done}` remains 0.{receiver.again()} When all of the frame "
            f"is in order, `{done}` is 1 for the cycle that follows the edge of the stop bit."
            f"{receiver.keep(2)}{receiver.fail(2)} While `{line}` stays at {idle}, nothing "
            f"happens. When it is at {receiver.start} after that, this is the beginning of a "
            f"frame, whose {receiver.length} bits, one per clock, are {receiver.frame}. A frame "
            "may begin directly after the last bit of the one before."
        ),
        (
            "Unlike a usual UART, this receiver does not oversample: every active edge takes one "
            f"bit of `{line}`. It is otherwise conventional. The line rests at {idle}, and a frame "
            f"consists of {receiver.frame}. For a good frame, `{done}` is 1 in the cycle after "
            "the edge that takes in the stop bit, and in no other "
            f"cycle.{receiver.keep()}{receiver.fail()}{receiver.again(2)} There need not be a gap "
            "between frames."
        ),
    )


def _asked(receiver: _Receiver) -> tuple[str, ...]:
    """Tell it as a question and from the outputs back."""
    idle, line, done = receiver.idle, receiver.line, receiver.done
    data = ""
    if receiver.data:
        data = (
            f" `{receiver.data}`, a register, depends on the same: it is loaded with the data bits "
            f"at the edge that raises `{done}`."
        )
    counted = f"{receiver.size} bits and no parity"
    if receiver.parity:
        counted = f"{receiver.size} bits and {receiver.parity} parity"
    return (
        (
            f"How does a receiver know where a word of {counted} begins on a single wire, if "
            f"there is one bit per clock? By frames, each made of {receiver.frame}. Build the "
            f"receiver for `{line}`, whose idle level is {idle}. For each frame it must answer "
            f"the question whether {receiver.good}: if so, `{done}` is 1 for one cycle, from the "
            "edge that reads the stop bit to the next "
            f"one.{receiver.keep(2)}{receiver.fail()}{receiver.again(1)} Frames can follow each "
            "other without a pause."
        ),
        (
            f"`{done}` is a register that is 1 for one cycle at a time. It depends on the last "
            f"{receiver.length} samples of `{line}`, one per clock: they must have been a good "
            f"frame, which is {receiver.frame}.{data}{receiver.fail(2)} Before a frame, the line "
            f"is at {idle} or a frame has just ended with its stop bit.{receiver.again()} For "
            f"example, a {receiver.start} at rest starts a frame, and {receiver.length - 1} edges "
            "after it the stop bit is due."
        ),
    )


def _reports(receiver: _Receiver) -> tuple[str, ...]:
    """Tell it as a message and as requirements."""
    idle, line, done, start = receiver.idle, receiver.line, receiver.done, receiver.start
    return (
        (
            f"I have a slow sensor that talks to me over one wire, `{line}`, at one bit per clock "
            f"cycle. It keeps the wire at {idle} when it is silent, and a message is "
            f"{receiver.frame}. What I need is a tick on `{done}`, one cycle long, straight after "
            "the edge that takes the stop bit, if all is well, meaning that "
            f"{receiver.good}.{receiver.keep()}{receiver.fail(1)}{receiver.again(2)} Sometimes "
            "the next message starts right behind the stop bit."
        ),
        (
            f"The receiver shall sample `{line}` once per clock. A {start} after the idle level "
            f"{idle}, or directly after a stop bit, shall be taken as the start of a frame, that "
            f"is, of {receiver.frame}. `{done}` shall be 1 for exactly one cycle, the one that "
            f"begins with the sampling of the stop bit, if {receiver.good}; otherwise it must be 0."
            f"{receiver.keep(1)}{receiver.fail()}{receiver.again(1)}"
        ),
    )
