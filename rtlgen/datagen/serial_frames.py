"""Receivers of serial frames: their choices, and the Verilog."""

from __future__ import annotations

from dataclasses import dataclass

from rtlgen.datagen.clocking import Clocking
from rtlgen.datagen.registered import begin_end


@dataclass(frozen=True, slots=True, kw_only=True)
class Receiver:
    """A receiver that reads one bit at each active clock edge."""

    line: str
    idle: int
    """Level of an idle line and of a stop bit; a start bit is the other one."""
    size: int
    """Data bits."""
    is_lsb_first: bool
    parity: str
    """`even`, `odd` or empty."""
    done: str
    data: str | None
    error: str | None
    """Output that tells of a wrong stop bit or parity."""
    clocking: Clocking

    @property
    def outs(self) -> list[str]:
        """All outputs."""
        return [name for name in (self.data, self.done, self.error) if name]


def _pieces(receiver: Receiver) -> dict[str, str]:
    """Return expressions and names that the styles share."""
    length = receiver.size + bool(receiver.parity)
    line, low = receiver.line, 0 if receiver.is_lsb_first else length - receiver.size
    shifted = f"{{{line}, frame[{length - 1}:1]}}"
    if not receiver.is_lsb_first:
        shifted = f"{{frame[{length - 2}:0], {line}}}"
    return {
        "high": line if receiver.idle else f"!{line}",
        "start": f"!{line}" if receiver.idle else line,
        "length": str(length),
        "width": str((length + 2).bit_length()),
        "frame": f"    reg [{length - 1}:0] frame;\n" if receiver.data or receiver.parity else "",
        "shift": f"frame <= {shifted};" if receiver.data or receiver.parity else "",
        "clear": f"frame <= {length}'d0;" if receiver.data or receiver.parity else "",
        "take": f"{receiver.data} <= frame[{low + receiver.size - 1}:{low}];",
        "good": {"odd": "^frame", "even": "~^frame", "": ""}[receiver.parity],
    }


def _reset(receiver: Receiver, more: list[str]) -> str:
    outs = [f"{receiver.done} <= 1'b0;"]
    outs += [f"{receiver.error} <= 1'b0;"] if receiver.error else []
    outs += [f"{receiver.data} <= {receiver.size}'d0;"] if receiver.data else []
    return begin_end([*more, *outs])


def _judged(receiver: Receiver, good: str, go: str, take: str) -> str:
    """Write what happens at the stop bit; `go` ends in a blank and takes the next state."""
    idle, wait = go.format("idle"), go.format("wait")
    failed = f" {receiver.error} <= 1'b1;" if receiver.error else ""
    right = f"{receiver.done} <= 1'b1;" + (f" {take}" if receiver.data else "")
    if good:
        other = f" else {failed[1:]}" if failed else ""
        right = f"if ({good}) begin {right} end{other}"
    high = receiver.line if receiver.idle else f"!{receiver.line}"
    return f"if ({high}) begin {idle} {right} end else begin {wait}{failed} end"


def position(receiver: Receiver) -> str:
    """Write one number for the place in the frame."""
    p, length = _pieces(receiver), int(_pieces(receiver)["length"])
    w, wait = p["width"], length + 2
    go = f"pos <= {w}'d{{}};"
    stop = _judged(receiver, p["good"], "{}", p["take"])
    stop = stop.replace("idle", go.format(0)).replace("wait", go.format(wait))
    update = begin_end([
        f"{receiver.done} <= 1'b0;", f"{receiver.error} <= 1'b0;" if receiver.error else "",
        "case (pos)",
        f"    {w}'d0: if ({p['start']}) pos <= {w}'d1;",
        f"    {w}'d{length + 1}: {stop}",
        f"    {w}'d{wait}: if ({p['high']}) pos <= {w}'d0;",
        f"    default: begin pos <= pos + 1'b1; {p['shift']} end".replace(";  end", "; end"),
        "endcase",
    ])  # fmt: skip
    head = f"    reg [{int(w) - 1}:0] pos;\n{p['frame']}"
    return head + receiver.clocking.block(_reset(receiver, [f"pos <= {w}'d0;", p["clear"]]), update)


def states(receiver: Receiver) -> str:
    """Write named states, a count of bits, and a parity that is kept while bits come in."""
    p, size, line = _pieces(receiver), receiver.size, receiver.line
    names = ["IDLE", "DATA", *(["PARITY"] if receiver.parity else []), "STOP", "WAIT_IDLE"]
    listed = ", ".join(f"{name} = 3'd{number}" for number, name in enumerate(names))
    place = "count" if receiver.is_lsb_first else f"{size - 1} - count"
    keep = f"bits[{place}] <= {line}; " if receiver.data else ""
    keep += f"sum <= sum ^ {line}; " if receiver.parity else ""
    good = {"odd": "sum", "even": "!sum", "": ""}[receiver.parity]
    stop = _judged(receiver, good, "state <= {};", f"{receiver.data} <= bits;")
    stop = stop.replace("<= idle", "<= IDLE").replace("<= wait", "<= WAIT_IDLE")
    last = f"if (count == {size - 1}) state <= {names[2]};"
    begin = "sum <= 1'b0; " if receiver.parity else ""
    update = begin_end([
        f"{receiver.done} <= 1'b0;", f"{receiver.error} <= 1'b0;" if receiver.error else "",
        "case (state)",
        f"    IDLE: if ({p['start']}) begin state <= DATA; count <= 3'd0; {begin}end",
        f"    DATA: begin count <= count + 1'b1; {keep}{last} end",
        f"    PARITY: begin sum <= sum ^ {line}; state <= STOP; end" if receiver.parity else "",
        f"    STOP: {stop}", f"    WAIT_IDLE: if ({p['high']}) state <= IDLE;",
        "    default: state <= IDLE;", "endcase",
    ])  # fmt: skip
    head = f"    localparam [2:0] {listed};\n    reg [2:0] state, count;\n"
    head += f"    reg [{size - 1}:0] bits;\n" if receiver.data else ""
    head += "    reg sum;\n" if receiver.parity else ""
    more = ["state <= IDLE;", "count <= 3'd0;"]
    more += [f"bits <= {size}'d0;"] if receiver.data else []
    more += ["sum <= 1'b0;"] if receiver.parity else []
    return head + receiver.clocking.block(_reset(receiver, more), update)


def two_blocks(receiver: Receiver) -> str:
    """Write the next place apart from the registers; the frame always shifts."""
    p, length = _pieces(receiver), int(_pieces(receiver)["length"])
    w = p["width"]
    right = f"at_stop && {p['high']}" + (f" && ({p['good']})" if p["good"] else "")
    update = begin_end([
        "pos <= following;", p["shift"], f"{receiver.done} <= right;",
        f"{receiver.error} <= at_stop && !right;" if receiver.error else "",
        f"if (right) {p['take']}" if receiver.data else "",
    ])  # fmt: skip
    return (
        f"    reg [{int(w) - 1}:0] pos, following;\n{p['frame']}"
        f"    wire at_stop = (pos == {w}'d{length + 1});\n    wire right = {right};\n"
        f"    always @(*) begin\n        following = pos + 1'b1;\n        if (pos == {w}'d0)\n"
        f"            following = {p['start']} ? {w}'d1 : {w}'d0;\n        else if (pos > "
        f"{w}'d{length})\n            following = {p['high']} ? {w}'d0 : {w}'d{length + 2};\n"
        "    end\n"
    ) + receiver.clocking.block(_reset(receiver, ["pos <= 0;", p["clear"]]), update)
