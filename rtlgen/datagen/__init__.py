"""Designs made by the machine.

circuits.py   random modules, for tests of our own judges and as raw material
drawn.py      a design of a family: ports, texts in several styles, descriptions, behaviour
behaviour.py  what a design does, in Python, independent of its Verilog
clocking.py   clocks and resets: how they are named, written and described
families/     one file for each family of designs
writers/      what is written around a description
judge.py      is every style right? by simulation against the behaviour, and by proof
example.py    a specification and the Verilog that answers it
shards.py     many examples, resumable, the same for the same seed
folder.py     folders that are made from others: shards, and where they come from
split.py      what training never sees
normal.py     a Verilog text without names, layout and notation
clean.py      without what gives a benchmark away or is too much alike (decontaminate.py)
select.py     some of the examples, by one of several strategies (strategies.py)
report.py     what is in a folder
card.py       what its records say, for people (provenance.py, account.py, markdown.py)
"""
