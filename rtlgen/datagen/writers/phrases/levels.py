"""A bit is 1, and a bit is 1 under a condition.

`{s}` is a single bit, `{b}` is 0 or 1, `{hl}` the same as low or high, `{ihl}` the opposite.
"""

from __future__ import annotations

from typing import Final

_WITHIN = (
    ">{s} is {hl} if {c}, and {ihl} otherwise",
    ">{s} should be {b} if {c}, otherwise {ib}",
    ">{s} shall be '{b}' if {c}, else '{ib}'",
    ">{s} goes {hl} if and only if {c}",
    ">{s} must be {b} when {c}, and {ib} when not",
    ">{s} is {b} when {c} and {ib} in every other case",
    ">{s} is {hl} whenever {c}, else {ihl}",
    ">{s} equals {b} if {c}, else {ib}",
    ">{s} has to be {hl} when {c}, and {ihl} in all other cases",
)
_BEGIN = (
    ">set {s} to {b} when {c}, and to {ib} otherwise",
    ">{s} = {b} if {c}, otherwise {s} = {ib}",
    ">if {c}, then {s} is {b}; if not, it is {ib}",
    ">when {c}, {s} is {hl}; otherwise it is {ihl}",
    ">drive {s} {hl} if {c}, {ihl} in all other cases",
    ">the output {s} should be {hl} whenever {c}, and {ihl} otherwise",
    ">make {s} {b} exactly when {c}; in all other cases it is {ib}",
    ">whenever {c}, {s} must be {hl}, else {ihl}",
    ">{isone}{s} is asserted if {c}, and deasserted otherwise",
    ">{isone}assert {s} exactly when {c}",
    ">{isone}set {s} to one if {c}, otherwise to zero",
    ">{isone}{s} tells with a 1 whether {c}; if not, it is 0",
)
_SIDE = (
    "<{s} is {b} if {c}, otherwise {ib}", "<{s} is {b} if {c}, else {ib}",
    "<{s} is {b} if {c}, and {ib} otherwise", "<{s} is {b} when {c}, else {ib}",
    "<{s} is high if {c}, else low", "<{s} is {b} when {c}, otherwise {ib}",
    "<{s} is {b} exactly when {c}, else {ib}", "<{s} is {b} exactly if {c}, otherwise {ib}",
)  # fmt: skip
GROUPS: Final = (
    (f"<^{_SIDE[0][1:]}", *_SIDE[1:], *_WITHIN, *_BEGIN),
    (*_SIDE, *_WITHIN),
    (
        "<{s} is {b} exactly when", "<{s} is {b} exactly if", "<{s} is {hl} exactly when",
        "<{s} goes {hl} exactly when", "<{s} is {b} exactly while",
        ">{s} is {b} if and only if", ">{s} is {hl} exactly when", ">{s} is {b} precisely when",
        ">{s} goes {hl} if and only if",
        ">{s} must be {b} exactly when", ">{s} equals {b} exactly if", ">{s} = {b} exactly when",
        ">{s} shall be {b} exactly if",     ),
    (
        "<{s} is {b} exactly for", ">{s} is {hl} exactly for", ">{s} = {b} exactly for",
        ">{s} should be {b} for exactly", ">{s} is {hl} for exactly",
    ),
    (
        "<^{s} is {b} if", "<{s} is {b} when",
        ">{s} is {hl} if", ">{s} is {b} whenever", ">{s} should be {hl} whenever",
        ">{s} should be {b} if", ">{s} shall be '{b}' if", ">set {s} to {b} when",
        ">{s} equals {b} when", ">drive {s} {hl} when", ">{s} goes {hl} when",
        ">{s} = {b} when", ">the signal {s} is {b} if", ">make {s} {b} if",
        ">{s} must be {hl} when", ">{s} is at logic {b} if", ">{s} becomes {b} if",
    ),
    (
        "<^{s} is {b} for", ">{s} is {hl} for", ">{s} should be {b} for",
        ">{s} = {b} for", ">drive {s} {hl} for", ">{s} is set to {b} for",
    ),
    (
        "edge with {s} at {b}", "edge at which {s} is {b}",
        ">edge with {s} = {b}", ">edge where {s} is {hl}", ">edge at which {s} is {hl}",
        ">edge while {s} is {b}", ">edge with {s} {hl}", ">edge that finds {s} at {b}",
    ),
    (
        "edges with {s} at {b}", "<edges with {s} = {b}", ">edges at which {s} is {b}",
        ">edges where {s} is {hl}", ">edges with {s} {hl}",
    ),
    (
        "<^with {s} at {b},", ">with {s} at {b},", ">while {s} is {b},", ">if {s} is {hl},",
        ">whenever {s} is {b},", ">as long as {s} is {hl},", ">when {s} = {b},",
        ">in case {s} is {b},", ">with {s} equal to {b},", ">for {s} = {b},",
        ">if {s} is at {b},",
    ),
    (
        "<while {s} is {b},", "<if {s} is {b},", "<when {s} is {b},", ">while {s} is {hl},",
        ">if {s} is {hl},", ">when {s} is {hl},",
        ">whenever {s} is {b},", ">as long as {s} is {b},", ">if {s} = {b},", ">when {s} = {b},",
        ">in case {s} is {b},", ">while {s} equals {b},", ">with {s} = {b},",
        ">if {s} equals {b},", ">for {s} = {b},", ">when the signal {s} is {hl},",
        ">if {s} is at logic {b},", ">whenever {s} is {hl},", ">provided that {s} is {b},",
    ),
    ("<with {s} at {b}", ">with {s} = {b}", ">with {s} {hl}", ">with {s} equal to {b}"),
    (
        "<while {s} is {b}", ">as long as {s} is {b}", ">while {s} is {hl}", ">when {s} is {b}",
        ">whenever {s} is {hl}", ">while {s} = {b}", ">if {s} is {b}", ">when {s} = {b}",
    ),
    (
        "<if {s} is {b}", "<when {s} is {b}",
        ">if {s} is {hl}", ">when {s} is {hl}", ">if {s} = {b}", ">when {s} = {b}",
        ">if {s} equals {b}", ">whenever {s} is {b}", ">if {s} is '{b}'", ">when {s} equals {b}",
    ),
    ("<where {s} is {b}", ">where {s} is {hl}", ">where {s} = {b}", ">when {s} is {b}"),
    (
        "<^{s} at {b} copies {x} to {y}", "<{s} at {b} copies {x} into {y}",
        ">{s} at {b} loads {x} into {y}", ">if {s} is {b}, {x} is copied to {y}",
        ">when {s} is {hl}, {x} is loaded into {y}", ">{s} = {b} loads {y} from {x}",
        ">with {s} at {b}, {y} is loaded with {x}", ">a {hl} {s} loads {x} into {y}",
        ">when {s} is {b}, {y} takes the value of {x}",
    ),
    (
        "<^{s} at {b} copies {x} into it", ">{s} at {b} loads {x} into it",
        ">if {s} is {b}, it is loaded with {x}", ">when {s} is {hl}, it takes the value of {x}",
        ">{s} = {b} loads it with {x}", ">with {s} at {b} it is loaded from {x} in parallel",
    ),
    (
        "<^if {s} is {b} at an edge, {x} takes {y} instead",
        ">at an edge with {s} = {b}, {x} is loaded with {y} instead",
        ">when {s} is {hl} at an edge, {y} is loaded into {x} instead",
        ">{s} = {b} at an edge loads {y} into {x} instead",
    ),
    (
        "{s} becomes {b}", "{s} is set to {b}", ">{s} goes to {b}", ">{s} goes {hl}",
        ">{s} turns to {b}", ">{s} changes to {b}",
    ),
    (
        "<are both {b}", ">are both {hl}", ">both are {b}", ">are {b} at the same time",
        ">both equal {b}", ">are {hl} together",
    ),
    ("<both at {b}", ">both {hl}", ">both equal to {b}", ">{b} at the same time"),
    (
        "<{s} is {b}", ">{s} is {hl}", ">{s} = {b}", ">{s} equals {b}", ">{s} is at {b}",
        ">{s} is '{b}'", ">{s} is logic {b}", ">{s} has the value {b}",
    ),
    (
        ", otherwise {n}.", ", else {n}.", "<, and {n} otherwise.",
        ">, and {n} otherwise.", ">, and otherwise {n}.", ">, or else {n}.",
        ">, and {n} in all other cases.", ">, and {n} if not.", ">; otherwise it is {n}.",
    ),
    (
        "in all other cases", "in every other case", "in any other case", ">otherwise",
        ">at all other times", ">in the remaining cases",
    ),
    ("and 0 for all others", ">and 0 for the rest", ">and 0 for everything else",
     ">and 0 for any other"),
    ("<for every other code", "<for any other code", ">for all other codes",
     ">for codes that are not listed", ">for the remaining codes", ">if the code is another one"),
    ("is not all zeros", "is not zero", "has at least one 1", "contains a 1", ">is nonzero",
     ">differs from 0"),
    ("at least one of", "one or more of", ">any of"),
    ("exactly one of", ">precisely one of", ">one and only one of", ">just one of"),
)  # fmt: skip
"""See `rtlgen.datagen.writers.phrases`."""
