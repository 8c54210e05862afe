"""What the help of a command shows below its options."""

from __future__ import annotations

EXAMPLES = {
    "generate": """\
\b
Examples:
  rtlgen generate majority.md -o out
  rtlgen generate specs/*.md -o out --backend exact --backend endpoint:my-model
  rtlgen generate - -o out --format json < majority.md
""",
    "check": """\
\b
Examples:
  rtlgen check counter.v                            lint alone
  rtlgen check counter.v --spec counter.md          against a specification
  rtlgen check counter.v --ref golden.v             against other Verilog
  rtlgen check *.v --format github --report sarif:rtlgen.sarif
  rtlgen check counter.v --replay ev/counter/mismatch.json
  rtlgen check counter.md --read-images             what images of it show, for you to approve
""",
    "repair": """\
\b
Examples:
  rtlgen repair counter.v --ref golden.v
  rtlgen repair alu.v --spec alu.md -o alu-repaired.v
  rtlgen repair alu.v --tb test_alu.py --backend endpoint --repair-turns 3
""",
    "review": """\
\b
Examples:
  rtlgen review                                     what waits, one after the other
  rtlgen review 3fa9 --say accept --note "as specified"
  rtlgen review --stage
""",
    "report": """\
\b
Examples:
  rtlgen report
  rtlgen report --since 2026-01-01 --html report.html
""",
    "bench run": """\
\b
Examples:
  rtlgen bench run suite.jsonl -o run --backend endpoint:my-model -n 10
  rtlgen bench run suite.jsonl -o run --completions recorded.jsonl --judge foreign
  rtlgen bench run suite.jsonl -o run --references --judge ours --judge foreign
  rtlgen bench run suite.jsonl -o run --phase score --min-pass 0.6
""",
    "bench select": """\
\b
Examples:
  rtlgen bench select suite.jsonl run -o chosen.jsonl --strategy cluster
  rtlgen bench run suite.jsonl -o scored --completions chosen.jsonl
""",
    "bench ab": """\
\b
Examples:
  rtlgen bench ab run-old run-new
  rtlgen bench ab small.toml large.toml --suite suite.jsonl -o ab
""",
    "bench doctor": """\
\b
Examples:
  rtlgen bench doctor suite.jsonl
  rtlgen bench doctor suite.jsonl --mutants 20 --report markdown:suite.md
""",
    "bench import": """\
\b
Examples:
  rtlgen bench import my-specs -o mine.jsonl
  rtlgen bench run mine.jsonl -o run --backend embedded
""",
    "data generate": """\
\b
Examples:
  rtlgen data generate -o data --count 200000 --seed 1
  rtlgen data generate -o muxes --family muxes --family decoders
""",
    "data retell": """\
\b
Examples:
  rtlgen data retell data/a -o data/a-retold --times 20 --seed 1
  rtlgen data retell data/a -o data/a-fitting --times 4 --fit
""",
    "data import": """\
\b
Examples:
  rtlgen data import my-specs -o data/own
""",
    "data clean": """\
\b
Examples:
  rtlgen data clean data/a data/b -o data/clean --against suite.jsonl
""",
    "data report": """\
\b
Examples:
  rtlgen data report data/clean > data.md
""",
    "data score": """\
\b
Examples:
  rtlgen data score data/clean --model runs/small/model -o scores.jsonl
""",
    "data select": """\
\b
Examples:
  rtlgen data select data/clean -o data/some --strategy diverse --count 16000
  rtlgen data select data/clean -o data/hard --strategy loss --count 16000 --scores scores.jsonl
""",
    "data sample": """\
\b
Examples:
  rtlgen data sample data/clean --model runs/small/model -o data/own --count 2000
  rtlgen data sample data/clean --model runs/small/model -o data/own -n 16 --keep-solved
""",
    "data card": """\
\b
Examples:
  rtlgen data card data/clean -o data/clean/README.md
""",
    "train pretrain": """\
\b
Examples:
  rtlgen train pretrain --recipe recipes/small/1-all.yaml -o runs/small-1
  torchrun --nproc-per-node 8 -m rtlgen train pretrain -r recipes/gpu.yaml -o runs/gpu
""",
    "train sft": """\
\b
Examples:
  rtlgen train sft --recipe recipes/longer.yaml -o runs/longer
""",
    "train grpo": """\
\b
Examples:
  rtlgen train grpo --recipe recipes/grpo/cpu-small.yaml -o runs/rl
  torchrun --nproc-per-node 8 -m rtlgen train grpo -r recipes/grpo/node.yaml -o runs/rl
""",
    "train dpo": """\
\b
Examples:
  rtlgen train dpo --recipe recipes/dpo/cpu-small.yaml -o runs/dpo
""",
    "train average": """\
\b
Examples:
  rtlgen train average runs/words/model runs/tables/model -o runs/mean
""",
    "train card": """\
\b
Examples:
  rtlgen train card runs/small -o runs/small/model/README.md
  rtlgen train card runs/small -o card.md --score "own problems"=runs/own/scores.json
""",
    "explain": """\
\b
Examples:
  rtlgen explain            all codes
  rtlgen explain RTL203     one page
""",
}
"""Command → examples; the marker keeps the lines as they are."""
