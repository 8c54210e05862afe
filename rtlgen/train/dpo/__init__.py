"""Learning from preferences, right answers before wrong ones; trl's DPOTrainer does the learning.

    recipe.py   everything that decides a run, read from YAML
    pairs.py    right and wrong answers as tokens, from folders of `rtlgen data sample`
    trainer.py  trl's trainer with checkpoints that are whole
    run.py      a run from top to bottom
    card.py     the model card, from the records of a run

The model, the checkpoints and the metrics are those of `rtlgen.train.grpo`.

Not covered: several processes, LoRA, examples held out.
"""

from __future__ import annotations
