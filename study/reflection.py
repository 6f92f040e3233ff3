"""The one question of each week, to answer in writing."""

from datetime import date

from django.utils.translation import gettext_lazy as _

QUESTIONS = (
    _("What did you believe a week ago that you would not say any more?"),
    _("Which idea could you explain to a friend who does not code, and where would you get stuck?"),
    _("What took longer than it should have, and what would you try first the next time?"),
    _("What have you built or changed that works, and how do you know that it does?"),
    _("Where in the field you know could something from this week be of use to somebody?"),
    _("What did you read or watch that you have not tried with your own hands yet?"),
    _("Which mistake taught you most this week?"),
    _("What would you leave out if you had this week once more, and what would you do instead?"),
    _("What is still unclear, and what is the smallest experiment that would tell you?"),
    _("When in the week did studying come easily, and what was different then?"),
    _("What are you proud of this week, however small it is?"),
)


def question_of(first_day: date, asked: str = "") -> str:
    """The question of the week that begins on a day: each in turn, never the same twice running.

    One of ours that was asked already stays the question.
    """
    if asked in QUESTIONS:
        return asked
    return str(QUESTIONS[first_day.toordinal() // 7 % len(QUESTIONS)])
