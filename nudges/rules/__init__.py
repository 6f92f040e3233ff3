"""Who is owed what: one rule for each kind of nudge, pure functions of where a learner stands."""

from nudges.rules.reviews import (
    claim_lapsing,
    prompt_suggested,
    requests_waiting,
    review_received,
    your_turn,
)
from nudges.rules.rule import Owed, Rule, Slot, Verdict
from nudges.rules.situation import Situation
from nudges.rules.study import break_over, come_back, study_reminder, week_at_risk
from nudges.rules.work import blog_prompt, forgotten_timer, milestone, weekly_review

RULES: dict[str, Rule] = {
    rule.kind: rule
    for rule in (
        forgotten_timer,
        break_over,
        week_at_risk,
        come_back,
        weekly_review,
        milestone,
        blog_prompt,
        study_reminder,
        claim_lapsing,
        review_received,
        your_turn,
        prompt_suggested,
        requests_waiting,
    )
}

__all__ = ["RULES", "Owed", "Rule", "Situation", "Slot", "Verdict"]
