"""How many refused texts are mended, what becomes right, and whether anything gets worse.

First the recorded completions of four language models for 25 designs of RTLLM, 20 for each: what
lint or the compiler refuses is mended against the ports of the prompt, and the bench of the problem
says afterwards whether it is right. Then slips of the pen that are planted in references, of each
kind one in each reference where it makes the text refused: the mended text is compared with the
reference by simulation and proof. Only counts are reported, no code.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from problems import ROOT, load, origin, path_of, publish

from rtlgen.evaluate.foreign import ForeignJudge
from rtlgen.evaluate.run_folder import RunFolder
from rtlgen.evaluate.samples import Sample
from rtlgen.evaluate.sources import request_for
from rtlgen.evaluate.suite import Problem, read_suite
from rtlgen.finding import Finding, Severity
from rtlgen.repair import mend_text
from rtlgen.repair.mechanical.mend import complaints
from rtlgen.repair.mechanical.refused import name_of
from rtlgen.verdict import Status
from rtlgen.verify import VerificationPlan, verify_all
from rtlgen.verilog import VerilogError, read_design

SUITE, COMPLETIONS = "rtllm-v2-recorded-problems", "rtllm-v2-recorded-completions"


@dataclass(frozen=True, kw_only=True)
class Tried:
    """A refused text."""

    kind: str
    """The first complaint, or the slip that was planted."""
    was_right: bool
    is_mended: bool
    is_right: bool
    """Afterwards."""


def main() -> None:
    """Measure both."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--work", type=Path, default=ROOT / "runs" / "mending")
    parser.add_argument("--references", type=int, default=1000, help="of each benchmark")
    options = parser.parse_args()
    parts = ["# Mending\n", origin(), recorded(options.work), planted(options.references)]
    publish("mending", "\n".join(parts))


def recorded(work: Path) -> str:
    """Mend the recorded completions that are refused."""
    rights = _rights(work)
    suite = read_suite(path_of(SUITE))
    samples = RunFolder(path=work / "run").samples()
    tried: list[Tried] = []
    accepted = touched = 0
    for problem in suite.problems:
        spec = request_for(problem)[0].spec
        plan = VerificationPlan(top=problem.top, ports=spec.ports or None)
        for sample in (s for s in samples if s.problem == problem.id and not s.missing):
            said = complaints(sample.candidate.verilog, plan)
            if said == ():
                accepted += 1
                touched += mend_text(sample.candidate.verilog, plan) is not None
            else:
                tried.append(_tried(problem, sample, said or (), plan, rights[sample.key]))
                print(problem.id, tried[-1], flush=True)
    summary = (
        f"{accepted} are accepted by lint and the compiler; {touched} of them were touched. "
        f"{len(tried)} are refused:\n"
    )
    remark = (
        "RTL104: ports of other widths than the prompt was understood to demand are no slips of "
        "form; such texts are left as they are, right or wrong.\n"
    )
    title = f"## {accepted + len(tried)} recorded completions\n"
    return "\n".join([title, summary, _table(tried, "complaint"), remark])


def _tried(
    problem: Problem, sample: Sample, said: tuple[Finding, ...], plan: VerificationPlan, right: bool
) -> Tried:
    mended = mend_text(sample.candidate.verilog, plan)
    is_right = right
    if mended is not None:
        (judgement,) = ForeignJudge().judge(problem, [mended.verilog])
        is_right = judgement.status is Status.PASS
    first = next((f for f in said if f.severity is Severity.ERROR), said[0] if said else None)
    kind = "not read" if first is None else f"{first.code} {name_of(first) or ''}".strip()
    return Tried(kind=kind, was_right=right, is_mended=mended is not None, is_right=is_right)


def _rights(work: Path) -> dict[tuple[str, str, int], bool]:
    """Score all completions by the bench of their problem; what is done is not done again."""
    earlier = ROOT / "runs" / "selection" / "run"
    if not (work / "run").exists() and earlier.is_dir():
        shutil.copytree(earlier, work / "run")
    command = [
        sys.executable, "-m", "rtlgen", "bench", "run", str(path_of(SUITE)), "-o",
        str(work / "run"), "--completions", str(path_of(COMPLETIONS)), "--judge", "foreign",
    ]  # fmt: skip
    done = subprocess.run(command, check=False, stdout=subprocess.DEVNULL)
    if done.returncode:
        sys.exit(f"{json.dumps(command)}: exit {done.returncode}")
    verdicts = RunFolder(path=work / "run").verdicts().values()
    return {
        (row.problem, row.model, row.trial): row.judgement.status is Status.PASS for row in verdicts
    }


def planted(count: int) -> str:
    """Mend references with slips."""
    tried: list[Tried] = []
    texts = [row["reference"] for name in ("verilog-eval-v2", "rtllm-v2")
             for row in load(name)[:count]]  # fmt: skip
    for number, text in enumerate(texts):
        tried += _with_slips(text, random.Random(number))  # noqa: S311 - where a slip is made
        print(number, len(tried), sum(t.is_right for t in tried), flush=True)
    remark = (
        "The fixes were written for these kinds of slips: the table says whether a fix keeps the "
        "design, not how often models make slips. Right after: simulation and proof agree with "
        "the reference.\n"
    )
    title = f"## Slips planted in {len(texts)} references\n"
    return "\n".join([title, remark, _table(tried, "slip")])


def _with_slips(reference: str, rng: random.Random) -> list[Tried]:
    try:
        design = read_design(reference)
    except VerilogError:
        return []
    form = VerificationPlan(top=design.top, ports=design.ports)
    found: list[tuple[str, str | None]] = []
    for kind, slip in SLIPS.items():
        text = slip(reference, rng)
        if text is not None and text != reference and complaints(text, form):
            mended = mend_text(text, form)
            found.append((kind, None if mended is None else mended.verilog))
    plan = VerificationPlan(top=design.top, ports=design.ports, reference=design)
    texts = [text for _, text in found if text is not None]
    verdicts = iter(verify_all(texts, plan))
    return [
        Tried(
            kind=kind, was_right=False, is_mended=text is not None,
            is_right=text is not None and next(verdicts).status is Status.PASS,
        )
        for kind, text in found
    ]  # fmt: skip


def _one(pattern: str, new: str) -> Callable[[str, random.Random], str | None]:
    """Replace one place of a pattern, drawn at random."""

    def slip(text: str, rng: random.Random) -> str | None:
        places = list(re.finditer(pattern, text, re.MULTILINE))
        if not places:
            return None
        place = rng.choice(places)
        return text[: place.start()] + place.expand(new) + text[place.end() :]

    return slip


def _all(pattern: str, new: str) -> Callable[[str, random.Random], str | None]:
    return lambda text, _: re.sub(pattern, new, text, flags=re.MULTILINE)


def _prose(text: str, _: random.Random) -> str:
    return f"Here is the module:\n\n```verilog\n{text}```\n\nIt does what is asked for.\n"


def _bench(text: str, _: random.Random) -> str:
    return f'{text}\nmodule tb;\n  initial begin #10 $display("done"); $finish; end\nendmodule\n'


def _other_case(text: str, rng: random.Random) -> str | None:
    names = re.findall(r"\b(?:input|output)\b[^;,)]*?\b([a-z]\w*)\s*[,;)]", text)
    if not names:
        return None
    name = rng.choice(names)
    return re.sub(rf"\b{name}\b", name.upper(), text)


SLIPS: Mapping[str, Callable[[str, random.Random], str | None]] = {
    "output without reg": _all(r"\boutput\s+(?:reg|logic)\b", "output"),
    "reg declared as wire": _one(r"^(\s*)(?:reg|logic)\b", r"\1wire"),
    "endmodule missing": _one(r"\bendmodule\b", ""),
    "end missing": _one(r"^\s*end\b(?!\w)", ""),
    "end too much": _one(r"^(\s*end)\b(?!\w)", r"\1 end"),
    "endcase missing": _one(r"\bendcase\b", ""),
    "semicolon missing": _one(r";[ \t]*$", ""),
    "assign with <=": _one(r"(\bassign\s+\w[^=;]*?)\s=\s", r"\1 <= "),
    "delays": _all(r"<=\s+(?=\w+[^;\n]*;)", "<= #1 "),
    "system task": _one(r"(\bbegin)\s*$", r'\1 $display("here");'),
    "typographic quotes": _all("'", "\N{RIGHT SINGLE QUOTATION MARK}"),
    "prose and fence": _prose,
    "testbench behind it": _bench,
    "module under another name": _one(r"\bmodule\s+\w+", "module my_module"),
    "port in capitals": _other_case,
    "loop variable not declared": _all(r"^\s*(?:integer|genvar)\s+\w+\s*;", ""),
    "loop variable is a genvar": _all(r"^(\s*)integer\b", r"\1genvar"),
    "else if in one word": _all(r"\belse\s+if\b", "elsif"),
}


def _table(tried: list[Tried], head: str) -> str:
    lines = [
        f"| {head} | refused | mended | right before | right after | right, then wrong |",
        "|---|---|---|---|---|---|",
    ]
    kinds = [*(kind for kind, _ in Counter(t.kind for t in tried).most_common()), None]
    for kind in kinds:
        mine = [t for t in tried if kind in (t.kind, None)]
        lines.append(
            f"| {kind or 'all'} | {len(mine)} | {sum(t.is_mended for t in mine)} | "
            f"{sum(t.was_right for t in mine)} | {sum(t.is_right for t in mine)} | "
            f"{sum(t.was_right and not t.is_right for t in mine)} |"
        )
    return "\n".join([*lines, ""])


if __name__ == "__main__":
    main()
