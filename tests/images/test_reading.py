"""Reading images through the command: proposals, controls, approval."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from rtlgen.spec import KarnaughMap, StateTable, TruthTable, Waveform, read_spec

Run = Callable[..., tuple[int, str, str]]
Draw = Callable[..., bytes]
READING = "map.png.reading.md"
PORTS = "Module `gate`:\n\n- input a (1 bit)\n- input b (1 bit)\n- output y (1 bit)\n"
MACHINE_PORTS = (
    "Module `fsm`:\n\n- input clk (1 bit)\n- input rst (1 bit): synchronous reset\n"
    "- input x (1 bit)\n- output z (1 bit)\n\n"
)


def head_of(path: Path) -> dict[str, Any]:
    """The front matter of a reading."""
    head: dict[str, Any] = yaml.safe_load(path.read_text().split("---\n")[1])
    return head


def approve(path: Path) -> None:
    text = path.read_text()
    assert "approved: no\n" in text
    path.write_text(text.replace("approved: no\n", "approved: yes\n"))


def test_a_reading_waits_for_approval(folder: Path, run: Run) -> None:
    """What was read is shown in our notation with what the controls say, and exit 4 asks."""
    code, out, err = run("check", "gate.md", "--read-images")
    assert code == 4
    assert re.fullmatch(
        r"  map\.png: read by endpoint:reads: Karnaugh map\n"
        r"    on a blank image: nothing\n"
        r"    with other names for the ports: the same\n"
        r"    3 questions, 330 tokens, \d+\.\d s\n"
        r"    compare map\.png\.reading\.md with it and write `approved: yes` there\n",
        err,
    ), err
    assert out == (
        "gate.md: UNKNOWN\n"
        "  consistency UNKNOWN it is not known what a picture shows; all that was read agrees\n"
        "  map.png.reading.md:1: warning SPEC320 the reading of 'map.png' waits for approval and "
        "does not count yet (compare it with the image, correct it, and write `approved: yes`)\n"
        "  gate.md:5: note CON202 no table, map, machine or waveform shows 'y'\n"
        "  gate.md:9: warning CON301 it is not known what the picture 'map.png' shows, nor whether "
        "it agrees with the rest (give its content as a table, transitions or WaveDrom, or have it "
        "read with --read-images)\n"
    )
    text = (folder / READING).read_text()
    assert text.endswith(
        "Karnaugh map of y\n| a\\b | 0 | 1 |\n|---|---|---|\n| 0 | 0 | 0 |\n| 1 | 0 | 1 |\n"
    )
    head = head_of(folder / READING)
    assert (head["prompt_tokens"], head["completion_tokens"], head["approved"]) == (300, 30, False)


def test_an_approved_reading_counts_like_any_map(folder: Path, run: Run) -> None:
    """After approval the design is built from it and proved against it; before, it is not."""
    assert run("generate", "gate.md", "-o", "early", "-b", "exact", "--read-images")[0] == 4
    assert not (folder / "early/gate/gate.v").exists()
    assert run("generate", "gate.md", "-o", "early", "-b", "exact")[0] == 4
    approve(folder / READING)
    code, out, _ = run("generate", "gate.md", "-o", "out", "-b", "exact")
    assert code == 0, out
    assert "Karnaugh map at map.png.reading.md:" in out
    assert "a & b" in (folder / "out/gate/gate.v").read_text()
    wrong = "module gate(input a, input b, output y);\n  assign y = a | b;\nendmodule\n"
    (folder / "wrong.v").write_text(wrong)
    assert run("check", "wrong.v", "--spec", "gate.md")[0] == 1


def test_an_approved_reading_is_compared_with_the_rest(folder: Path, run: Run) -> None:
    """A reading that says something else than an equation of the text is a contradiction."""
    with (folder / "gate.md").open("a") as text:
        text.write("\nThe output is y = a | b.\n")
    run("check", "gate.md", "--read-images")
    approve(folder / READING)
    code, out, _ = run("check", "gate.md")
    assert code == 4
    assert "CON101" in out
    assert "(gate.md:11) says y = 1" in out


def test_a_model_that_does_not_look_is_refused(folder: Path, run: Run) -> None:
    """The same answer for a blank image: nothing to approve, and the answer is kept to be seen."""
    code, out, err = run("check", "gate.md", "--read-images", model="guesses")
    assert code == 3
    assert "    on a blank image: the same\n" in err
    refused = "the model says the same of a blank image, so it did not look"
    assert f"    refused: {refused}\n" in err
    assert f"the reading of 'map.png' was refused: {refused}" in out
    head = head_of(folder / READING)
    assert head["refused"] == refused
    assert "approved" not in head
    assert "| 1 | 1 | 1 |" in (folder / READING).read_text()
    text = (folder / READING).read_text().replace("refused:", "approved: yes\nrefused:")
    (folder / READING).write_text(text)
    assert not any(isinstance(a, TruthTable) for a in read_spec("gate.md").artefacts)


def test_a_model_that_invents_where_nothing_is_is_told(folder: Path, run: Run) -> None:
    """Another answer for a blank image is no refusal, but a person learns of it."""
    code, _, err = run("check", "gate.md", "--read-images", model="invents")
    assert code == 4
    assert "    on a blank image: 3 of 4 values the same\n" in err
    assert head_of(folder / READING)["blank_image"] == "3 of 4 values the same"


def test_a_model_that_answers_from_names_is_told(folder: Path, run: Run, draw: Draw) -> None:
    """An answer that changes with the names of the ports shows in the second control."""
    (folder / "map.png").write_bytes(draw("0111"))
    code, _, err = run("check", "gate.md", "--read-images", model="names")
    assert code == 4
    assert "    with other names for the ports: 2 of 4 values the same\n" in err


def test_the_question_holds_no_prose(folder: Path, run: Run, models: Any) -> None:
    """The model gets the ports and the image; the third question has none of the ports' names."""
    run("check", "gate.md", "--read-images")
    texts = [call["messages"][1]["content"][0]["text"] for call in models.calls]
    assert texts[0] == texts[1] == (
        "What does the image show? The module has these ports:\n\n"
        "- input a (1 bit)\n- input b (1 bit)\n- output y (1 bit)\n"
    )  # fmt: skip
    assert texts[2] == texts[0].replace(" a ", " sig1 ").replace(" b ", " sig2 ").replace(
        " y ", " sig3 "
    )
    urls = [call["messages"][1]["content"][1]["image_url"]["url"] for call in models.calls]
    assert urls[0] == urls[2] != urls[1]


@pytest.mark.parametrize(
    ("model", "kind"),
    [("table", TruthTable), ("reads", KarnaughMap), ("wave", Waveform)],
)
def test_kinds_of_artefacts(folder: Path, run: Run, model: str, kind: type) -> None:
    """Tables, maps and waveforms arrive as what they are."""
    assert run("check", "gate.md", "--read-images", model=model)[0] == 4
    approve(folder / READING)
    assert [type(a) for a in read_spec("gate.md").artefacts] == [kind]
    assert run("check", "gate.md")[0] == 0


def test_a_state_diagram(folder: Path, run: Run) -> None:
    """A machine is read with its first state, and a right design is built from it."""
    (folder / "gate.md").write_text(f"{MACHINE_PORTS}![states](map.png)\n")
    assert run("check", "gate.md", "--read-images", model="machine")[0] == 4
    approve(folder / READING)
    (machine,) = read_spec("gate.md").artefacts
    assert isinstance(machine, StateTable)
    assert (machine.states, machine.initial_state) == (("IDLE", "BUSY"), "IDLE")
    assert run("generate", "gate.md", "-o", "out", "-b", "exact")[0] == 0


def test_a_reading_that_is_there_is_not_asked_for_again(
    folder: Path, run: Run, models: Any
) -> None:
    """What waits for a person, or was approved, costs nothing more and is never overwritten."""
    run("check", "gate.md", "--read-images")
    before = (folder / READING).read_bytes()
    assert run("check", "gate.md", "--read-images", model="guesses")[0] == 4
    assert run("check", "gate.md")[0] == 4
    assert ((folder / READING).read_bytes(), len(models.calls)) == (before, 3)


def test_another_model_may_try_after_a_refusal(folder: Path, run: Run) -> None:
    """A refused reading gives way to a better one."""
    assert run("check", "gate.md", "--read-images", model="guesses")[0] == 3
    assert run("check", "gate.md", "--read-images", model="reads")[0] == 4


def test_an_image_that_changes_takes_its_approval_along(folder: Path, run: Run, draw: Draw) -> None:
    """An approved reading of another image does not count."""
    run("check", "gate.md", "--read-images")
    approve(folder / READING)
    assert run("check", "gate.md")[0] == 0
    (folder / "map.png").write_bytes(draw("0111"))
    code, out, _ = run("check", "gate.md")
    assert code == 3
    assert "SPEC321 the image 'map.png' is not the one that was read here" in out


def test_a_folder_with_images(folder: Path, run: Run) -> None:
    """Images that only lie in the folder are read; the readings are no texts of the folder."""
    (folder / "gate.md").write_text(PORTS)
    assert run("check", ".", "--read-images")[0] == 4
    assert "approved" not in read_spec(".").text
    approve(folder / READING)
    spec = read_spec(".")
    assert [type(a) for a in spec.artefacts] == [KarnaughMap]
    assert "Karnaugh map of y" in spec.text


def test_svg_is_sent_as_text(folder: Path, run: Run, models: Any) -> None:
    """No server takes SVG as an image; its blank one has the size and nothing else."""
    cells = "".join(f'<text class="cell">{c}</text>' for c in "0-11")
    (folder / "map.svg").write_text(
        f'<svg xmlns="x" width="40" aria-label="and gate" height="40">{cells}</svg>'
    )
    (folder / "gate.md").write_text(f"{PORTS}\n![map](map.svg)\n")
    assert run("check", "gate.md", "--read-images")[0] == 4
    assert "| 0 | 0 | - |" in (folder / "map.svg.reading.md").read_text()
    blank = models.calls[1]["messages"][1]["content"]
    assert blank.endswith('```svg\n<svg width="40" height="40"></svg>\n```\n')


@pytest.mark.parametrize(("kind", "suffix"), [("JPEG", "jpg"), ("GIF", "gif"), ("WEBP", "webp")])
def test_other_kinds_of_images(folder: Path, run: Run, draw: Draw, kind: str, suffix: str) -> None:
    """JPEG, GIF and WebP are read like PNG."""
    (folder / f"map.{suffix}").write_bytes(draw("0110", kind))
    (folder / "gate.md").write_text(f"{PORTS}\n![map](map.{suffix})\n")
    assert run("check", "gate.md", "--read-images")[0] == 4
    assert (
        (folder / f"map.{suffix}.reading.md").read_text().endswith("| 0 | 0 | 1 |\n| 1 | 1 | 0 |\n")
    )


def test_costs_are_noted(folder: Path, run: Run) -> None:
    """By the prices of the configuration, for all questions together; the journal has them too."""
    (folder / "rtlgen.toml").write_text("[prices.reads]\ninput = 10\noutput = 100\n")
    _, _, err = run("check", "gate.md", "--read-images")
    assert " s, 0.0060 USD\n" in err
    assert head_of(folder / READING)["cost_usd"] == pytest.approx(0.006)
    assert run("generate", "gate.md", "-o", "out", "-b", "exact")[0] == 4
    _, out, _ = run("report")
    assert re.search(
        r"^1 images read, 0 refused: 330 tokens, \d\.\d s of models, 0\.0060 USD$", out, re.M
    )
    record = json.loads(run("report", "--format", "json")[1])["images"]
    assert (record["tokens"], record["cost_usd"]) == (330, pytest.approx(0.006))


def test_a_journal_that_cannot_be_used_costs_no_reading(folder: Path, run: Run) -> None:
    """The reading is there, and what is missing is told."""
    (folder.parent / "state").write_text("in the way")
    code, _, err = run("check", "gate.md", "--read-images")
    assert code == 4
    assert err.endswith("; map.png is not in the journal\n")
    assert (folder / READING).exists()


def test_machines_get_the_findings(folder: Path, run: Run) -> None:
    """Machine formats say with a code that a reading waits."""
    code, out, _ = run("check", "gate.md", "--read-images", "--format", "json")
    findings = json.loads(out)["files"][0]["verdict"]["checks"][0]["findings"]
    assert code == 4
    assert {"SPEC320", "CON301"} <= {finding["code"] for finding in findings}
