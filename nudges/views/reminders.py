"""How somebody wants their reminders, what they will bring, and what became of those before."""

from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.http import UserRequest
from nudges import actions
from nudges.forms import SNOOZES, PauseForm, RemindersForm
from nudges.local_time import local_date
from nudges.models import Nudge
from nudges.queries.log import outcome
from nudges.queries.preview import Known, foresee, known_of
from nudges.queries.slots import Wish, wishes_of
from nudges.rules import RULES

ROWS_A_PAGE = 50


@require_GET
def reminders(request: UserRequest) -> HttpResponse:
    now = timezone.now()
    return _show(request, known_of(request.user, now), now)


@require_POST
def save_reminders(request: UserRequest) -> HttpResponse:
    """Save each kind and the quiet hours together; what is refused is all still there."""
    now = timezone.now()
    known = known_of(request.user, now)
    form = _form(request.POST, known)
    if not form.is_valid():
        return _show(request, known, now, form=form)
    actions.save_wishes(person=request.user, now=now, **form.changed)
    messages.success(request, _("Saved. The next seven days show what that brings."))
    return redirect("nudges:reminders")


@require_POST
def pause(request: UserRequest) -> HttpResponse:
    """Put everything off until a day, or for some days."""
    now = timezone.now()
    form = PauseForm(request.POST, today=_today(request, now))
    if not form.is_valid():
        return _show(request, known_of(request.user, now), now, pause_form=form)
    actions.pause(person=request.user, until=form.cleaned_data["until"], now=now)
    messages.success(request, _("Reminders are put off."))
    return redirect("nudges:reminders")


@require_POST
def end_pause(request: UserRequest) -> HttpResponse:
    actions.pause(person=request.user, until=None, now=timezone.now())
    messages.success(request, _("Reminders come again."))
    return redirect("nudges:reminders")


@require_POST
def forgive_bounces(request: UserRequest) -> HttpResponse:
    """Send to the person's own address again; they say that it works."""
    actions.forgive_bounces(address=request.user.email, now=timezone.now())
    messages.success(request, _("Mail to you goes out again."))
    return redirect("nudges:reminders")


@require_GET
def log(request: UserRequest) -> HttpResponse:
    settled = Nudge.objects.for_person(request.user).settled().latest_first()
    page = Paginator(settled, ROWS_A_PAGE).get_page(request.GET.get("page"))
    rows = [(nudge, outcome(nudge)) for nudge in page]
    return render(request, "nudges/log.html", {"page": page, "rows": rows})


def _today(request: UserRequest, now: datetime) -> date:
    """The date on their calendar, by which pauses are counted."""
    return local_date(now, request.user.zone)


def _for_mentors(wish: Wish) -> bool:
    return RULES[wish.kind].for_mentors


def _form(data: QueryDict | None, known: Known) -> RemindersForm:
    own = wishes_of(known.recipient, [], known.about)
    return RemindersForm(
        data,
        recipient=known.recipient,
        wishes=[each for each in known.wishes if known.is_mentor or not _for_mentors(each)],
        own_times={wish.kind: wish.at for wish in own},
        person=known.recipient.person,
    )


def _show(
    request: UserRequest,
    known: Known,
    now: datetime,
    *,
    form: RemindersForm | None = None,
    pause_form: PauseForm | None = None,
) -> HttpResponse:
    """The page, with a form as it was sent in place of a fresh one."""
    today, until = _today(request, now), known.recipient.paused_until
    context: dict[str, Any] = {
        "form": form or _form(None, known),
        "pause_form": pause_form or PauseForm(today=today),
        "paused_until": until if until and today < until else None,
        "snoozes": SNOOZES,
        "foreseen": foresee(known, now),
        "can_send_mail": settings.CAN_SEND_MAIL,
        "is_suppressed": settings.CAN_SEND_MAIL and known.is_suppressed,
        "is_verified": known.is_verified,
        "zone": request.user.time_zone.replace("_", " "),
    }
    return render(request, "nudges/reminders.html", context)
