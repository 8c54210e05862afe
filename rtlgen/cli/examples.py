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
""",
    "explain": """\
\b
Examples:
  rtlgen explain            all codes
  rtlgen explain RTL203     one page
""",
}
"""Command → examples; the marker keeps the lines as they are."""
