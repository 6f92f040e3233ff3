"""What rules are asked about: where a person stands in studying and in reviews."""

from dataclasses import dataclass, field

import study.queries
from mentoring.queries import News


@dataclass(frozen=True)
class Situation(study.queries.Situation):
    """A person as a learner, and as a side of reviews. Empty where nothing was read of those."""

    reviews: News = field(default_factory=News)
