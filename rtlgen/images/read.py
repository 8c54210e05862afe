"""One image: three questions, and the file that a person looks at.

The image itself, a blank image of its size, and the image with other names for the ports. A model
that says the same of a blank image has not looked, and its reading is refused.

Source: the two controls are those of "Mirage" (arXiv 2604.27969), which found that models that
write Verilog for a picture do as well on a blank one, since they guess from the names.
"""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from rtlgen.candidate import Backend, Sampling, Usage
from rtlgen.evidence.files import write_text
from rtlgen.images.answer import Answer, read_answer
from rtlgen.images.picture import Picture, blank_of, load_picture
from rtlgen.images.question import other_names, question_of, with_own_names
from rtlgen.images.same import share_of
from rtlgen.spec.model import Figure, Spec
from rtlgen.spec.readings import KIND, reading_path

_SAME = "the same"
_HOW_TO = """\
<!-- A model read this from the image. Compare the two, correct what is wrong here, then write
`approved: yes` above. Until then it does not count. -->"""
_REFUSED = "<!-- This was refused and does not count. What the model answered: -->"


@dataclass(frozen=True, slots=True, kw_only=True)
class ImageReading:
    """What came of one image."""

    image: str
    sha256: str
    backend: str
    shows: str
    """For example `Karnaugh map`; empty where nothing was read."""
    refused: str
    """Why it does not count; empty for a reading that a person may approve."""
    blank_image: str
    """How much of it the model says of a blank image; empty where it was not asked."""
    other_names: str
    """How much of it the model says when the ports have other names."""
    questions: int
    usage: Usage
    """Of all questions."""


class _Asker:
    """Puts questions about one image and adds up what they cost."""

    def __init__(self, spec: Spec, backend: Backend, sampling: Sampling, scratch: Path) -> None:
        self._spec, self._backend, self._sampling = spec, backend, sampling
        self._scratch = scratch
        self.usages: list[Usage] = []

    def ask(self, picture: Picture, names: Mapping[str, str]) -> Answer:
        """Ask once; what is sent is the copy that was looked at, not the file as it is by now."""
        path = self._scratch / f"image{len(self.usages)}"
        path.write_bytes(picture.data)
        request = question_of(self._spec, picture, str(path), names)
        candidates = self._backend.generate(request, self._sampling)
        self.usages += [candidate.usage for candidate in candidates]
        text = with_own_names(candidates[0].completion, names)
        return read_answer(text, self._spec, is_cut_off=bool(candidates[0].note))


def read_image(figure: Figure, spec: Spec, backend: Backend, sampling: Sampling) -> ImageReading:
    """Have an image read, with both controls, and write the file beside it.

    Args:
        figure: The image.
        spec: The specification that it belongs to.
        backend: A model that sees.
        sampling: Limits and seed; one answer is drawn for each question.

    Raises:
        UnusableImage: the file is no image that can be sent.
        BackendError: the model cannot be reached, or answers nonsense; nothing is written.
        UsageError, ToolCrashed: the file cannot be written.
    """
    picture = load_picture(figure.path, figure.media_type)
    with tempfile.TemporaryDirectory(prefix="rtlgen-") as scratch:
        asker = _Asker(spec, backend, sampling, Path(scratch))
        seen = asker.ask(picture, {})
        blank = named = ""
        if not seen.problem:
            blank = _compared(seen, asker.ask(blank_of(picture), {}), spec)
            named = _compared(seen, asker.ask(picture, other_names(spec.ports)), spec)
    reading = ImageReading(
        image=figure.path, sha256=hashlib.sha256(picture.data).hexdigest(), backend=backend.name,
        shows=seen.shows, refused=seen.problem or _refusal(blank), blank_image=blank,
        other_names=named, questions=len(asker.usages), usage=_sum(asker.usages),
    )  # fmt: skip
    write_text(reading_path(figure.path), _file(reading, seen.text))
    return reading


def _refusal(blank: str) -> str:
    return "the model says the same of a blank image, so it did not look" if blank == _SAME else ""


def _compared(seen: Answer, other: Answer, spec: Spec) -> str:
    """How much of a reading a control says as well, for people."""
    if other.is_nothing:
        return "nothing"
    if other.problem:
        return "nothing that fits the ports"
    ports = {port.name: port for port in spec.ports}
    same, total = share_of(seen.artefacts, other.artefacts, ports)
    return _SAME if same == total else f"{same} of {total} values the same"


def _sum(usages: list[Usage]) -> Usage:
    costs = [usage.cost_usd for usage in usages if usage.cost_usd is not None]
    return Usage(
        prompt_tokens=sum(usage.prompt_tokens for usage in usages),
        completion_tokens=sum(usage.completion_tokens for usage in usages),
        latency_s=sum(usage.latency_s for usage in usages),
        cost_usd=sum(costs) if len(costs) == len(usages) else None,
        is_estimated=any(usage.is_estimated for usage in usages),
    )


def _file(reading: ImageReading, text: str) -> str:
    head: dict[str, object] = {
        "kind": KIND,
        "image": Path(reading.image).name,
        "sha256": reading.sha256,
        "read_by": reading.backend,
    }
    if reading.shows:
        head |= {
            "shows": reading.shows,
            "blank_image": reading.blank_image,
            "other_names": reading.other_names,
        }
    usage = reading.usage
    head |= {
        "questions": reading.questions,
        "prompt_tokens": usage.prompt_tokens,
        "completion_tokens": usage.completion_tokens,
        "model_s": round(usage.latency_s, 3),
        "cost_usd": usage.cost_usd,
    }
    if reading.refused:
        head["refused"] = reading.refused
    lines = yaml.safe_dump(head, sort_keys=False, allow_unicode=True, width=1000)
    # yaml would write `false`, which nobody would answer with `yes`.
    last, advice = ("", _REFUSED) if reading.refused else ("approved: no\n", _HOW_TO)
    return f"---\n{lines}{last}---\n\n{advice}\n\n{text}\n"
