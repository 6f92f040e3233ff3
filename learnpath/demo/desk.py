"""What there is at the desk of the demo: reports of learners, and a draft of a next edition."""

from datetime import datetime, timedelta

from accounts.models import User
from curriculum.actions import draft_from
from curriculum.models import Edition, Resource
from learnpath.demo import words
from learnpath.demo.people import AT_THE_END, IN_THE_MIDDLE, Person
from study import actions
from study.models import ResourceReport

DRAFT = "next"


def fill_desk(edition: Edition, people: dict[Person, User], now: datetime) -> None:
    """Let who is further report on resources, and begin an edition that nobody sees yet."""
    draft_from(edition=edition, version=DRAFT)
    for who, reports in ((AT_THE_END, words.REPORTS_THEN), (IN_THE_MIDDLE, words.REPORTS_NOW)):
        for days_ago, slug, says, versions, note in reports:
            report = ResourceReport(
                resource=Resource.objects.get(slug=slug), says=says, versions=versions, note=note
            )
            when = now - timedelta(days=days_ago)
            actions.report_resource(learner=people[who], report=report, now=when)
