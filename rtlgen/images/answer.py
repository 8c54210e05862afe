"""What a model answered about an image, read with the reader of specifications."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rtlgen.errors import SpecError
from rtlgen.finding import Severity
from rtlgen.images.question import NOTHING
from rtlgen.spec.artefacts import find_artefacts
from rtlgen.spec.model import (
    Artefact,
    Figure,
    KarnaughMap,
    Spec,
    StateTable,
    TruthTable,
    Waveform,
)
from rtlgen.spec.source import decode_source

_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_HARMLESS = frozenset({"SPEC304", "SPEC305"})
"""Rows that are missing or doubled: the image may show it so, and a person looks."""
_NAMES: dict[type, str] = {
    TruthTable: "truth table", KarnaughMap: "Karnaugh map", StateTable: "state machine",
    Waveform: "waveform",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """An answer, and what it holds."""

    text: str
    artefacts: tuple[Artefact, ...] = ()
    problem: str = ""
    """Why it holds no artefact that fits the ports; empty where it does."""
    is_nothing: bool = False
    """The model says that there is nothing to copy."""

    @property
    def shows(self) -> str:
        """The kinds of artefacts, for people."""
        return ", ".join(_NAMES[type(artefact)] for artefact in self.artefacts)


def read_answer(text: str, spec: Spec, *, is_cut_off: bool = False) -> Answer:
    """Read the text of an answer.

    What the reader of a specification would only warn of makes the answer unusable here: a model
    that writes a signal that is no port has not copied what belongs to this module.

    Args:
        text: As it came.
        spec: Whose ports and sentences the artefact belongs to.
        is_cut_off: The model stopped at the limit of tokens.
    """
    plain = _CONTROLS.sub("\ufffd", text).encode(errors="replace").decode().strip()
    if is_cut_off:
        return Answer(text=plain, problem="the answer was cut off at max_tokens")
    if plain.strip("`*. \n").upper() in (NOTHING, ""):
        return Answer(text=plain, problem="the model sees nothing to copy", is_nothing=True)
    prose = [(place.line, sentence) for place, sentence in spec.sentences]
    try:
        # An empty line first: a rule of dashes at the head would be front matter.
        source = decode_source(f"\n{plain}\n".encode(), "the answer")
    except SpecError as error:
        return Answer(text=plain, problem=str(error))
    found, findings = find_artefacts(source, spec.ports, prose)
    for finding in findings:
        if finding.severity is not Severity.NOTE and finding.code not in _HARMLESS:
            return Answer(text=plain, problem=f"the answer does not fit: {finding.message}")
    artefacts = tuple(item for item in found if not isinstance(item, Figure))
    if not artefacts:
        problem = "the answer holds no table, map, machine or waveform of these ports"
        if findings:
            problem = f"the answer does not fit: {findings[0].message}"
        return Answer(text=plain, problem=problem)
    return Answer(text=plain, artefacts=artefacts)
