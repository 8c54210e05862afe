"""`--read-images` of several commands: a model that sees reads what a person then approves."""

from __future__ import annotations

import dataclasses
import datetime
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rtlgen.errors import ExitCode, SpecError, ToolCrashed, UsageError
from rtlgen.finding import Finding, Severity

if TYPE_CHECKING:
    from rtlgen.candidate import Backend
    from rtlgen.config import Config
    from rtlgen.images import ImageReading
    from rtlgen.spec.model import Port, Spec

ReadImages = Annotated[
    bool,
    typer.Option(
        "--read-images",
        help="Have images of the specification read by a model that sees (images.backend), for "
        "you to approve.",
    ),
]


@dataclass(frozen=True, slots=True, kw_only=True)
class ImagesRead:
    """Why images of some specifications were not read."""

    findings: Mapping[str, tuple[Finding, ...]] = field(default_factory=dict)
    """Source as the user named it → findings."""

    def exit_code(self, code: ExitCode) -> ExitCode:
        """Return the exit code of a command that would end with `code`.

        Trouble with an image weighs more than a good or an undecided end, less than a bad one.
        """
        from rtlgen.images.codes import SILENT, UNUSABLE

        codes = {finding.code for found in self.findings.values() for finding in found}
        if code in (ExitCode.OK, ExitCode.UNDECIDED):
            if UNUSABLE in codes:
                return ExitCode.USAGE
            if SILENT in codes:
                return ExitCode.ENVIRONMENT
        return code


def read_all_images(
    sources: Sequence[str], settings: Config, *, has_cache: bool, seed: int,
    journal: Path | None, name: str | None = None, ports: Sequence[Port] = (),
) -> ImagesRead:  # fmt: skip
    """Have the images of specifications read, and note in the journal what that cost.

    Specifications that cannot be used are passed over: whoever works on them says so.

    Raises:
        UsageError: `images.backend` is none that can see, a reading cannot be written, or a
            specification comes from standard input.
    """
    from rtlgen.candidate import Sampling
    from rtlgen.images import read_images, unread_figures
    from rtlgen.images.codes import SILENT
    from rtlgen.spec import read_spec

    if "-" in sources:
        raise UsageError(
            "--read-images: a reading lies beside its specification; name a file instead of -"
        )
    limits = settings.generate
    sampling = Sampling(n=1, temperature=0.0, max_tokens=limits.max_tokens, seed=seed)
    found: dict[str, tuple[Finding, ...]] = {}

    def note(reading: ImageReading) -> None:
        _tell(reading)
        if journal is not None:
            _keep(reading, journal)

    with _seeing_backend(settings, has_cache=has_cache) as backend:
        for source in sources:
            try:
                spec = read_spec(source, name=name, ports=ports)
            except SpecError:
                continue
            if not any(unread_figures(spec)):
                continue
            if backend is None:
                found[source] = (_without_eyes(spec),)
                continue
            found[source] = read_images(spec, backend, sampling, notify=note)
            if any(finding.code == SILENT for finding in found[source]):
                break  # the next specification would wait for the same server
    return ImagesRead(findings=found)


@contextmanager
def _seeing_backend(settings: Config, *, has_cache: bool) -> Iterator[Backend | None]:
    """Open the backend that reads images; None where none is configured."""
    from rtlgen.cli.backends import open_backends

    name = settings.images.backend
    if name is None and not (settings.endpoint.sees_images and settings.endpoint.url):
        yield None
        return
    name = name or "endpoint"
    if name.split(":", 1)[0] not in ("endpoint", "http", "https"):
        raise UsageError(f"images.backend: {name!r} cannot see; write endpoint[:MODEL] or a URL")
    seeing = settings.endpoint.model_copy(update={"sees_images": True})
    chosen = settings.model_copy(update={"endpoint": seeing})
    with open_backends([name], chosen, has_cache=has_cache) as opened:
        yield opened[0]


def _without_eyes(spec: Spec) -> Finding:
    from rtlgen.images.codes import NO_EYES

    return Finding(
        code=NO_EYES, severity=Severity.WARNING, path=spec.path,
        message="images are not read: no endpoint that sees is configured",
        remedy="set images.backend, or endpoint.url, endpoint.model and endpoint.sees_images",
    )  # fmt: skip


def _keep(reading: ImageReading, path: Path) -> None:
    """Add a line to the journal; one that cannot be used costs no reading."""
    from rtlgen.journal import ImageRead, Journal

    usage = reading.usage
    image = ImageRead(
        at=datetime.datetime.now(datetime.UTC).isoformat(timespec="milliseconds"),
        image=reading.image, sha256=reading.sha256, backend=reading.backend, shows=reading.shows,
        refused=reading.refused, questions=reading.questions, prompt_tokens=usage.prompt_tokens,
        completion_tokens=usage.completion_tokens, model_s=round(usage.latency_s, 4),
        cost_usd=usage.cost_usd,
    )  # fmt: skip
    try:
        with Journal.open(path) as journal:
            journal.add_image(image)
    except ToolCrashed as error:
        print(f"rtlgen: {error}; {reading.image} is not in the journal", file=sys.stderr)


def _tell(reading: ImageReading) -> None:
    """Show on standard error what was read, what the controls say, and what it cost."""
    from rtlgen.spec.readings import reading_path

    usage = dataclasses.asdict(reading.usage)
    tokens = usage["prompt_tokens"] + usage["completion_tokens"]
    cost = "" if usage["cost_usd"] is None else f", {usage['cost_usd']:.4f} USD"
    lines = [f"  {reading.image}: read by {reading.backend}: {reading.shows or 'nothing'}"]
    if reading.shows:
        lines.append(f"    on a blank image: {reading.blank_image}")
        lines.append(f"    with other names for the ports: {reading.other_names}")
    lines.append(
        f"    {reading.questions} questions, {tokens} tokens, {usage['latency_s']:.1f} s{cost}"
    )
    if reading.refused:
        lines.append(f"    refused: {reading.refused}")
    else:
        lines.append(
            f"    compare {reading_path(reading.image)} with it and write `approved: yes` there"
        )
    print("\n".join(lines), file=sys.stderr, flush=True)
