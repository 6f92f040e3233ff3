"""What Celery does for accounts."""

import datetime as dt

from django.contrib.sessions.models import Session
from django.utils import timezone

from accounts.tasks import forget_expired_sessions


def test_forget_expired_sessions_keeps_the_others(db):
    now = timezone.now()
    Session.objects.create(session_key="old", expire_date=now - dt.timedelta(days=1))
    Session.objects.create(session_key="new", expire_date=now + dt.timedelta(days=1))

    forget_expired_sessions.delay()

    assert [session.session_key for session in Session.objects.all()] == ["new"]
