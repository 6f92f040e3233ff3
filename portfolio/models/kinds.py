"""What belongs to one kind of item: an app, an answer, an experiment, a contribution."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from portfolio.models.item import Item, on_the_web, web_address
from study.models.own import ON_THE_WEB

MOST_RUNS = 200


class App(models.Model):
    """What there is to say about an app besides where it is: its limits, its data, its expert."""

    item = models.OneToOneField(Item, models.CASCADE, primary_key=True, related_name="app")
    limits = models.TextField(_("what it cannot do"), max_length=1000, blank=True)
    model_card_url = models.URLField(
        _("model card"), max_length=500, blank=True, validators=[web_address]
    )
    data_note = models.CharField(_("its data"), max_length=500, blank=True)
    expert = models.CharField(_("expert consulted"), max_length=120, blank=True)
    expert_on = models.DateField(_("on"), null=True, blank=True)
    expert_changed = models.CharField(_("what that changed"), max_length=500, blank=True)
    no_expert_reason = models.CharField(_("why no expert"), max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=on_the_web("model_card_url"),
                name="app_model_card_is_on_the_web",
                violation_error_message=ON_THE_WEB,
            ),
        ]

    def __str__(self) -> str:
        return f"App {self.pk}"


class Answer(models.Model):
    """Where an answer to somebody's question was given, and about what."""

    item = models.OneToOneField(Item, models.CASCADE, primary_key=True, related_name="answer")
    place = models.CharField(_("where"), max_length=120, blank=True)
    topic = models.CharField(_("topic"), max_length=80, blank=True)

    def __str__(self) -> str:
        return f"Answer {self.pk}"


class Experiment(models.Model):
    """The card of an experiment: what was asked, expected, held fixed, measured and found.

    A negative result is a result: nothing here says whether the prediction came true.
    """

    item = models.OneToOneField(Item, models.CASCADE, primary_key=True, related_name="experiment")
    question = models.CharField(_("question"), max_length=300, blank=True)
    asked_by = models.CharField(_("who asked"), max_length=120, blank=True)
    prediction = models.CharField(_("what I expected"), max_length=500, blank=True)
    held_fixed = models.CharField(_("what was held fixed"), max_length=500, blank=True)
    data_set = models.CharField(_("data set"), max_length=200, blank=True)
    data_url = models.URLField(
        _("link to the data"), max_length=500, blank=True, validators=[web_address]
    )
    data_licence = models.CharField(_("its licence"), max_length=120, blank=True)
    data_size = models.CharField(_("its size"), max_length=120, blank=True)
    metric = models.CharField(_("metric"), max_length=60, blank=True)
    is_higher_better = models.BooleanField(_("a higher value is better"), default=True)
    split = models.CharField(_("measured on"), max_length=300, blank=True)
    baseline = models.CharField(_("baseline"), max_length=120, blank=True)
    baseline_result = models.FloatField(_("its result"), null=True, blank=True)
    conclusion = models.TextField(_("conclusion"), max_length=1000, blank=True)
    surprise = models.TextField(_("what surprised me"), max_length=1000, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=on_the_web("data_url"),
                name="experiment_data_is_on_the_web",
                violation_error_message=ON_THE_WEB,
            ),
            models.CheckConstraint(
                condition=Q(baseline_result=None)
                | Q(baseline_result__gt=-1e300, baseline_result__lt=1e300),
                name="experiment_baseline_is_a_number",
                violation_error_message=_("The baseline's result is a number."),
            ),
        ]

    def __str__(self) -> str:
        return f"Experiment {self.pk}"


class Run(models.Model):
    """One run of an experiment: a seed, what was varied, and the metric's value."""

    experiment = models.ForeignKey(Experiment, models.CASCADE, related_name="runs")
    position = models.PositiveSmallIntegerField()
    seed = models.BigIntegerField(null=True, blank=True)
    setting = models.CharField(max_length=120, blank=True)
    result = models.FloatField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["experiment", "position"], name="run_once"),
            models.CheckConstraint(
                condition=Q(position__lt=MOST_RUNS), name="run_is_among_the_first"
            ),
            models.CheckConstraint(
                condition=Q(result__gt=-1e300, result__lt=1e300), name="run_result_is_a_number"
            ),
        ]

    def __str__(self) -> str:
        return f"Run {self.position} of {self.experiment_id}"


class Contribution(models.Model):
    """How a contribution to somebody else's project stands. A declined one is practice too."""

    class State(models.TextChoices):
        PLANNED = "planned", _("Planned")
        OPENED = "opened", _("Opened")
        REVIEWED = "reviewed", _("Reviewed")
        MERGED = "merged", _("Merged")
        DECLINED = "declined", _("Declined")

    item = models.OneToOneField(Item, models.CASCADE, primary_key=True, related_name="contribution")
    project = models.CharField(_("project"), max_length=120, blank=True)
    issue_url = models.URLField(_("issue"), max_length=500, blank=True, validators=[web_address])
    lines_changed = models.PositiveIntegerField(_("lines changed"), null=True, blank=True)
    state = models.CharField(_("how it stands"), max_length=8, choices=State, default=State.PLANNED)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=on_the_web("issue_url"),
                name="contribution_issue_is_on_the_web",
                violation_error_message=ON_THE_WEB,
            ),
            models.CheckConstraint(
                condition=Q(state__in=["planned", "opened", "reviewed", "merged", "declined"]),
                name="contribution_state_is_known",
            ),
        ]

    def __str__(self) -> str:
        return f"Contribution {self.pk}"


class FeedbackQuerySet(models.QuerySet["Feedback"]):
    def for_learner(self, learner: User) -> Self:
        return self.filter(app__item__learner=learner)

    def newest_first(self) -> Self:
        return self.order_by("-day", "-pk")


class Feedback(models.Model):
    """What somebody did or said with an app, and what was changed because of it.

    The maker's own tests are kept too, and counted apart.
    """

    class Person(models.TextChoices):
        USER = "user", _("Somebody it is for")
        EXPERT = "expert", _("An expert of the field")
        INDUSTRY = "industry", _("Somebody of the trade")
        MAKER = "maker", _("I, trying it out")

    class How(models.TextChoices):
        SEEN = "seen", _("I watched")
        SAID = "said", _("They said")

    app = models.ForeignKey(App, models.CASCADE, related_name="feedback")
    day = models.DateField(_("date"))
    person = models.CharField(_("who"), max_length=8, choices=Person)
    how = models.CharField(_("how I know"), max_length=4, choices=How)
    words = models.CharField(_("what happened"), max_length=500)
    change = models.CharField(_("what I changed"), max_length=300, blank=True)

    objects = FeedbackQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "feedback"
        constraints = [
            models.CheckConstraint(
                condition=Q(person__in=["user", "expert", "industry", "maker"]),
                name="feedback_person_is_known",
            ),
            models.CheckConstraint(
                condition=Q(how__in=["seen", "said"]), name="feedback_how_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(words=""),
                name="feedback_says_something",
                violation_error_message=_("Say what you saw or heard."),
            ),
        ]

    def __str__(self) -> str:
        return f"Feedback {self.pk} on {self.app_id}"
