"""Who asks: the owner of everything, people who have nothing to do with it, and mentors."""

import datetime as dt

from django.contrib.auth.models import Group

from accounts import groups
from accounts.models import User
from curriculum.models import Edition
from mentoring.models import Mentor
from tests.factories import EnrolmentFactory, UserFactory

OWNER = "owner"
ANONYMOUS = "anonymous"
STAFF = "staff"
EDITOR = "editor"
COORDINATOR = "coordinator"
SUPPORT = "support"
ADMIN = "admin"
ROLES = {
    ANONYMOUS: "nobody is signed in",
    OWNER: "the learner whose things they are",
    "stranger": "another learner",
    "claiming": "a mentor with a live claim on a request of the owner's",
    "standing": "a mentor who has nothing to do with the owner",
    "trusted": "a mentor in a talk with the owner, who shares their weeks",
    "blocked": "a mentor whom the owner reported, so that there is a block",
    "former": "a mentor who reviewed the owner and was shared with; their standing has ended",
    "invited": "no mentor; accepted an invitation of the owner's",
    STAFF: "may enter the admin, without any permission",
    EDITOR: "in the group of who edits the curriculum",
    COORDINATOR: "in the group of who looks after mentoring",
    SUPPORT: "in the group of who helps people to sign in",
    ADMIN: "a superuser",
}
GROUPS = {
    EDITOR: groups.EDITORS,
    COORDINATOR: groups.COORDINATORS,
    SUPPORT: groups.SUPPORT,
}
AT_WORK = [STAFF, *GROUPS]
ON_THE_SITE = [role for role in ROLES if role not in AT_WORK]  # who are strangers there
IN_THE_ADMIN = [ANONYMOUS, OWNER, "trusted", *AT_WORK, ADMIN]
MENTORS = ["claiming", "standing", "trusted", "blocked", "former"]


def people(edition: Edition, today: dt.date) -> dict[str, User]:
    """One person of each role, all on the same path."""
    found = {role: _person(role) for role in ROLES if role != ANONYMOUS}
    for person in found.values():
        EnrolmentFactory(learner=person, edition=edition, started_on=today - dt.timedelta(days=40))
    for role in MENTORS:
        Mentor.objects.create(person=found[role], reviews_a_week=20)
    return found


def _person(role: str) -> User:
    person = UserFactory(
        handle=f"the-{role}",
        display_name=f"The {role}",
        email=f"{role}@example.org",
        time_zone="UTC",
        is_staff=role in (*AT_WORK, ADMIN),
        is_superuser=role == ADMIN,
    )
    if role in GROUPS:
        person.groups.add(Group.objects.get(name=GROUPS[role]))
    return person
