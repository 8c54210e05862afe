"""Artefacts in what a language model wrote: data, read with the reader of specifications."""

from __future__ import annotations

import re

from rtlgen.errors import SpecError
from rtlgen.finding import Severity
from rtlgen.spec.artefacts.find import find_artefacts
from rtlgen.spec.model import Artefact, Figure, Spec
from rtlgen.spec.source import decode_source

_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_HARMLESS = frozenset({"SPEC304", "SPEC305"})
"""Rows that are missing or doubled."""


def printable(text: str) -> str:
    """Return the text of an answer without control characters and lone surrogates."""
    return _CONTROLS.sub("\ufffd", text).encode(errors="replace").decode().strip()


def artefacts_of_answer(text: str, spec: Spec) -> tuple[tuple[Artefact, ...], str]:
    """Read an answer.

    What the reader of a specification would only warn of makes the answer unusable: a model that
    writes a signal that is no port does not speak of this module.

    Args:
        text: A `printable` one.
        spec: Whose ports and sentences the artefacts belong to.

    Returns:
        The artefacts, and why the answer cannot be used; empty where it can. An answer without
        any artefact is told by a finding of the reader, if there is one.
    """
    prose = [(place.line, sentence) for place, sentence in spec.sentences]
    try:
        # An empty line first: a rule of dashes at the head would be front matter.
        source = decode_source(f"\n{text}\n".encode(), "the answer")
    except SpecError as error:
        return (), str(error)
    found, findings = find_artefacts(source, spec.ports, prose)
    for finding in findings:
        if finding.severity is not Severity.NOTE and finding.code not in _HARMLESS:
            return (), f"the answer does not fit: {finding.message}"
    artefacts = tuple(item for item in found if not isinstance(item, Figure))
    if not artefacts and findings:
        return (), f"the answer does not fit: {findings[0].message}"
    return artefacts, ""
