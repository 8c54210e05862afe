"""From a specification to a ranking of judged candidates.

sampling.py    draws candidates from backends in rounds, judges them, stops early
choosing.py    what there is so far, by what it does; which of it leads, and whether clearly
probability.py  how probable each behaviour is to the models
trust.py       how much a candidate of each backend counts
stopping.py    when more draws would not change the choice; budgets
ranking.py     orders judged candidates; pure
clusters.py    candidates of equal behaviour
comparing.py   candidates as references for each other
opinion.py     worked examples that a model wrote: are they fit to count
hearing.py     which candidates meet them, and what that counts
disputes.py    where the two leading groups differ, as a question
strategies.py  ways to choose among candidates that are there already
"""

from __future__ import annotations

from rtlgen.search.comparing import comparison, demanding
from rtlgen.search.disputes import Dispute
from rtlgen.search.hearing import SecondOpinion
from rtlgen.search.opinion import Opinion
from rtlgen.search.ranking import Judged, Ranking, rank, standing
from rtlgen.search.sampling import Deciding, Judge, Mend, SearchEvents, search
from rtlgen.search.stopping import Budget
from rtlgen.search.trust import trust_of

__all__ = [
    "Budget",
    "Deciding",
    "Dispute",
    "Judge",
    "Judged",
    "Mend",
    "Opinion",
    "Ranking",
    "SearchEvents",
    "SecondOpinion",
    "comparison",
    "demanding",
    "rank",
    "search",
    "standing",
    "trust_of",
]
