"""Edges of the clock. None of these says "only": a reset may not wait for the clock."""

from __future__ import annotations

from typing import Final

_SENTENCES = (
    ">everything happens on the {edge} edge of {clk}.",
    ">everything happens at each {edge} edge of the clock {clk}.",
    ">all state changes happen on the {edge} edge of {clk}.",
    ">state changes take place at every {edge} edge of {clk}.",
    ">use the {edge} edge of {clk}.",
    ">all registers are clocked by the {edge} edge of {clk}.",
    ">the design is clocked by {clk} ({edge} edge).",
    ">the circuit is clocked with {clk}, {edge} edge.",
    ">the registers are triggered by the {edge} edge of {clk}.",
    ">the flip-flops trigger on the {edge} edge of {clk}.",
    ">all flip-flops are {edge}-edge triggered and share the clock {clk}.",
    ">everything is synchronous to the {edge} edge of {clk}.",
    ">all registers work synchronously to the {edge} edge of the clock.",
    ">registers are updated at each {pos} of {clk}.",
    ">registers update on {pos} {clk}.",
    ">clock: {clk}, {edge} edge.",
    ">clocking: {edge} edge of {clk}.",
    ">the clock is {clk} ({pos}).",
    ">this is {edge}-edge-triggered logic with the clock {clk}.",
    ">only one clock is used: the {edge} edge of {clk}.",
    ">{clk} is the clock, and its {edge} edge is the active one.",
    ">the clock is {clk}, active on the {edge} edge.",
    ">the registers are updated whenever {clk} goes from {from} to {to}.",
    ">the circuit works on the {edge} edge of the clock {clk}.",
    ">state is updated when {clk} {rises}.",
    ">the storage elements are {edge} edge triggered, with {clk} as the clock.",
    ">the state is stored in flip-flops that are clocked on the {edge} edge of {clk}.",
    ">every register takes its new value on the {edge} edge of {clk}.",
    ">new values are stored at each {edge} clock edge.",
    ">on every {edge} edge of the clock the registers take their new values.",
    ">the sequential part is sensitive to the {edge} edge of {clk}.",
    ">write the registers so that they react to the {edge} edge of {clk}.",
)
GROUPS: Final = (
    (
        "<^everything happens on the {edge} edge of {clk}.",
        "<everything happens at each {edge} clock edge.",
        *_SENTENCES,
    ),
    (
        "<at each active clock edge", "<at every active clock edge", "<at each active edge",
        "<at every active edge",
        ">at each {edge} edge of {clk}", ">on every {edge} edge of {clk}",
        ">at every {edge} clock edge", ">on each {edge} clock edge", ">at each clock edge",
        ">on every {edge} edge of the clock", ">on every clock edge", ">in every clock cycle",
        ">on each clock", ">at each {pos} of {clk}", ">on every {pos} of the clock",
        ">once per clock cycle", ">each time {clk} {rises}", ">with each {edge} edge of {clk}",
        ">at every clock tick",
    ),
    (
        "<at an active clock edge", "<at an active edge",
        ">at a {edge} edge of {clk}", ">on a {edge} edge of {clk}", ">on a {edge} clock edge",
        ">at a clock edge", ">on the {edge} edge of {clk}", ">at the {edge} clock edge",
        ">on a clock edge", ">at a {pos} of {clk}", ">when {clk} {rises}",
        ">on the {pos} of the clock",
    ),
    (
        "<at the active clock edge", "<at the active edge",
        ">at the {edge} edge of {clk}", ">on the {edge} edge of {clk}", ">on the {edge} clock edge",
        ">at the clock edge", ">on the {pos} of {clk}", ">on the {edge} edge of the clock",
    ),
    (
        "<the active clock edge", "<the active edge",
        ">the {edge} edge of {clk}", ">the {edge} clock edge", ">the clock edge",
        ">the {pos} of {clk}",
    ),
    (
        "<an active clock edge", "<an active edge",
        ">a {edge} edge of {clk}", ">a {edge} clock edge", ">a clock edge",
    ),
    (
        "<{notan}active clock edges", "<{notan}active edges",
        ">{edge} edges of {clk}", ">{edge} clock edges", ">clock edges",
    ),
    (
        "<{notan}active clock edge", "<{notan}active edge",
        ">{edge} edge of {clk}", ">{edge} clock edge", ">clock edge",
    ),
    (
        "for one clock cycle", "for a single clock cycle", "for one clock period",
        "for one period of the clock", ">for one cycle of {clk}", ">for 1 clock cycle",
    ),
    (
        "for exactly one clock cycle", "for exactly one clock period",
        ">for one clock cycle and no longer", ">for just one clock cycle",
    ),
    ("<for the one clock cycle", ">for the single clock cycle", ">for the one clock period"),
    ("clock cycles", "clock periods", ">cycles of {clk}", ">cycles of the clock", ">clocks"),
    (
        "<one bit per clock", ">one bit per clock cycle", ">one bit every clock",
        ">one bit in each clock cycle", ">a bit per clock cycle",
    ),
    ("<one step per clock", "<one step a clock", ">one step per clock cycle",
     ">one step every clock cycle", ">a step in each clock cycle"),
    (
        "<there is no clock.", ">no clock is used.", ">the circuit is purely combinational.",
        ">it is a combinational circuit.", ">the logic is combinational.", ">no clock is needed.",
        ">there is neither clock nor memory.", ">this is combinational logic.",
        ">do not use a clock.", ">no registers are needed.",
    ),
    (", without clock", ", without a clock", ", combinationally", ">, using combinational logic",
     "<, no clock", ">, as combinational logic"),
    (
        "<this is combinational, without another register.",
        ">the output is combinational and not registered once more.",
        ">no further register follows; this is combinational logic.",
        ">this part is purely combinational.",
    ),
)  # fmt: skip
"""See `rtlgen.datagen.writers.phrases`."""
