"""What a reset is and does.

`{v}` is what the reset does, in the third person; `{u}` is a value.
"""

from __future__ import annotations

from typing import Final

_VALUE = (
    "<the {level} {kind} reset {rst} sets {x} to {u}.",
    "<{rst} is a reset, {kind} and {level}: at {on} it sets {x} to {u}.",
    "<when the {kind} reset {rst} is {on}, it sets {x} to {u}.",
    ">the reset is {kind} and {level}: {rst} = {on} sets {x} to {u}.",
    ">{rst} is {akind} {level} reset which sets {x} to {u}.",
    ">{rst} is {alevel}, {kind} reset and sets {x} to {u}.",
    ">{kind} {level} reset {rst}: {x} becomes {u}.",
    ">{x} is reset to {u} by {rst}, {akind} {level} reset.",
    ">if {rst} is {onhl}, {x} is reset to {u} ({kind} reset).",
    ">include {akind} reset {rst} ({levelsp}) that sets {x} to {u}.",
    ">when {rst} is {onhl}, {x} should be {kindly} reset to {u}.",
    ">when {rst} is {on}, {kindly} reset {x} to {u}.",
    ">there is {alevel} {kind} reset {rst}; it resets {x} to {u}.",
    ">on reset ({rst} = {on}, {kind}), {x} becomes {u}.",
    ">{x} goes to {u} when it is reset by {rst} ({kind}, {levelsp}).",
    ">with {akind} reset: {rst} at {on} makes {x} equal to {u}.",
    ">reset value of {x}: {u} (by {rst}, {kind}, {levelsp}).",
    ">the reset {rst} is {levelsp} and {kind}, and the reset value of {x} is {u}.",
    ">use {akind} {levelsp} reset {rst}, which resets {x} to {u}.",
    ">{rst} ({kind} reset, {levelsp}) sets {x} to {u}.",
    ">{rst} resets {x} to {u}; this reset is {kind} and {levelsp}.",
    ">{x} has {akind} reset: while {rst} is {onhl}, it is set to {u}.",
    ">asserting {rst} ({levelsp}, {kind}) puts {u} into {x}.",
    ">the {kind} reset is {rst}, {levelsp}; it forces {x} to {u}.",
    ">{sync}if {rst} is {on} at the {edge} edge of {clk}, {x} becomes {u}.",
    ">{sync}when {rst} is {onhl} at a clock edge, {x} is set to {u}.",
    ">{sync}a reset ({rst} = {on}) waits for the clock edge and sets {x} to {u}.",
    ">{sync}on a {edge} clock edge with {rst} = {on}, {x} takes the value {u}.",
    ">{async}{rst} = {on} sets {x} to {u} at once, without waiting for the clock.",
    ">{async}as soon as {rst} is {onhl}, {x} becomes {u}, whatever the clock does.",
    ">{async}{rst} is an asynchronous reset, {redge} edge triggered, that sets {x} to {u}.",
    ">{async}independently of the clock, {rst} at {on} sets {x} to {u}.",
    ">{async}the asynchronous reset takes effect immediately when {rst} is {on}: {x} becomes {u}.",
    ">{async}the reset does not wait for {clk}: {x} is {u} while {rst} is {onhl}.",
)
_GENERAL = (
    "<the {level} {kind} reset {rst} {v}.",
    "<{rst} is a reset, {kind} and {level}: at {on} it {v}.",
    "<when the {kind} reset {rst} is {on}, it {v}.",
    ">the {level} {kind} reset {rst} {v}.",
    ">{rst} is a reset, {kind} and {level}: at {on} it {v}.",
    ">when the {kind} reset {rst} is {on}, it {v}.",
    ">there is {akind} {level} reset {rst}, which {v}.",
    ">use {akind} reset {rst} ({levelsp}) that {v}.",
    ">the reset is {kind} and {level}: {rst} = {on} {v}.",
    ">the reset {rst}, which is {kind} and {levelsp}, {v}.",
    ">{rst} resets the circuit ({kind}, {levelsp}): it {v}.",
    ">if {rst} is {onhl}, the reset, which is {kind}, {v}.",
    ">with {rst} at {on}, the {kind} reset {v}.",
    ">reset: {rst}, {kind}, {levelsp}; it {v}.",
    ">include {alevel}, {kind} reset {rst}; it {v}.",
    ">{rst} is {akind} {levelsp} reset that {v}.",
    ">asserting {rst} ({levelsp}, {kind}) {v}.",
    ">{sync}if {rst} is {on} at the {edge} edge of {clk}, this {v}.",
    ">{sync}the reset waits for the clock: {rst} = {on} at a {edge} edge {v}.",
    ">{async}{rst} = {on} acts at once, without waiting for the clock: it {v}.",
    ">{async}{rst} is an asynchronous reset, {redge} edge triggered, that {v}.",
    ">{async}independently of the clock, {rst} at {on} {v}.",
)
GROUPS: Final = (
    _VALUE,
    _GENERAL,
    (
        "the reset has priority over all other inputs.",
        "<the reset has priority over everything else.",
        ">the reset overrides all other inputs.",
        ">the reset takes precedence over everything else.",
        ">a reset beats every other input.",
        ">the reset wins over all other inputs.",
        ">of all inputs the reset has the highest priority.",
        ">nothing else matters while the reset is active.",
        ">the reset is stronger than any other input.",
    ),
    (
        "<the reset works all the same", ">the reset still works", ">the reset works even then",
        ">this does not affect the reset", ">a reset is possible even then",
    ),
    ("the reset wins over all of this.", "the reset overrides all of this.",
     ">the reset has priority over all of this.", ">the reset comes before all of this."),
    (
        "<has priority over", ">takes precedence over", ">overrides", ">wins over",
        ">takes priority over", ">has precedence over", ">is stronger than",
    ),
    ("after a reset", "after the reset", ">following a reset", ">after reset"),
    ("until the next reset", ">until it is reset", ">until a reset comes"),
)  # fmt: skip
"""See `rtlgen.datagen.writers.phrases`."""
