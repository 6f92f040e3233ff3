"""Mail that waits, and clocks that are put on, for the tests of outgoing mail."""

import datetime as dt
from itertools import count

from django.core.mail import EmailMultiAlternatives
from django.db.models import F
from django.db.models.functions import Now

from accounts import actions
from accounts.models import OutgoingMail

_numbers = count(1)
CODE = dt.timedelta(minutes=15)
NEWS = dt.timedelta(hours=24)


def written(to=None, good_for=NEWS, html=""):
    message = EmailMultiAlternatives(
        "Your sign-in code", "ABCD-EFGH", to=[to or f"person{next(_numbers)}@example.org"]
    )
    if html:
        message.attach_alternative(html, "text/html")
    return actions.write_mail(message=message, good_for=good_for)


def pass_time(**span):
    """Let as much time have passed for all mail."""
    passed = dt.timedelta(**span)
    OutgoingMail.objects.update(
        written_at=F("written_at") - passed,
        next_try_at=F("next_try_at") - passed,
        expires_at=F("expires_at") - passed,
        lease_until=F("lease_until") - passed,
    )


def wait_of(mail):
    """How long from now it waits to be tried again."""
    row = OutgoingMail.objects.annotate(now=Now()).get(pk=mail.pk)
    return row.next_try_at - row.now


def state_of(mail):
    mail.refresh_from_db()
    if mail.sent_at:
        return "sent"
    return "given up" if mail.failed_at else "waiting"
