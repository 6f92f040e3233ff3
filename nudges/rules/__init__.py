"""Who is owed what: one rule for each kind of nudge, pure functions of where a learner stands."""

from nudges.rules.rule import Owed, Rule, Verdict
from nudges.rules.study import study_reminder

RULES: dict[str, Rule] = {rule.kind: rule for rule in (study_reminder,)}

__all__ = ["RULES", "Owed", "Rule", "Verdict"]
