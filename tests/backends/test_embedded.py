"""The model that ships with the package."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("torch", reason="needs the extra `local`")
pytest.importorskip("transformers", reason="needs the extra `local`")

from rtlgen.backends import open_backend
from rtlgen.backends.open import WEIGHTS
from rtlgen.candidate import Sampling
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
