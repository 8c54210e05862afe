"""Make our own evaluation set: designs of our families that training does not see in these words.

400 members of families that training sees, each told in the one description that training never
has, and 100 members of families that it does not see at all. Fixed seeds; made once, before the
training whose result it measures.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from pathlib import Path

from problems import ROOT

from rtlgen.datagen.families import families
from rtlgen.datagen.shards import ShardJob, make_shards, read_examples
from rtlgen.datagen.split import Split, families_of
from rtlgen.workers import open_workers

SEED = 909_090
PARTS = {Split.PHRASING: 400, Split.FAMILY: 100}


def main() -> None:
    """Write `benchmarks/own/PART.jsonl`."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=ROOT / "benchmarks" / "own")
    out = parser.parse_args().out
    out.mkdir(exist_ok=True)
    for part, count in PARTS.items():
        with tempfile.TemporaryDirectory() as name, open_workers("local") as workers:
            jobs = [
                ShardJob(number=number, seed=SEED, folder=Path(name), split=part, designs=50,
                         examples=1, families=tuple(families_of(part, families())))
                for number in range(-(-count // 50))
            ]  # fmt: skip
            make_shards(jobs, workers, lambda done, total, _: print(done, "of", total))
            rows = [
                {
                    "id": f"{example.family}-{example.design}",
                    "prompt": example.prompt,
                    "top": example.verilog.split()[1],
                    "reference": example.verilog,
                }
                for example in read_examples(Path(name))
            ][:count]
        path = out / f"{part}.jsonl"
        path.write_text("".join(json.dumps(row) + "\n" for row in rows))
        print(path, len(rows))


if __name__ == "__main__":
    main()
