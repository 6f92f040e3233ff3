"""What the answers at the start, and a number of hours a week, come to. Advice, never a lock.

Pure functions: no database and no clock. Resources and units are named by their slugs in
the curriculum; whoever shows the advice looks them up and leaves out what is gone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from study.duration import duration
from study.models import Coding, Mathematics, PythonSkill
from study.words import about, in_words

# Whoever can say what this gives back for "to be or not to be" can read the course's code.
A_FUNCTION = """\
def count_words(text):
    counts = {}
    for word in text.split():
        counts[word] = counts.get(word, 0) + 1
    return counts
"""
LITTLE_TIME, MUCH_TIME = 2 * 60, 20 * 60


@dataclass(frozen=True)
class Route:
    """A way to follow the path: all of it or a track, with the minutes it is planned at."""

    title: str
    minutes: int


@dataclass(frozen=True)
class Answers:
    """Answers as `study.models.Background` keeps them, empty where nothing was said."""

    coding: str = ""
    python: str = ""
    mathematics: str = ""
    weekly_minutes: int | None = None


@dataclass(frozen=True)
class Advice:
    """A few sentences, and where to go from there."""

    text: str
    units: tuple[str, ...] = ()
    resources: tuple[str, ...] = ()
    function: str = ""


def advise(answers: Answers, routes: Sequence[Route]) -> list[Advice]:
    """Say what the answers mean for starting.

    Nothing for somebody who answered no question: a number of hours alone asks for no advice.
    """
    if not (answers.coding or answers.python or answers.mathematics):
        return []
    found = [_on_coding(answers), _on_python(answers), _on_mathematics(answers)]
    advice = [each for each in found if each]
    if not advice and answers.coding and answers.python and answers.mathematics:
        ready = _("You bring what the course asks for. Start with the first unit.")
        advice = [Advice(ready, units=("first-model-today",))]
    if answers.weekly_minutes:
        advice.append(_on_hours(answers.weekly_minutes, routes))
    return advice


def _on_coding(answers: Answers) -> Advice | None:
    if answers.coding == Coding.SOME:
        return Advice(
            _(
                "The course asks for about a year of code. Start anyway if you can say what this "
                "function gives back for “to be or not to be”; the rest can be looked up on the "
                "way, and a thread takes beginner questions."
            ),
            units=("first-model-today",),
            resources=("forum-beginner",),
            function=A_FUNCTION,
        )
    if answers.coding == Coding.NONE:
        return Advice(
            _(
                "The course asks for about a year of code. If you can say what this function "
                "gives back for “to be or not to be”, start anyway. If not, write small programs "
                "of your own first, until functions, lists, dictionaries and loops are no riddle; "
                "the path stays here. Run the first notebook to see where it leads, and ask "
                "others what they began with."
            ),
            resources=("nb-jupyter101", "reddit-lml"),
            function=A_FUNCTION,
        )
    return None


def _on_python(answers: Answers) -> Advice | None:
    if answers.coding == Coding.NONE:
        return None  # Python is the smaller question then
    texts: dict[str, str] = {
        PythonSkill.SOME: _(
            "The course is in Python. A little of it is enough to start; what you meet on the way "
            "you can ask here."
        ),
        PythonSkill.OTHER: _(
            "The course is in Python. Coming from another language you will read it soon; "
            "start with this notebook, which is part of the first unit."
        ),
        PythonSkill.NONE: _(
            "The course is in Python. Get to know its functions, lists, dictionaries and loops "
            "first, or beside the first units; this notebook shows the tool that all of them use."
        ),
    }
    resources = ("forum-basics",) if answers.python == PythonSkill.SOME else ("nb-jupyter101",)
    text = texts.get(answers.python)
    return Advice(text, resources=resources) if text else None


def _on_mathematics(answers: Answers) -> Advice | None:
    if answers.mathematics == Mathematics.RUSTY:
        return Advice(
            _(
                "Secondary-school mathematics is enough, and it comes back with use. The path has "
                "a unit that picks up just what you will have met by then."
            ),
            units=("maths-on-demand",),
        )
    if answers.mathematics == Mathematics.LITTLE:
        return Advice(
            _(
                "Secondary-school mathematics is what the course asks for, and nothing beyond. "
                "Two ideas carry most of it: what a slope is, and how tables of numbers are "
                "multiplied. You can train models before either; these films and this unit are "
                "there when the question comes."
            ),
            units=("maths-on-demand",),
            resources=("math-nn2", "math-matmul"),
        )
    return None


def _on_hours(weekly_minutes: int, routes: Sequence[Route]) -> Advice:
    lines = [
        _("“%(title)s” (%(time)s) takes about %(weeks)s")
        % {
            "title": route.title,
            "time": duration(route.minutes),
            "weeks": in_words(weeks(route.minutes, weekly_minutes)),
        }
        for route in routes
    ]
    text = _("At %(time)s a week, %(routes)s.") % {
        "time": duration(weekly_minutes),
        "routes": _(" and ").join(lines),
    }
    if weekly_minutes <= LITTLE_TIME:
        text += " " + _(
            "That is slow and it works, if those hours have a fixed place in the week. A shorter "
            "track can come first; nothing is lost if you take up the whole path later."
        )
    elif weekly_minutes >= MUCH_TIME:
        text += " " + _(
            "That is half a working week or more. If it turns out too much, lower it; nothing "
            "here is ever late."
        )
    return Advice(text, units=("orient-your-path",))


@dataclass(frozen=True)
class Prospect:
    """What a weekly goal comes to: weeks to go, and the day they end on.

    With a target date, `needed_minutes` are those a week that reach it, rounded up; None
    if there is no such date, or it has come.
    """

    minutes_left: int
    weekly_minutes: int
    today: date
    target_on: date | None = None

    @property
    def weeks(self) -> int:
        return weeks(self.minutes_left, self.weekly_minutes)

    @property
    def weeks_in_words(self) -> str:
        return in_words(self.weeks)

    @property
    def ends_about(self) -> str:
        """The rough day of the end: "early March", with the year if it is another."""
        return about(self.today + timedelta(weeks=self.weeks), self.today)

    @property
    def needed_minutes(self) -> int | None:
        if not self.target_on or self.target_on <= self.today:
            return None
        return -(-self.minutes_left * 7 // (self.target_on - self.today).days)

    @property
    def reaches_target(self) -> bool:
        return self.needed_minutes is not None and self.needed_minutes <= self.weekly_minutes


def weeks(minutes: int, weekly_minutes: int) -> int:
    """Weeks that so many minutes take at so many a week, a begun one counted as a whole."""
    return -(-minutes // weekly_minutes)
