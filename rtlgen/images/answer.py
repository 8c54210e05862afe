"""What a model answered about an image, read with the reader of specifications."""

from __future__ import annotations

from dataclasses import dataclass

from rtlgen.images.question import NOTHING
from rtlgen.spec.artefacts import artefacts_of_answer, printable
from rtlgen.spec.model import Artefact, KarnaughMap, Spec, StateTable, TruthTable, Waveform

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

    See `artefacts_of_answer` for what makes it unusable. Rows that are missing or doubled do not:
    the image may show it so, and a person looks.

    Args:
        text: As it came.
        spec: Whose ports and sentences the artefact belongs to.
        is_cut_off: The model stopped at the limit of tokens.
    """
    plain = printable(text)
    if is_cut_off:
        return Answer(text=plain, problem="the answer was cut off at max_tokens")
    if plain.strip("`*. \n").upper() in (NOTHING, ""):
        return Answer(text=plain, problem="the model sees nothing to copy", is_nothing=True)
    artefacts, problem = artefacts_of_answer(plain, spec)
    if not artefacts and not problem:
        problem = "the answer holds no table, map, machine or waveform of these ports"
    return Answer(text=plain, artefacts=artefacts, problem=problem)
