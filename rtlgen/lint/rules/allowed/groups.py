"""What a design of a stranger may not contain: the groups, their codes and their pages."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Group(StrEnum):
    """One reason to refuse a text; the value is what `rtlgen check --allow` takes."""

    SYSTEM_TASKS = "system-tasks"
    DIRECTIVES = "directives"
    CONDITIONALS = "conditionals"
    DELAYS = "delays"
    FORCE = "force"
    HIERARCHY = "hierarchy"
    STRINGS = "strings"
    ESCAPED_NAMES = "escaped-names"
    PRAGMAS = "pragmas"
    CHARACTERS = "characters"
    LOOPS = "loops"
    SIZES = "sizes"
    INPUTS = "inputs"
    CONSTRUCTS = "constructs"


@dataclass(frozen=True, slots=True)
class Hit:
    """Something that is not allowed, and where."""

    group: Group
    what: str
    """Noun phrase; the message says that it is not allowed."""
    place: Any
    """A location of pyslang, or a line."""
    remedy: str = ""
    """Empty = the remedy of the group."""


CODES = {
    Group.SYSTEM_TASKS: "RTL401",
    Group.DIRECTIVES: "RTL402",
    Group.CONDITIONALS: "RTL403",
    Group.DELAYS: "RTL404",
    Group.FORCE: "RTL405",
    Group.HIERARCHY: "RTL406",
    Group.STRINGS: "RTL407",
    Group.ESCAPED_NAMES: "RTL408",
    Group.PRAGMAS: "RTL409",
    Group.CHARACTERS: "RTL410",
    Group.LOOPS: "RTL411",
    Group.SIZES: "RTL412",
    Group.INPUTS: "RTL413",
    Group.CONSTRUCTS: "RTL414",
}

REMEDIES = {
    Group.SYSTEM_TASKS: "remove the call; hardware has none",
    Group.DIRECTIVES: "remove the directive",
    Group.CONDITIONALS: "keep the branch that is meant and remove the directives",
    Group.DELAYS: "remove it; what is synthesised has no delays of its own",
    Group.FORCE: "assign the signal in one block",
    Group.HIERARCHY: "use a port or a parameter",
    Group.STRINGS: "use a number",
    Group.ESCAPED_NAMES: "use letters, digits and _",
    Group.PRAGMAS: "remove it, and write what is meant in Verilog",
    Group.CHARACTERS: "use printable ASCII, tabs and line ends",
    Group.LOOPS: "give the loop an end, or a block an event to wait for",
    Group.SIZES: "make it smaller",
    Group.INPUTS: "read the port, or declare it as an output",
    Group.CONSTRUCTS: "write it with modules, assignments and always blocks",
}
