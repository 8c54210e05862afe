"""Reinforcement learning from verdicts; trl's GRPOTrainer does the learning.

    recipe.py      everything that decides a run, read from YAML; the sources of its defaults
    curriculum.py  which prompts come next
    tasks.py       prompts with their judges, from folders of examples
    drawing.py     completions of our own models
    judge.py       verdicts on completions
    watch.py       the audit of that judge
    load.py        the model that a run begins with
    settings.py    what a recipe means for trl
    trainer.py     trl's trainer with all of this
    callbacks.py   when a run measures, saves and stops; its metrics
    checkpoint.py, state.py  what a run needs to go on bit by bit
    export.py      the model as a transformers folder
    records.py     which run a folder is of
    card.py        what the records of a run say, for people
    run.py         a run from top to bottom
    launch.py      scripts that start one on several machines (scripts/)

Not covered: several turns, rewards for single tokens, drawing while learning.
"""

from __future__ import annotations
