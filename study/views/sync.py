"""Entries that were typed without a network and are sent later, by static/js/sending.js."""

from datetime import timedelta

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.models import User
from study.forms import EntryForm
from study.models import Entry
from study.views.log import write

# When the device is ahead of the profile's zone, its day may be still to come there.
FURTHEST_AHEAD = timedelta(hours=14)


@login_not_required
@require_POST
def sync_entry(request: HttpRequest) -> HttpResponse:
    """Write an entry with the id and the day that the device gave it.

    Answers 204 when it is written, now or before; 422 with the errors by field; 401 when
    nobody is signed in, and 403 when it is somebody else than who typed it.
    """
    if not isinstance(request.user, User):
        return HttpResponse(status=401)
    if request.POST.get("learner") != request.user.device_key:
        return HttpResponse(status=403)
    today = (timezone.now() + FURTHEST_AHEAD).date()
    form = EntryForm(request.POST, instance=Entry(learner=request.user), today=today)
    form.fields["id"].required = True
    if not _is_there(form, request.user) and not (form.is_valid() and _write(form)):
        errors = {name: list(messages) for name, messages in form.errors.items()}
        return JsonResponse({"errors": errors}, status=422)
    return HttpResponse(status=204)


def _is_there(form: EntryForm, learner: User) -> bool:
    """Whether this is a copy: then nothing else about it matters, nor what changed since."""
    form.full_clean()
    pk = form.cleaned_data.get("id")
    return pk is not None and Entry.objects.written_by(learner).filter(pk=pk).exists()


def _write(form: EntryForm) -> bool:
    form.instance.id = form.cleaned_data["id"]
    return write(form)
