"""What stands before the interface and before the description, in other words."""

from __future__ import annotations

import random
import re
from typing import Final

_NAMED: Final = (
    "I would like a Verilog module named `{}` with this interface:",
    "Implement a module named `{}`. Its ports are:",
    "Please write the module `{}`. It has the following ports:",
    "Design a hardware module called `{}` with the ports below.",
    "Create a Verilog module named `{}` with these ports:",
    "Build a module named `{}` with the interface given here:",
    "I need a module named `{}`. The ports are listed first:",
    "Write Verilog code for a module named `{}`, which has these ports:",
    "The module is called `{}`. It has these ports:",
    "Give me a module named `{}` with the following inputs and outputs:",
    "Can you write a module named `{}`? The interface is this:",
    "A module named `{}` is needed. Interface:",
    "The task is to write a module named `{}`. Ports:",
    "Develop a synthesizable module named `{}`. Use exactly these ports:",
    "Produce the RTL of a module named `{}` with these ports:",
    "We need a Verilog module called `{}`. Its interface is as follows:",
    "Your job is to implement a module called `{}` with this list of ports:",
    "Let us make a module named `{}`. First its ports:",
    "Hi, could you code a module named `{}`? It has these ports:",
    "Module named `{}`, with the following interface:",
)
_TASKS: Final = (
    "Exercise.", "Problem:", "Task:", "Given the ports below, solve this.", "Question:",
    "Exercise:", "Homework:", "Lab exercise.", "Here is the task.", "Do the following.",
    "Solve this with the ports given below.", "Design problem:", "What to do:", "Assignment.",
)  # fmt: skip
_STUBS: Final = (
    "Complete this module.", "Fill in the body of the module below.",
    "Finish the module that is begun below.", "Write the missing body of the module.",
    "Add the missing code.", "The module below has no body yet; write it.",
    "Complete the code below.", "Only the header of this module is there. Complete it.",
    "Fill in the missing logic.",
)  # fmt: skip
_BUGS: Final = (
    "This module has a bug. Find it and write the module anew.",
    "The module below does not do what it should. Write a right one.",
    "There is a mistake in this module. Correct it.",
    "The following code is wrong somewhere. Give the corrected module.",
    "Somebody made an error in this module. Write a module without it.",
    "Find the bug below and fix it.",
    "Debug this module, and give the whole corrected code.",
)
_MEANT: Final = (
    "It should do this:", "What it should do:", "The intended function:", "It is meant to do this:",
    "The specification was this:", "This is what was wanted:",
)  # fmt: skip
_LISTED: Final = (
    "Requirements for a module named `{}`", "What a module named `{}` has to do",
    "A module named `{}` must meet these requirements", "Specification of a module named `{}`",
    "Checklist for a module named `{}`",
)  # fmt: skip
_PORT: Final = re.compile(r" (?:the )?(?:in|out)put", re.IGNORECASE)
"""Behind a colon this would look like a list of ports."""
_GROUPS: Final = (_NAMED, _TASKS, _STUBS, _BUGS, _MEANT, _LISTED)


def with_opening(text: str, name: str, rng: random.Random) -> str:
    """Exchange the openings of a specification for others of their kind.

    Args:
        text: The specification.
        name: Of the module.
        rng: Decides.
    """
    for group in _GROUPS:
        members = [member.format(name) for member in group]
        pattern = "|".join(re.escape(member) for member in members)
        found = re.search(rf"^(?:{pattern})", text, re.MULTILINE)
        if found:
            rest = text[found.end() :]
            if _PORT.match(rest):
                members = [member for member in members if member.endswith(".")] or [found[0]]
            text = text[: found.start()] + rng.choice(members) + rest
    return text
