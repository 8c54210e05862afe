"""State machines in a text.

    table.py       tables of states                edges.py     lists of transitions
    graphs.py      Mermaid and DOT                 sentences.py first state, outputs of states
    conditions.py  conditions and outputs          encoding.py  codes of states
    layout.py      which port is for what          draft.py     as it stands in the text
    settle.py      checks, and the `StateTable`

Not covered: hierarchical states, actions that are statements.
"""

from __future__ import annotations

from rtlgen.spec.artefacts.machines.edges import looks_like_transitions, read_transitions
from rtlgen.spec.artefacts.machines.graphs import read_graph
from rtlgen.spec.artefacts.machines.table import looks_like_state_table, read_state_table

__all__ = [
    "looks_like_state_table",
    "looks_like_transitions",
    "read_graph",
    "read_state_table",
    "read_transitions",
]
