"""What is written around a description: the text that a user would give.

ports.py     ways to list ports
tables.py    truth tables and Karnaugh maps, made by asking the behaviour
manners.py   whole specifications
rephrase.py  descriptions in other words, from the groups in phrases/ (slots.py, names.py)
openings.py  what stands before them, in other words
noise.py     remarks beside the point, slips of the pen
"""

from __future__ import annotations

from rtlgen.datagen.writers.manners import MANNERS, TABLED, Manner, write

__all__ = ["MANNERS", "TABLED", "Manner", "write"]
