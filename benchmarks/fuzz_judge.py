"""Damaged designs through the whole judge: it must always answer, and never break.

Each text is a right design with some tokens deleted, doubled, swapped, replaced by others of the
language, or with foreign bytes between them. They are judged in batches, as training does it.
"""

from __future__ import annotations

import argparse
import collections
import random
import re
import time
import traceback

from problems import ROOT, origin, publish

from rtlgen.datagen.circuits import random_module
from rtlgen.verdict import Status
from rtlgen.verify import VerificationPlan, verify_all
from rtlgen.verilog import read_design

BATCH = 32
TOKEN = re.compile(r"\s+|\w+|'[sS]?[bodhBODH]\w+|<=|>=|==|!=|&&|\|\||<<|>>|.", re.DOTALL)
OTHERS = (
    "module",
    "endmodule",
    "input",
    "output",
    "inout",
    "wire",
    "reg",
    "logic",
    "signed",
    "assign",
    "always",
    "always_comb",
    "always_ff",
    "initial",
    "begin",
    "end",
    "if",
    "else",
    "case",
    "casez",
    "casex",
    "endcase",
    "default",
    "for",
    "while",
    "repeat",
    "forever",
    "posedge",
    "negedge",
    "or",
    "parameter",
    "localparam",
    "function",
    "endfunction",
    "task",
    "endtask",
    "generate",
    "endgenerate",
    "integer",
    "genvar",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    ";",
    ":",
    ",",
    ".",
    "#",
    "@",
    "*",
    "+",
    "-",
    "/",
    "%",
    "&",
    "|",
    "^",
    "~",
    "!",
    "?",
    "<",
    ">",
    "=",
    "<=",
    "==",
    "===",
    "<<",
    ">>",
    ">>>",
    "0",
    "1",
    "1'b0",
    "1'bx",
    "4'bz",
    "'h",
    "8'hff",
    "99999999999",
    "clk",
    "rst",
    "y",
    "q",
    "a",
    "b",
    "$display",
    "$finish",
    "`define",
    "`ifdef",
    "`endif",
    "\\\\",
    '"',
    "//",
    "/*",
    "*/",
    "fork",
    "join",
    "wait",
    "disable",
    "force",
    "release",
    "supply0",
    "tri",
    "unsigned",
    "struct",
    "packed",
    "enum",
    "typedef",
    "interface",
    "class",
)
BYTES = ("\x00", "\xff", "\ufeff", "é", "\u2028", "\r", "\x1b[0m", "\\\n", "`", '"')


def damage(text: str, rng: random.Random) -> str:
    """Return the text with one to four kinds of damage."""
    tokens = TOKEN.findall(text)
    for _ in range(rng.randint(1, 4)):
        at, other = rng.randrange(len(tokens)), rng.randrange(len(tokens))
        kind = rng.randrange(7)
        if kind == 0:
            del tokens[at]
        elif kind == 1:
            tokens.insert(at, tokens[other])
        elif kind == 2:
            tokens[at], tokens[other] = tokens[other], tokens[at]
        elif kind == 3:
            tokens[at] = rng.choice(OTHERS)
        elif kind == 4:
            tokens.insert(at, f" {rng.choice(OTHERS)} ")
        elif kind == 5:
            tokens.insert(at, rng.choice(BYTES))
        else:
            tokens = tokens[:at] if at else tokens
    return "".join(tokens)


def main() -> None:
    """Judge `--count` damaged texts."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    rng = random.Random(options.seed)  # noqa: S311 - a choice, not a secret
    designs = [path.read_text() for path in sorted((ROOT / "tests/attacks/designs").glob("*.v"))]
    designs += [random_module(seed, name=f"m{seed}") for seed in range(20)]
    started = time.monotonic()
    statuses: collections.Counter[str] = collections.Counter()
    broken: list[str] = []
    slowest = 0.0
    for number in range(0, options.count, BATCH):
        original = designs[number // BATCH % len(designs)]
        reference = read_design(original)
        plan = VerificationPlan(
            top=reference.top, ports=reference.ports, reference=reference, formal_timeout_s=2
        )
        texts = [damage(original, rng) for _ in range(min(BATCH, options.count - number))]
        begun = time.monotonic()
        try:
            verdicts = verify_all(texts, plan)
        except Exception:  # what must not happen is what is counted
            broken.append(f"batch {number}: {traceback.format_exc(limit=-3)}")
            continue
        slowest = max(slowest, time.monotonic() - begun)
        statuses.update(verdict.status for verdict in verdicts)
        broken += [
            f"text {number + at}: {[c.reason for c in v.checks if c.status is Status.ERROR]}"
            for at, v in enumerate(verdicts)
            if v.status is Status.ERROR
        ]
    seconds = time.monotonic() - started
    told = ", ".join(f"{count} {status}" for status, count in statuses.most_common())
    publish(
        "fuzz_judge",
        f"# Damaged designs through the judge\n\n{origin()}- seed: {options.seed}\n\n"
        f"{options.count} texts made of {len(designs)} designs: {told}. **Uncaught exceptions and "
        f"infrastructure errors: {len(broken)}.** {seconds:.0f} s; the slowest batch of {BATCH} "
        f"took {slowest:.1f} s.\n" + "".join(f"\n- {item}" for item in broken),
    )


if __name__ == "__main__":
    main()
