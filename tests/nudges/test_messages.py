"""What nudges say: each kind as text and as HTML, and the headers that mail programs act on."""

import datetime as dt
import email.policy
import re
from email import message_from_bytes
from uuid import UUID

import pytest
from django.utils import timezone

from nudges.links import read_token
from nudges.messages import LONGEST_SUBJECT, Message, compose, email_of
from nudges.models import Kind
from nudges.sending import Sender
from study.queries import Situation, UnitBrief
from tests.factories import UserFactory
from tests.nudges.people import planned

pytestmark = pytest.mark.django_db

UNIT = UnitBrief(7, "gradient-descent", "Gradient <descent> & co", 85, "code", "")
FULL = Situation(
    1,
    next_unit=UNIT,
    notes=((dt.date(2026, 3, 2), "Loss went <down> & up"), (dt.date(2026, 3, 1), "Read on")) * 2,
)
EMPTY = Situation(1)
REASONS = {
    Kind.STUDY_REMINDER: {},
    Kind.WEEK_AT_RISK: {"days": 2, "minutes": 90},
    Kind.COME_BACK: {"step": "stop"},
    Kind.BREAK_OVER: {},
    Kind.WEEKLY_REVIEW: {"week": "2026-02-23", "minutes": 95, "asked": 300, "days": 2, "units": 1},
    Kind.MILESTONE: {"title": "The <whole> game", "milestone": "You did & it.", "hours": "10.5"},
    Kind.BLOG_PROMPT: {
        "prompt": "x", "text": "What <surprised> you & why?", "audience": "a friend", "minutes": 60
    },
    Kind.FORGOTTEN_TIMER: {},
    Kind.CLAIM_LAPSING: {"title": "Birds <at> night", "minutes": 8, "request": UUID(int=1)},
    Kind.REVIEW_RECEIVED: {"title": "Birds <at> night", "review": UUID(int=1)},
    Kind.YOUR_TURN: {
        "title": "Birds <at> night", "days": 8, "others": 2, "review": UUID(int=1), "side": "mentor"
    },
    Kind.PROMPT_SUGGESTED: {"kind": "experiment"},
    Kind.REQUESTS_WAITING: {"count": 20, "is_more": True, "waited": "3 days"},
}  # fmt: skip
SAYS = {
    Kind.STUDY_REMINDER: ("Today is a study day", "Gradient <descent> & co, planned at 1 h 25 min"),
    Kind.WEEK_AT_RISK: ("2 more study days meet your week", "or with 1 h 30 min in all"),
    Kind.COME_BACK: ("We will stop writing now", "the last message until you return"),
    Kind.BREAK_OVER: ("Your break is over", "Gradient <descent> & co"),
    Kind.WEEKLY_REVIEW: ("Your week in review", "1 h 35 min last week, on 2 days"),
    Kind.MILESTONE: ("A module is finished", "The <whole> game"),
    Kind.BLOG_PROMPT: ("Something worth a blog post", "What <surprised> you & why?"),
    Kind.FORGOTTEN_TIMER: ("Is your timer still meant to run?", "until you say how long"),
    Kind.CLAIM_LAPSING: ("A claim of yours is about to end", "The claim ends in 8 minutes."),
    Kind.REVIEW_RECEIVED: (
        "Your work has been reviewed",
        "A mentor has reviewed “Birds <at> night”.",
    ),
    Kind.YOUR_TURN: (
        "It is your turn in a review",
        "It has been your turn for 8 days. So have 2 others.",
    ),
    Kind.PROMPT_SUGGESTED: ("A mentor has a suggestion for you", "A mentor suggests an experiment"),
    Kind.REQUESTS_WAITING: ("Requests wait for a mentor", "20 or more requests that you may take"),
}


def words_of(html):
    """What a reader sees of HTML, without its marks, on one line."""
    text = re.sub(r"<[^>]+>", " ", html)
    for name, sign in (("lt", "<"), ("gt", ">"), ("quot", '"'), ("#x27", "'"), ("amp", "&")):
        text = text.replace(f"&{name};", sign)
    return " ".join(text.split())


@pytest.mark.parametrize("kind", Kind.values)
def test_text_and_html_say_the_same_and_why_it_came(kind):
    reason = {"why": "Because you <asked> & so it is.", **REASONS[kind]}
    subject, fact = SAYS[kind]

    message = compose(kind, reason, UserFactory(), FULL)

    html = words_of(message.html)
    assert message.subject == subject
    for words in (fact, reason["why"], "Put reminders off", str(Kind(kind).label)):
        assert words in " ".join(message.text.split())
        assert words in html
    for mark in ("<descent>", "<whole>", "<surprised>", "<asked>", "<down>", "<at>"):
        assert mark not in message.html
    for address in re.findall(r"http\S+", message.text):
        assert address.replace("&", "&amp;") in message.html
    assert message.path.startswith("/")
    assert message.inbox_text
    assert "\n" not in message.inbox_text


@pytest.mark.parametrize("kind", Kind.values)
def test_nothing_is_needed_but_the_kind(kind):
    message = compose(kind, {"why": "So it is."}, UserFactory(), EMPTY)

    assert message.subject
    assert "None" not in message.text
    assert "So it is." in message.text


@pytest.mark.parametrize(
    ("step", "subject"),
    [
        ("3", "Your path is where you left it"),
        ("7", "A week away"),
        ("14", "Two weeks away"),
        ("30", "A month away"),
    ],
)
def test_coming_back_is_said_otherwise_each_time(step, subject):
    message = compose(Kind.COME_BACK, {"why": "", "step": step}, UserFactory(), FULL)

    assert message.subject == subject
    assert "last message" not in message.text


def test_blog_prompt_quotes_two_notes_of_the_week():
    message = compose(Kind.BLOG_PROMPT, REASONS[Kind.BLOG_PROMPT], UserFactory(), FULL)

    assert message.text.count("\n> ") == 2
    assert "> Loss went <down> & up (2 March)" in message.text
    assert message.html.count("<blockquote>") == 2


def test_subject_stays_on_one_line_and_short():
    kind, reason = Kind.WEEK_AT_RISK, {"days": 10**200}

    assert len(compose(kind, reason, UserFactory(), EMPTY).subject) <= LONGEST_SUBJECT


@pytest.mark.django_db(transaction=True)
def test_mail_can_be_stopped_with_one_click_and_is_known_by_its_id(mailbox, settings):
    settings.SITE_URL = "https://learn.example"
    nudge = planned()
    person = nudge.recipient.person

    mail = email_of(nudge, compose(nudge.kind, nudge.reason, person, EMPTY))
    written = message_from_bytes(mail.message().as_bytes(), policy=email.policy.default)

    stop = re.fullmatch(
        r"<https://learn\.example/reminders/stop/(\S+)>", written["List-Unsubscribe"]
    )
    assert read_token(stop[1]) == (person.pk, nudge.kind)
    assert written["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert written["Message-ID"] == nudge.message_id
    assert written["To"] == person.email
    assert written["From"] == settings.NUDGES_FROM_EMAIL
    assert settings.NUDGES_FROM_EMAIL != settings.DEFAULT_FROM_EMAIL
    assert written["Auto-Submitted"] == "auto-generated"
    assert "reminders.localhost" in written["List-Id"]
    assert mail.metadata == {"nudge": str(nudge.pk)}
    assert all(len(line) <= 998 for line in mail.message().as_bytes().splitlines())
    assert [part.get_content_type() for part in written.walk()] == [
        "multipart/alternative",
        "text/plain",
        "text/html",
    ]
    assert timezone.now() > nudge.planned_at


@pytest.mark.django_db(transaction=True)
def test_mail_arrives_as_it_was_written_in_any_script(mailbox, tick, settings):
    settings.NUDGES_FROM_EMAIL = "Lernpfad für alle <reminders@learn.example>"
    nudge = planned()
    person = nudge.recipient.person
    message = Message(
        "Größe & “κόσμε”", "Ein Satz über μ.\n.\n.. dots\n", "<p>über μ</p>\n", "Kurz.", "/"
    )

    with Sender() as sender:
        answer = sender.send(email_of(nudge, message))

    assert answer.result == "accepted"
    arrived = message_from_bytes(
        mailbox.to(person.email)[0].as_bytes(), policy=email.policy.default
    )
    text, html = arrived.iter_parts()
    assert arrived["Subject"] == message.subject
    assert arrived["From"] == settings.NUDGES_FROM_EMAIL
    assert text.get_content() == message.text
    assert html.get_content() == message.html


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("end", ["\n", "\r", "\r\n"])
def test_header_of_two_lines_is_refused(mailbox, end):
    nudge = planned()
    message = Message(f"One{end}Bcc: all@example.org", "", "", "", "/")

    with pytest.raises(ValueError, match="Subject has more than one line"):
        email_of(nudge, message).message()
