"""What a nudge says: its words, for the inbox and as mail."""

from dataclasses import dataclass
from datetime import date
from email.charset import Charset
from email.header import Header
from email.mime.multipart import MIMEMultipart
from email.mime.nonmultipart import MIMENonMultipart
from email.policy import compat32
from email.utils import formataddr, formatdate, parseaddr
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse

from accounts.models import User
from nudges.links import snooze_url, stop_url
from nudges.models import Kind, Nudge
from study.queries import Situation

QUOTED_NOTES = 2
LONGEST_SUBJECT = 150
_AS_SENT = compat32.clone(linesep="\r\n", max_line_length=998)  # RFC 5322, 2.1.1
_UTF_8 = Charset("utf-8")
_UTF_8.body_encoding = None  # type: ignore[assignment]  # as it is: every mail server takes eight bits


@dataclass(frozen=True)
class Message:
    """A nudge in words. `path` is where its link leads, on this site."""

    subject: str
    text: str
    html: str
    inbox_text: str
    path: str


def compose(kind: str, reason: dict[str, Any], person: User, about: Situation) -> Message:
    """Write a nudge of a kind, from what it rests on and where its person stands now.

    The first line of the text is the subject, the first paragraph what the inbox shows.
    """
    path = _path(kind, reason, about)
    context = {
        "kind": kind,
        "kind_name": Kind(kind).label,
        "person": person,
        "reason": reason,
        "about": about,
        "notes": about.notes[:QUOTED_NOTES],
        "link": settings.SITE_URL + path,
        "snooze_url": snooze_url(person.pk),
        "stop_url": stop_url(person.pk, kind),
        "settings_url": settings.SITE_URL + reverse("nudges:reminders"),
    }
    subject, _, text = render_to_string(f"nudges/mail/{kind}.txt", context).partition("\n")
    text = text.strip()
    return Message(
        subject=" ".join(subject.split())[:LONGEST_SUBJECT],
        text=f"{text}\n",
        html=render_to_string(f"nudges/mail/{kind}.html", context | {"subject": subject}),
        inbox_text=" ".join(text.partition("\n\n")[0].split()),
        path=path,
    )


def _path(kind: str, reason: dict[str, Any], about: Situation) -> str:
    """Where somebody goes from here: to what the nudge is about, or else to Today."""
    if kind == Kind.FORGOTTEN_TIMER:
        return reverse("study:timer")
    if kind == Kind.WEEKLY_REVIEW and reason.get("week"):
        return reverse("study:week", args=[date.fromisoformat(reason["week"])])
    if kind == Kind.BLOG_PROMPT:
        return reverse("study:prompts")
    if kind in _OF_REVIEWS:
        return _path_of_review(kind, reason)
    if kind == Kind.STUDY_REMINDER and about.next_unit:
        return reverse("study:unit", args=[about.next_unit.slug])
    return reverse("home")


# Where messages about reviews lead, and by which of their facts they lead further.
_OF_REVIEWS = {
    Kind.CLAIM_LAPSING: ("mentoring:desk", "mentoring:write", "request"),
    Kind.REVIEW_RECEIVED: ("mentoring:reviews", "mentoring:review", "review"),
    Kind.YOUR_TURN: ("mentoring:reviews", "mentoring:review", "review"),
    Kind.PROMPT_SUGGESTED: ("mentoring:reviews", "", ""),
    Kind.REQUESTS_WAITING: ("mentoring:queue", "", ""),
}


def _path_of_review(kind: str, reason: dict[str, Any]) -> str:
    page, exact, fact = _OF_REVIEWS[Kind(kind)]
    return reverse(exact, args=[reason[fact]]) if reason.get(fact) else reverse(page)


class NudgeMail(EmailMultiAlternatives):
    """The mail of a nudge: a text, the same as HTML, and headers of our own making.

    Written with the standard library's older policy, which takes headers as they are: parsing
    and folding them anew was a third of what a mail costs. What makes them safe to take is
    checked here: one line each, and ASCII or encoded.
    """

    metadata: dict[str, str]

    def message(self, *, policy: Any = None) -> Any:
        mail = MIMEMultipart("alternative", policy=_AS_SENT)
        headers = {
            "Subject": self.subject,
            "From": formataddr(parseaddr(self.from_email)),
            "To": self.to[0],
            "Date": formatdate(),
            **self.extra_headers,
        }
        for name, value in headers.items():
            if "\n" in value or "\r" in value:
                raise ValueError(f"{name} has more than one line.")
            mail[name] = value if value.isascii() else Header(value, "utf-8").encode()
        [(html, _type)] = self.alternatives
        for subtype, words in (("plain", self.body), ("html", html)):
            part = MIMENonMultipart("text", subtype, policy=_AS_SENT)
            part.set_payload(str(words), _UTF_8)
            mail.attach(part)
        return mail


def email_of(nudge: Nudge, message: Message) -> NudgeMail:
    """The mail of a nudge, to the address its person has now.

    One click stops its kind (RFC 8058: https, POST, no sign-in). The Message-ID is the
    nudge's, so that what a provider says of it can be told apart.
    """
    stop = stop_url(nudge.recipient_id, nudge.kind)
    mail = NudgeMail(
        message.subject,
        message.text,
        from_email=settings.NUDGES_FROM_EMAIL,
        to=[nudge.recipient.person.email],
        headers={
            "Message-ID": nudge.message_id,
            "List-Unsubscribe": f"<{stop}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            "List-Id": f"Learnpath reminders <reminders.{settings.MAIL_HOST_NAME}>",
            "Auto-Submitted": "auto-generated",
        },
    )
    mail.attach_alternative(message.html, "text/html")
    mail.metadata = {"nudge": str(nudge.pk)}  # for providers, whose webhooks give it back
    return mail
