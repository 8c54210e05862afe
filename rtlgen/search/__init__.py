"""From a specification to a ranking of judged candidates.

    sampling.py  draws candidates from backends, judges them, stops early
    ranking.py   orders judged candidates; pure

Not covered yet: clustering by behaviour, repair, budgets of money.
"""

from __future__ import annotations

from rtlgen.search.ranking import Judged, Ranking, rank
from rtlgen.search.sampling import Judge, SearchEvents, search

__all__ = ["Judge", "Judged", "Ranking", "SearchEvents", "rank", "search"]
