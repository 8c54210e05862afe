"""Ports in all the ways that people write them.

frontmatter.py YAML        header.py   Verilog headers     tables.py  Markdown tables
lists.py       bullets     phrase.py   one declaration     prose.py   sentences
widths.py      widths      parameters.py parameters        draft.py   what one place says
settle.py      drafts → ports: widths evaluated, contradictions reported
"""
