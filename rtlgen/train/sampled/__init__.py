"""Rejection sampling: what a model answers, judged, as data to learn from.

    plan.py    everything that decides what is drawn and chosen
    ask.py     draws answers to examples and judges them
    draws.py   what was drawn so far: the file that an interrupted run goes on from
    choose.py  which answers become examples, and how hard prompts are
    pairs.py   a right and a wrong answer to the same prompt
    run.py     a run from top to bottom

Source: rejection sampling fine-tuning, Yuan et al. 2023, arXiv:2308.01825, section 3.3: a model
learns from its own right answers, several different ones to a prompt.

Not covered: several turns, several processes that draw.
"""

from __future__ import annotations
