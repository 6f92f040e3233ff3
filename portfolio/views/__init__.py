"""Pages of the portfolio: the learner's own, and those for everybody."""
