"""The model that ships with the package."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("torch", reason="needs the extra `local`")
pytest.importorskip("transformers", reason="needs the extra `local`")

from rtlgen.backends import open_backend
from rtlgen.backends.open import WEIGHTS
from rtlgen.candidate import DrawsTogether, Sampling
from rtlgen.config import Config
from rtlgen.prompt import build_request
from rtlgen.spec import read_spec
from rtlgen.verdict import Status
from rtlgen.verify import VerificationPlan, verify_all
from rtlgen.verilog import read_design

PROSE = Path(__file__).parents[2] / "examples" / "prose"


def test_the_files_are_small_and_whole() -> None:
    """At most 40 MB, with what transformers and we need, and a card."""
    names = {path.name for path in WEIGHTS.iterdir()}
    assert {"config.json", "model.safetensors", "tokenizer.json", "rtlgen.json"} <= names
    assert "README.md" in names
    assert sum(path.stat().st_size for path in WEIGHTS.iterdir()) < 40e6


@pytest.mark.parametrize("name", sorted(path.stem for path in PROSE.glob("*.md")))
def test_each_prose_example_has_a_right_answer_among_eight(name: str) -> None:
    """What `make demo` shows."""
    spec = read_spec(str(PROSE / f"{name}.md"))
    backend = open_backend("embedded", Config().endpoint)
    found = backend.generate(build_request(spec), Sampling(n=8, temperature=0.8, max_tokens=300))
    assert len(found) == 8
    reference = read_design((PROSE / f"{name}.v").read_text(), top=name)
    plan = VerificationPlan(top=name, ports=spec.ports, reference=reference)
    verdicts = verify_all([candidate.verilog for candidate in found], plan)
    assert Status.PASS in {verdict.status for verdict in verdicts}


def test_without_a_temperature_the_likeliest_is_looked_for() -> None:
    """One answer for each specification, with more beams no less likely; alone as together."""
    backend = open_backend("embedded", Config().endpoint)
    requests = [build_request(read_spec(str(path))) for path in sorted(PROSE.glob("*.md"))]
    found = {
        beams: [
            backend.generate(request, Sampling(n=3, temperature=0.0, beams=beams, max_tokens=300))
            for request in requests
        ]
        for beams in (1, 4)
    }
    for one, four in zip(found[1], found[4], strict=True):
        assert (len(one), len(four)) == (1, 1)
        assert four[0].note == one[0].note == ""
        assert four[0].logprob >= one[0].logprob - 1e-3
    assert isinstance(backend, DrawsTogether)
    together = backend.generate_together(
        requests, Sampling(n=3, temperature=0.0, beams=4, max_tokens=300)
    )
    assert [len(some) for some in together] == [1] * len(requests)
    assert [some[0].id for some in together] == [some[0].id for some in found[4]]
