"""All images of a specification that still have to be read."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from rtlgen.candidate import Backend, Sampling
from rtlgen.errors import BackendError
from rtlgen.finding import Finding, Severity
from rtlgen.images.codes import SILENT, UNUSABLE
from rtlgen.images.picture import UnusableImage
from rtlgen.images.read import ImageReading, read_image
from rtlgen.spec.model import Figure, Spec
from rtlgen.spec.readings import load_reading


def unread_figures(spec: Spec) -> Iterator[Figure]:
    """Yield the figures without a reading, or whose reading was refused.

    A reading of another image than the one that lies there now is kept: a person may have worked
    on it.
    """
    seen = set()
    for figure in spec.artefacts:
        if not isinstance(figure, Figure) or figure.path in seen:
            continue
        seen.add(figure.path)
        reading = load_reading(figure.path)
        if reading is None or reading.refused:
            yield figure


def read_images(
    spec: Spec, backend: Backend, sampling: Sampling, *, notify: Callable[[ImageReading], object]
) -> tuple[Finding, ...]:
    """Have the images read that nobody has read, one after the other.

    Args:
        spec: The specification.
        backend: A model that sees.
        sampling: Limits and seed.
        notify: Called after each image.

    Returns:
        Why images were not read: unusable ones are passed over; after a fault of the server no
        further one is asked for.

    Raises:
        UsageError, ToolCrashed: a reading cannot be written.
    """
    findings = []
    for figure in unread_figures(spec):
        try:
            notify(read_image(figure, spec, backend, sampling))
        except UnusableImage as error:
            message = f"the image {figure.path!r} {error}"
            findings.append(_finding(UNUSABLE, figure, message, error.remedy))
        except BackendError as error:
            findings.append(_finding(SILENT, figure, f"{figure.path!r} was not read: {error}", ""))
            break
    return tuple(findings)


def _finding(code: str, figure: Figure, message: str, remedy: str) -> Finding:
    return Finding(
        code=code, severity=Severity.WARNING, path=figure.source.path, line=figure.source.line,
        message=message, remedy=remedy,
    )  # fmt: skip
