"""What a model is asked about an image: the ports, and nothing of the text.

The less the question says, the less can be answered without looking.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from rtlgen.candidate import Message, Request
from rtlgen.images.picture import Picture
from rtlgen.spec.model import Figure, Port, RoleKind, SourceRef, Spec

NOTHING = "NOTHING"
"""What a model answers that sees nothing to copy."""

_SYSTEM = f"""\
You copy what an image of a hardware specification shows into text. You do not solve, complete or \
correct it. Answer in the notation that fits and write nothing else:

A truth table, or a schematic of gates with at most four inputs:
| NAME | NAME | NAME |
|---|---|---|
| 0 | 1 | 0 |

A Karnaugh map, with the variables of the rows before the backslash:
Karnaugh map of NAME
| NAME NAME\\NAME NAME | 00 | 01 | 11 | 10 |
|---|---|---|---|---|
| 00 | 0 | 1 | - | 0 |

A state diagram or state table, a line for each arrow; outputs of states in parentheses, outputs \
of arrows behind a slash; the last line only where the image marks the state after reset:
STATE (NAME=0) --NAME=1--> STATE
STATE --NAME=1 / NAME=0--> STATE
Resets to state STATE.

A waveform, as WaveDrom JSON:
```wavedrom
{{"signal": [{{"name": "NAME", "wave": "p..."}}, {{"name": "NAME", "wave": "01.0"}}]}}
```

Write - where any value will do. Write the names of signals and states as they stand in the image. \
Where the image shows none of these, or you cannot read it, answer {NOTHING}."""


def question_of(spec: Spec, picture: Picture, path: str, names: Mapping[str, str]) -> Request:
    """Return the question about an image.

    Args:
        spec: Whose ports are told.
        picture: The image, or the blank one.
        path: The file that holds `picture`.
        names: Port → the name that is told; empty = their own names.
    """
    ports = "\n".join(f"- {_described(port, names)}" for port in spec.ports)
    text = f"What does the image show? The module has these ports:\n\n{ports}\n"
    figures: tuple[Figure, ...] = ()
    if picture.is_text:
        text += f"\nThe image is this SVG:\n\n```svg\n{picture.data.decode()}\n```\n"
    else:
        place = SourceRef(path=path, line=1)
        figures = (
            Figure(path=path, alt_text="", media_type=picture.media_type, source=place),
        )  # fmt: skip
    messages = (
        Message(role="system", text=_SYSTEM),
        Message(role="user", text=text, figures=figures),
    )
    return Request(spec=spec, messages=messages)


def other_names(ports: Sequence[Port]) -> dict[str, str]:
    """Return a name without meaning for each port, that no port has."""
    taken = {port.name.lower() for port in ports}
    free = (f"sig{n}" for n in range(1, 2 * len(ports) + 2) if f"sig{n}" not in taken)
    return dict(zip((port.name for port in ports), free, strict=False))


def with_own_names(text: str, names: Mapping[str, str]) -> str:
    """Put the ports' own names back into an answer; what was copied from the image stays."""
    own = {told: name for name, told in names.items()}
    return re.sub(r"\bsig\d+\b", lambda match: own.get(match[0], match[0]), text)


def _described(port: Port, names: Mapping[str, str]) -> str:
    bits = "1 bit" if port.width == 1 else f"{port.width} bits"
    role = "" if port.role.kind is RoleKind.DATA else f", {port.role.kind.value}"
    return f"{port.direction.value} {names.get(port.name, port.name)} ({bits}{role})"
