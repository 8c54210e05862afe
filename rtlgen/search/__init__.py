"""From a specification to a ranking of judged candidates.

sampling.py    draws candidates from backends in rounds, judges them, stops early
stopping.py    when more candidates would not change the choice; budgets
ranking.py     orders judged candidates; pure
clusters.py    candidates of equal behaviour
comparing.py   candidates as references for each other
disputes.py    where the two largest groups differ, as a question
strategies.py  ways to choose among candidates that are there already
"""

from __future__ import annotations

from rtlgen.search.comparing import comparison
from rtlgen.search.disputes import Dispute
from rtlgen.search.ranking import Judged, Ranking, rank, standing
from rtlgen.search.sampling import Deciding, Judge, Mend, SearchEvents, search
from rtlgen.search.stopping import Budget

__all__ = [
    "Budget",
    "Deciding",
    "Dispute",
    "Judge",
    "Judged",
    "Mend",
    "Ranking",
    "SearchEvents",
    "comparison",
    "rank",
    "search",
    "standing",
]
