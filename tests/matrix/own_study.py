"""What the owner has in study, in their inbox, and to sign in with."""

import datetime as dt

from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialToken
from allauth.usersessions.models import UserSession

from accounts.models import OutgoingMail
from curriculum.models import Resource, SelfCheck, Step
from nudges.links import ALL, token_for
from nudges.models import Attempt, Bounce, Kind, MailDay, Preference, Pulse, Recipient, week_of
from study.models import (
    EditionMove,
    Enrolment,
    FormerGoal,
    ImportRow,
    Pass,
    Shift,
    StepTick,
)
from tests.factories import (
    BackgroundFactory,
    BreakFactory,
    CalendarFeedFactory,
    CompletionFactory,
    EditionFactory,
    EntryFactory,
    ForecastFactory,
    ImportFactory,
    SkipFactory,
    TimerFactory,
)
from tests.matrix.passkey import passkey
from tests.matrix.world import World
from tests.nudges.people import delivered
from tests.own_factories import (
    LinkFactory,
    NoteFactory,
    ParkedQuestionFactory,
    ReflectionFactory,
    ResourceReportFactory,
    SelfCheckRatingFactory,
)

MINUTES = 7 * 60 + 13
"""Of the owner's one entry, so that a page that adds up their hours says `7 h 13 min`."""


def add_study(world: World) -> None:
    """Hours, plans, notes, answers."""
    owner, unit, keep = world.owner, world.unit, world.keep
    last_week = world.today - dt.timedelta(days=world.today.weekday() + 7)
    keep(ReflectionFactory(learner=owner, first_day=last_week))
    keep(EntryFactory(learner=owner, unit=unit, day=last_week, minutes=MINUTES, note="x"))
    keep(EntryFactory(learner=owner, unit=None, day=last_week, deleted_at=world.now), "deleted")
    keep(TimerFactory(learner=owner, unit=unit, running_since=world.now))
    keep(NoteFactory(learner=owner, unit=unit))
    keep(ParkedQuestionFactory(learner=owner, parked_in=unit))
    answered = {"answer": "x", "answered_at": world.now}
    keep(ParkedQuestionFactory(learner=owner, parked_in=unit, **answered), "answered")
    keep(LinkFactory(learner=owner, unit=unit))
    keep(SkipFactory(learner=owner, unit=unit))
    keep(CompletionFactory(learner=owner, unit=unit, day=last_week))
    keep(BackgroundFactory(learner=owner, domain="x"))
    keep(CalendarFeedFactory(learner=owner))
    keep(Pass.objects.create(learner=owner, unit=unit, kind="explained", day=last_week))
    SelfCheckRatingFactory(learner=owner, self_check=world.rows[SelfCheck, "common"])
    StepTick.objects.create(learner=owner, step=world.rows[Step, "common"])
    _add_reports(world)
    _add_plan(world)
    _add_import(world)


def _add_reports(world: World) -> None:
    """What they say of a resource now, and what they said of it before."""
    mine = {"learner": world.owner, "resource": world.rows[Resource, "common"]}
    settled = {"settled_at": world.now, "answer": "x"}
    world.keep(ResourceReportFactory(**mine, says="workaround", **settled))
    before = {"replaced_at": world.now, "reported_at": world.now}
    world.keep(ResourceReportFactory(**mine, says="broken", **before), "before")


def _add_plan(world: World) -> None:
    enrolment = Enrolment.objects.get(learner=world.owner)
    on = {"first_day": world.today, "last_day": world.today + dt.timedelta(days=3)}
    world.keep(BreakFactory(learner=world.owner, **on))
    world.keep(Shift.objects.create(enrolment=enrolment, day=world.today))
    until = world.today - dt.timedelta(days=20)
    FormerGoal.objects.create(
        enrolment=enrolment, until=until, weekly_minutes=200, study_days="12345"
    )
    world.keep(ForecastFactory(enrolment=enrolment, made_on=world.today))
    former = EditionFactory(path=enrolment.edition.path, version="0", retired_at=world.now)
    EditionMove.objects.create(
        enrolment=enrolment,
        from_edition=former,
        to_edition=enrolment.edition,
        moved_at=world.now,
    )


def _add_import(world: World) -> None:
    dates = {"created_at": world.now, "read_at": world.now}
    order = {"date_order": "ask", "is_order_open": True, "order_example": "03/04/2026"}
    file = world.keep(ImportFactory(learner=world.owner, **dates, **order))
    row = {"entry_id": file.pk, "has_own_id": False, "day_first": world.today, "minutes": 30}
    ImportRow.objects.create(file=file, line=2, kind="code", **row)


def add_inbox(world: World) -> None:
    """A message, mail that was sent, and how they want both."""
    owner = world.owner
    message = world.keep(delivered(owner))
    recipient = Recipient.objects.get(pk=owner.pk)
    wishes = {"by_email": True, "in_app": True}
    Preference.objects.create(recipient=recipient, kind=Kind.MILESTONE, **wishes)
    Attempt.objects.create(nudge=message, number=1, started_at=world.now)
    MailDay.objects.create(
        recipient=recipient, day=world.today, week=week_of(world.today), number=1, nudge=message
    )
    world.keep(Bounce.objects.create(address_digest="0", cause="soft", at=world.now, nudge=message))
    Pulse.objects.update_or_create(pk=1, defaults={"ticked_at": world.now})
    world.secrets["stop"] = token_for(owner.pk, Kind.MILESTONE)
    world.secrets["snooze"] = token_for(owner.pk, ALL)


def add_account(world: World) -> None:
    """Addresses, factors, linked accounts, browsers, mail that waits."""
    owner, keep = world.owner, world.keep
    address = EmailAddress(user=owner, email=owner.email, verified=True, primary=True)
    address.save()
    keep(address)
    world.secrets["confirm"] = EmailConfirmationHMAC(address).key
    keep(Authenticator.objects.create(user=owner, type="webauthn", data=passkey()))
    linked = keep(SocialAccount.objects.create(user=owner, provider="github", uid="x"))
    SocialToken.objects.create(account=linked, token="x", token_secret="x")
    browser = {"session_key": "x", "ip": "192.0.2.77", "user_agent": "x"}
    keep(UserSession.objects.create(user=owner, **browser))
    expires = world.now + dt.timedelta(hours=1)
    waiting = {"recipient": owner.email, "sender": "us@example.org", "expires_at": expires}
    keep(OutgoingMail.objects.create(subject="x", text="x", **waiting))
