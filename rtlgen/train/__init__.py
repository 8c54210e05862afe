"""Train the small code model on verified examples.

    recipe.py      everything that decides a run, read from YAML
    dataset.py     examples as tokens; the batches of every step
    optimiser.py   Muon for matrices, AdamW for the rest; the rates over time
    checkpoint.py  what a run needs to go on bit by bit
    loop.py        the run itself, from top to bottom
    export.py      the model as a transformers folder
    audit/         does the judge of a run still tell right from wrong?
    score.py       how hard examples are for a model
    yaml_file.py   recipes read, with complaints that name the key
    grpo/          reinforcement learning from verdicts
    card.py        what the records of a run say, for people (records.py, summaries.py)

Not covered: models that do not fit on one device (each process holds the whole model).
"""

from __future__ import annotations
