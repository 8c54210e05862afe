"""Registers that hold, load, count and shift."""

from __future__ import annotations

from typing import Final

_HOLDS = (
    "keeps its value", "holds its value", "stays as it is", "remains unchanged", "is unchanged",
    "does not change", "keeps its old value", "retains its value", "stays the same",
    "is not changed", "keeps its previous value", "holds its previous value", "maintains its value",
    "stays unchanged", "keeps what it has", "keeps the value it had",
)  # fmt: skip
_HOLD = (
    "keep their values", "keep their value", "hold their values", "stay as they are",
    "remain unchanged", "are unchanged", "do not change", "retain their values",
    "keep their old values", "stay the same", "hold their previous values",
)  # fmt: skip
GROUPS: Final = (
    (
        "<it holds its value while {s} is 0", "<it pauses while {s} is 0",
        "<while {s} is 0 and there is no reset, the state holds",
        ">nothing changes while {s} is 0, except by a reset",
        ">{s} is an enable: at 0 the state holds (a reset works all the same)",
        ">while {s} is low the state does not change, unless there is a reset",
        ">it advances only if {s} is 1, and holds its value otherwise (a reset still works)",
        ">{s} enables it; with {s} = 0 it keeps its value, but a reset still works",
        ">when {s} is low it holds, unless it is reset",
    ),
    _HOLDS,
    _HOLD,
    ("<{x} keeps its value until", ">{x} stays as it is until", ">{x} is held until",
     ">{x} holds until"),
    (
        "<nothing changes", ">nothing happens", ">everything stays as it is",
        ">there is no change", ">all values are kept", ">the state is kept",
    ),
    (
        "<the counter holds", ">the counter keeps its value", ">the counter stops",
        ">the counter is unchanged", ">the counter does not move",
    ),
    ("<the digits hold", ">the digits keep their values", ">the digits stay as they are",
     ">the count stands still", ">the digits do not change"),
    ("<the count stays", ">the count does not change", ">the count keeps its value",
     ">the count is unchanged"),
    ("<{x} holds.", ">{x} keeps its value.", ">{x} does not change.", ">{x} is unchanged.",
     ">{x} stays as it is.", ">{x} keeps its old value."),
    (
        "is ignored", "has no effect", "does not matter", ">is disregarded", ">makes no difference",
    ),
    ("are ignored", "have no effect", "do not matter", ">are disregarded"),
    (
        "takes the value of {x}", "gets the value of {x}", "receives the value of {x}",
        ">becomes equal to {x}", ">is set to {x}", ">copies {x}", ">takes over {x}",
    ),
    (
        "<adds one", ">adds 1",
        ">increases the count by one",
    ),
    (
        "<subtracts one", ">subtracts 1",
        ">decreases the count by one",
    ),
    (
        "counts up by one", "is incremented by one", "increments by 1", "increases by one",
        "goes up by one", "is increased by 1", ">moves up by one", ">steps up by one",
    ),
    (
        "counts down by one", "is decremented by one", "decrements by 1", "decreases by one",
        "goes down by one", "is decreased by 1", ">moves down by one", ">steps down by one",
    ),
    (
        "<counts {w} by one; after {n} comes {k}", ">counts {w} in steps of one; {k} follows {n}",
        ">counts {w}, one at a time, and after {n} goes on with {k}",
        ">counts {w} by 1 and wraps around from {n} to {k}",
        ">is a counter that counts {w}; after {n} it continues with {k}",
    ),
    (
        "<after {n} comes {k}", ">{n} is followed by {k}", ">the value after {n} is {k}",
        ">from {n} it goes to {k}", ">it wraps from {n} to {k}", ">after {n} it continues with {k}",
    ),
    (
        "<counts from {n} to {k} and then starts again",
        ">counts from {n} to {k} and wraps around", ">counts from {n} through {k} and starts over",
        ">repeatedly counts from {n} to {k}", ">counts {n} to {k}, then {n} again",
        ">runs from {n} to {k}, inclusive, and repeats",
        ">cycles through the values {n} to {k}", ">counts from {n} to {k}, then returns to {n}",
    ),
    (
        "<counts from {n} down to {k} and then starts again",
        ">counts down from {n} to {k} and wraps around", ">repeatedly counts down from {n} to {k}",
        ">counts from {n} down to {k}, then returns to {n}",
        ">counts down, {n} to {k}, and repeats",
        ">decrements from {n} to {k} and then reloads {n}",
    ),
    (
        "<and then starts again", ">and then wraps around", ">and then begins again",
        ">and then repeats", ">and starts over", ">and goes round again",
    ),
    ("starts again at 0", "wraps around to 0", "wraps to 0", ">returns to 0", ">rolls over to 0",
     ">goes back to 0"),
    ("starts again", ">begins anew", ">starts over", ">begins again"),
    ("<, period {n}.", ">; the period is {n}.", ">, so that it repeats after {n} steps.",
     ">, {n} states in all.", ">, that is modulo {n}."),
    (
        "shifted left by one place", ">shifted left by one", "shifted left by one position",
        "shifted left by one bit", "moved one place to the left", ">shifted one bit to the left",
        ">shifted to the left by 1",
    ),
    (
        "shifted right by one place", ">shifted right by one", "shifted right by one position",
        "shifted right by one bit", "moved one place to the right", ">shifted one bit to the right",
        ">shifted to the right by 1",
    ),
    ("moves one place to the left", "moves one position to the left", ">shifts left by one",
     ">is shifted left by one bit", ">shifts one bit to the left"),
    ("moves one place to the right", "moves one position to the right", ">shifts right by one",
     ">is shifted right by one bit", ">shifts one bit to the right"),
    ("<moves down one position", ">moves one position down", ">goes to the next lower position",
     ">moves one place to the right"),
    ("<moves up one position", ">moves one position up", ">goes to the next higher position",
     ">moves one place to the left"),
    ("by one position", "by one place", ">by one bit position", ">by 1 position", ">one position"),
    ("<towards the most significant bit", ">toward the MSB", ">in the direction of the MSB",
     ">towards the higher bits", ">towards the left end"),
    ("<towards the least significant bit", ">toward the LSB", ">in the direction of the LSB",
     ">towards the lower bits", ">towards the right end"),
    ("<, a 0 entering", ">, with a 0 shifted in", ">, filled with 0", ">, a zero coming in"),
    ("<takes a 0", ">is filled with 0", ">becomes 0", ">receives a zero"),
    (
        "<this is done for each of the {n} bits separately",
        ">each of the {n} bits is treated by itself", ">all {n} bits are handled independently",
        ">it applies to every one of the {n} bits on its own", ">the {n} bits are independent",
    ),
    ("<remember the sample", ">store the sample", ">keep the sample", ">register the sample"),
    ("is stored", ">is saved", ">is written", ">is kept"),
    ("the old value", "the previous value", ">the former value"),
    ("the present state", "the current state"),
    ("the next state", ">the following state", ">the state after that"),
    (
        "<puts the machine into state {w}", ">brings the machine to state {w}",
        ">sets the state to {w}", ">returns the machine to {w}", ">makes {w} the current state",
        ">forces state {w}", ">leads to state {w}", ">starts the machine in state {w}",
    ),
    (
        "<depends only on the present state", "<depends on the present state alone",
        ">is a function of the current state only", ">is determined by the present state only",
        ">depends on nothing but the current state", ">is a Moore output",
    ),
    ("in any case", ">always", ">regardless of the input"),
    ("<saturates", ">does not wrap"),
    ("<clears {x} to 0", ">sets {x} to 0", ">resets {x} to 0", ">makes {x} zero", ">clears {x}"),
    ("{x} is cleared", "{x} is set to 0", ">{x} becomes 0", ">{x} is reset to 0", ">{x} goes to 0"),
)  # fmt: skip
"""See `rtlgen.datagen.writers.phrases`."""
