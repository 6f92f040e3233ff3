"""Mail about signing in that is on its way, or was."""

import uuid
from datetime import timedelta
from typing import Self

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

# Rows are looked at this long after they were written, then forgotten.
KEPT_FOR = timedelta(days=30)

_WAITING = Q(sent_at=None, failed_at=None)


class OutgoingMailQuerySet(models.QuerySet["OutgoingMail"]):
    def waiting(self) -> Self:
        """Keep what is still to be sent, due or not."""
        return self.filter(_WAITING)

    def sent(self) -> Self:
        return self.filter(sent_at__isnull=False)

    def given_up(self) -> Self:
        return self.filter(failed_at__isnull=False)

    def old(self) -> Self:
        """Keep what nobody looks at any more, by the database's clock."""
        return self.filter(written_at__lt=Now() - KEPT_FOR)


class OutgoingMail(models.Model):
    """One message that somebody waits for, or has to know of: a code, a change that was made.

    Written in the transaction of what it tells of, and sent soon after, at least once: who
    takes it has a lease, and one that runs out lets another send it again, with the same
    Message-ID. It is sent, given up, or waits; its words are kept only while it waits,
    because codes are among them. No user is named: some mail goes to who has no account.
    Only `accounts.actions` changes it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    recipient = models.EmailField(_("recipient"))
    subject = models.CharField(_("subject"), max_length=200)
    sender = models.CharField(max_length=254)
    text = models.TextField(blank=True)
    html = models.TextField(blank=True)
    written_at = models.DateTimeField(_("written"), db_default=Now(), editable=False)
    next_try_at = models.DateTimeField(_("next try"), db_default=Now())
    expires_at = models.DateTimeField(_("of use until"))
    lease_token = models.UUIDField(null=True, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)  # begun, ended or not
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    failed_at = models.DateTimeField(_("given up"), null=True, blank=True)
    last_error = models.CharField(_("last error"), max_length=200, blank=True)  # never an address

    objects = OutgoingMailQuerySet.as_manager()

    class Meta:
        verbose_name = _("outgoing mail")
        verbose_name_plural = _("outgoing mail")
        constraints = [
            models.CheckConstraint(
                condition=Q(sent_at=None) | Q(failed_at=None),
                name="outgoing_mail_sent_or_given_up",
            ),
            models.CheckConstraint(
                condition=(_WAITING & ~Q(text="")) | (~_WAITING & Q(text="", html="")),
                name="outgoing_mail_words_while_it_waits",
            ),
            models.CheckConstraint(
                condition=Q(lease_token=None, lease_until=None)
                | (_WAITING & Q(lease_token__isnull=False, lease_until__isnull=False)),
                name="outgoing_mail_lease_while_it_waits",
            ),
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("written_at")),
                name="outgoing_mail_expires_after_it_is_written",
            ),
            models.CheckConstraint(
                condition=~Q(recipient="") & ~Q(sender=""), name="outgoing_mail_has_both_ends"
            ),
        ]
        indexes = [
            models.Index(fields=["next_try_at"], condition=_WAITING, name="outgoing_mail_waiting"),
            models.Index(fields=["-written_at"], name="outgoing_mail_newest"),
        ]

    def __str__(self) -> str:
        return self.subject

    @property
    def message_id(self) -> str:
        """Its Message-ID: the same at every try, so that who gets it twice can tell."""
        return f"<{self.pk}@{settings.MAIL_HOST_NAME}>"

    @property
    def message(self) -> EmailMultiAlternatives:
        headers = {"Message-ID": self.message_id}
        message = EmailMultiAlternatives(
            self.subject, self.text, self.sender, [self.recipient], headers=headers
        )
        if self.html:
            message.attach_alternative(self.html, "text/html")
        return message
