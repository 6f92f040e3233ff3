"""How staff see mentoring: mentors and their standing, requests, reviews, reports, figures."""

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.contrib.admin.helpers import ActionForm
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Model, QuerySet
from django.forms import CharField, ModelChoiceField, ModelForm
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.models import User
from accounts.staff import ShownOnlyAdmin
from mentoring import actions, queries
from mentoring.models import Mentor, Report, Review, ReviewRequest

if TYPE_CHECKING:
    from django.urls import URLPattern


class NothingByHand(ShownOnlyAdmin):
    """Rows that people make on the site; staff act on them and edit no field."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return self.fields


class NewMentorForm(ModelForm):
    """A mentor by their handle: who makes mentors need not see everybody's data."""

    handle = CharField(label=_("handle"), max_length=30)

    class Meta:
        model = Mentor
        fields = ["reviews_a_week"]

    def clean_handle(self) -> str:
        handle: str = self.cleaned_data["handle"].strip().lower().removeprefix("@")
        person = User.objects.filter(handle=handle, is_active=True).first()
        if person is None:
            raise ValidationError(_("Nobody has this handle."))
        if Mentor.objects.filter(person=person).exists():
            raise ValidationError(_("They are, or were, a mentor. Look in the list."))
        self.instance.person = person
        return handle


@admin.register(Mentor)
class MentorAdmin(ShownOnlyAdmin):
    """Standing: given by adding a person, ended and given back by actions."""

    list_display = ["person", "reviews_a_week", "away_from", "away_until", "since", "ended_on"]
    list_select_related = ["person"]
    list_filter = [("ended_on", admin.EmptyFieldListFilter)]
    search_fields = ["person__handle", "person__display_name"]
    ordering = ["person__display_name", "pk"]
    actions = ["end_standing", "give_back"]

    def get_form(
        self, request: HttpRequest, obj: Mentor | None = None, change: bool = False, **rest: Any
    ) -> type[ModelForm]:
        """By handle when added; afterwards what they take on, which they can change as well."""
        if obj is None:
            return NewMentorForm
        return super().get_form(request, obj, change, **rest)

    def get_fields(self, request: HttpRequest, obj: Mentor | None = None) -> Any:
        if obj is None:
            return ["handle", "reviews_a_week"]
        return ["person", "reviews_a_week", "away_from", "away_until", "since", "ended_on"]

    def get_readonly_fields(self, request: HttpRequest, obj: Mentor | None = None) -> list[str]:
        return ["person", "since", "ended_on"] if obj else []

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: Mentor, form: ModelForm, change: bool) -> None:
        if not change:
            actions.make_mentor(person=obj.person, today=timezone.now().date())
            obj.refresh_from_db(fields=["since"])
            obj.reviews_a_week = form.cleaned_data["reviews_a_week"]
        actions.save_capacity(mentor=obj)

    @admin.action(description=_("End their standing"), permissions=["change"])
    def end_standing(self, request: HttpRequest, queryset: "QuerySet[Mentor]") -> None:
        for mentor in queryset.filter(ended_on=None).select_related("person"):
            actions.end_standing(mentor=mentor, today=timezone.now().date())
            self.log_change(request, mentor, "standing ended")

    @admin.action(description=_("Give their standing back"), permissions=["change"])
    def give_back(self, request: HttpRequest, queryset: "QuerySet[Mentor]") -> None:
        for mentor in queryset.exclude(ended_on=None).select_related("person"):
            actions.make_mentor(person=mentor.person, today=timezone.now().date())
            self.log_change(request, mentor, "standing given back")


class GiveToForm(ActionForm):
    """Who a request goes to."""

    mentor = ModelChoiceField(
        Mentor.objects.standing().in_order().select_related("person"),
        label=_("Mentor"),
        required=False,
    )


@admin.register(ReviewRequest)
class ReviewRequestAdmin(NothingByHand):
    """What waits and what was settled; never the work itself."""

    list_display = [
        "id", "kind", "learner", "round", "asked_at", "state", "claimed_by", "claimed_until",
        "invited",
    ]  # fmt: skip
    list_select_related = ["learner", "claimed_by", "invited"]
    list_filter = ["state", "kind", ("claimed_by", admin.EmptyFieldListFilter)]
    search_fields = ["learner__handle", "learner__display_name", "claimed_by__handle"]
    fields = [
        "learner", "kind", "module", "domain", "round", "asked_at", "state", "settled_at",
        "claimed_by", "claimed_until", "invited",
    ]  # fmt: skip
    ordering = ["-asked_at", "pk"]
    show_full_result_count = False
    action_form = GiveToForm
    actions = ["release", "reassign"]

    @admin.action(description=_("Put them back into the queue"), permissions=["change"])
    def release(self, request: HttpRequest, queryset: "QuerySet[ReviewRequest]") -> None:
        for each in queryset.exclude(claimed_by=None):
            actions.release(request=each)
            self.log_change(request, each, "released")

    @admin.action(description=_("Give them to the mentor"), permissions=["change"])
    def reassign(self, request: HttpRequest, queryset: "QuerySet[ReviewRequest]") -> None:
        pk = request.POST.get("mentor")  # checked by the form
        mentor = User.objects.get(pk=pk) if pk else None
        given = sum(self._give(request, each, mentor) for each in queryset) if mentor else 0
        self.message_user(request, ngettext("%d given.", "%d given.", given) % given)

    def _give(self, request: HttpRequest, asked: ReviewRequest, mentor: User) -> bool:
        try:
            actions.reassign(pk=asked.pk, mentor=mentor, now=timezone.now())
        except (actions.NotForThemError, actions.HandsFullError):
            return False
        self.log_change(request, asked, f"given to {mentor.handle}")
        return True


@admin.register(Review)
class ReviewAdmin(NothingByHand):
    """How reviews stand; hidden, or closed for both sides. Words are read on a report alone."""

    change_list_template = "admin/mentoring/review/change_list.html"
    list_display = [
        "id", "learner", "mentor", "began_at", "turn", "turn_since", "ended", "rating", "is_hidden",
    ]  # fmt: skip
    list_select_related = ["request__learner", "mentor"]
    list_filter = ["turn", "ended", "rating", ("hidden_at", admin.EmptyFieldListFilter)]
    search_fields = ["mentor__handle", "request__learner__handle"]
    fields = [
        "mentor",
        "began_at",
        "turn",
        "turn_since",
        "closed_at",
        "ended",
        "rating",
        "hidden_at",
    ]
    ordering = ["-began_at", "pk"]
    show_full_result_count = False
    actions = ["hide", "unhide", "close"]

    @admin.display(description=_("learner"))
    def learner(self, review: Review) -> User | None:
        return review.request.learner

    @admin.display(description=_("hidden"), boolean=True)
    def is_hidden(self, review: Review) -> bool:
        return review.hidden_at is not None

    @admin.action(description=_("Hide them from both sides"), permissions=["change"])
    def hide(self, request: HttpRequest, queryset: "QuerySet[Review]") -> None:
        for review in queryset.filter(hidden_at=None).select_related("request"):
            actions.hide(review=review, now=timezone.now())
            self.log_change(request, review, "hidden")

    @admin.action(description=_("Show them again"), permissions=["change"])
    def unhide(self, request: HttpRequest, queryset: "QuerySet[Review]") -> None:
        for review in queryset.exclude(hidden_at=None).select_related("request"):
            actions.unhide(review=review, now=timezone.now())
            self.log_change(request, review, "shown again")

    @admin.action(description=_("Close the talks"), permissions=["change"])
    def close(self, request: HttpRequest, queryset: "QuerySet[Review]") -> None:
        for review in queryset.filter(closed_at=None):
            try:
                actions.close_for_staff(review=review, now=timezone.now())
            except actions.ClosedError:
                continue
            self.log_change(request, review, "closed")

    def get_urls(self) -> "list[URLPattern]":
        figures = path(
            "figures/", self.admin_site.admin_view(self.figures), name="mentoring_review_figures"
        )
        return [figures, *super().get_urls()]

    def figures(self, request: HttpRequest) -> HttpResponse:
        """Waits, turn times, ratings, and the load of each mentor, worked out now."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        context = {
            **self.admin_site.each_context(request),
            "title": _("Mentoring in figures"),
            "opts": self.opts,
            "metrics": queries.metrics(timezone.now()),
        }
        return TemplateResponse(request, "admin/mentoring/review/figures.html", context)


class OutcomeForm(ActionForm):
    """What came of a report."""

    outcome = CharField(label=_("Outcome"), max_length=280, required=False)


@admin.register(Report)
class ReportAdmin(NothingByHand):
    """Problems that staff look into; the two people are kept apart already."""

    list_display = ["id", "side", "reporter", "words", "reported_at", "settled_at", "outcome"]
    list_select_related = ["reporter"]
    list_filter = [("settled_at", admin.EmptyFieldListFilter), "side"]
    search_fields = ["reporter__handle", "words"]
    fields = ["review", "talk", "side", "reporter", "words", "reported_at", "settled_at", "outcome"]
    ordering = ["-reported_at", "-pk"]
    action_form = OutcomeForm
    actions = ["settle"]

    @admin.display(description=_("the talk"))
    def talk(self, report: Report) -> str:
        posts = report.review.posts.order_by("posted_at", "pk")
        return "\n\n".join(f"{post.get_side_display()}: {post.text}" for post in posts)

    @admin.action(description=_("Settle them"), permissions=["change"])
    def settle(self, request: HttpRequest, queryset: "QuerySet[Report]") -> None:
        outcome, now = request.POST.get("outcome", "")[:280], timezone.now()
        settled = [
            each
            for each in queryset
            if actions.settle_report(report=each, outcome=outcome, now=now)
        ]
        for each in settled:
            self.log_change(request, each, "settled")
        self.message_user(
            request, ngettext("%d settled.", "%d settled.", len(settled)) % len(settled)
        )
