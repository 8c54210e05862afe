"""The voices in which wide combinational designs are told."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Idea:
    """What a design does; each part alone determines it together with the ports."""

    plain: str
    """A sentence."""
    shall: str
    """A requirement."""
    title: str
    """Name of the circuit, without an end."""
    code: str
    """Verilog without a semicolon at the end."""
    longhand: str
    """The same in other operators."""
    question: str
    wish: str
    """Of a colleague."""
    cases: str
    unlike: str
    """A contrast."""
    maths: str
    program: str
    """Statements of a program."""
    back: str
    """From the output back."""
    purpose: str
    """With an example."""
    last: str
    """In words of its own."""


def voices(idea: Idea) -> tuple[str, ...]:
    """Say what the parts say, and some of it together; the last description comes last."""
    return (
        idea.plain,
        f"Combinational: {idea.code}.",
        f"{idea.title}.",
        idea.question,
        idea.wish,
        idea.shall,
        idea.cases,
        idea.unlike,
        idea.maths,
        f"As a program that runs again whenever something changes: `{idea.program}`.",
        idea.back,
        idea.purpose,
        f"A way to write it in Verilog: {idea.longhand}.",
        f"{idea.title}. {idea.plain}",
        f"{idea.plain} With operators that is {idea.code}.",
        f"Rule 1: {idea.shall} Rule 2: There must be neither a clock nor any storage.",
        f"{idea.question} An answer in code: {idea.code}.",
        f"{idea.title}, without clock and state. {idea.cases}",
        f"{idea.maths} In Verilog: {idea.longhand}.",
        f"{idea.wish} In a script I would write `{idea.program}`.",
        f"{idea.shall} {idea.back}",
        f"{idea.unlike} Briefly: {idea.code}.",
        f"{idea.purpose} {idea.plain}",
        f"Write a module of plain logic. {idea.back}",
        idea.last,
    )
