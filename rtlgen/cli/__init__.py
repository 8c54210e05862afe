"""The `rtlgen` command: parse, call, report, exit code; one thin file per group.

main.py      the entry point, global errors and exit codes
options.py   options that several commands share
generate.py  specification → checked Verilog
check.py     the entry for CI: judge files
doctor.py    is everything here, and does it work?
explain.py   the page of a rule code
bench.py     score a backend or recorded completions on a benchmark file
config.py    show the effective configuration
"""
