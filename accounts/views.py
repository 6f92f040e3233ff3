"""The pages about oneself. Signing up and in are allauth's, save for one transaction."""

from allauth.account.views import SignupView
from allauth.socialaccount.adapter import get_adapter as get_social_adapter
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts import actions, queries
from accounts.forms import ProfileForm
from accounts.http import UserRequest
from accounts.models import SetUp, User


class _SignupView(SignupView):
    """Allauth's page, with the account and the mail about it in one transaction.

    Not the whole request is: it counts sign-ups by IP address, and all who come from one
    would wait for each other's passwords to be hashed.
    """

    @transaction.atomic
    def form_valid(self, form: Form) -> HttpResponse:
        return super().form_valid(form)


sign_up = _SignupView.as_view()


@never_cache
@require_http_methods(["GET", "POST"])
def profile(request: UserRequest) -> HttpResponse:
    """Show and change what a person says about themselves."""
    # A copy, so that the page's head does not show what was typed but refused.
    person = get_object_or_404(User, pk=request.user.pk)
    form = ProfileForm(request.POST or None, instance=person)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_profile(user=person, fields=list(form.fields))
        except actions.HandleTakenError:
            form.add_error("handle", _("This handle is taken."))
        else:
            messages.success(request, _("Profile saved."))
            return redirect("accounts:profile")
    return render(request, "accounts/profile.html", {"form": form})


@never_cache
@require_GET
def security(request: UserRequest) -> HttpResponse:
    """Show every way a person has to sign in, and lead to where it is changed."""
    context = {
        "factors": queries.factors(request.user),
        "browsers": _browsers(request),
        "linked": queries.linked_accounts(request.user),
        "providers": get_social_adapter().list_providers(request),
    }
    return render(request, "accounts/security.html", context)


@require_GET
def to_security(request: UserRequest) -> HttpResponse:
    return redirect("accounts:security")


@never_cache
@require_GET
def browsers(request: UserRequest) -> HttpResponse:
    """List where a person is signed in."""
    return render(request, "accounts/browsers.html", {"browsers": _browsers(request)})


def _browsers(request: UserRequest) -> list[queries.Browser]:
    """Where they are signed in. This browser is among them, even if its sign-in was not noted."""
    known = UserSession.objects.filter(session_key=request.session.session_key)
    if not known.exists():
        UserSession.objects.create_from_request(request)
    key = request.session.session_key
    return queries.browsers(user=request.user, session_key=key, now=timezone.now())


@require_POST
def end_browser(request: UserRequest, pk: int) -> HttpResponse:
    """Sign one other browser out. For this one there is signing out."""
    others = UserSession.objects.filter(user=request.user).exclude(
        session_key=request.session.session_key
    )
    actions.end_browser(browser=get_object_or_404(others, pk=pk))
    messages.success(request, _("That browser is signed out."))
    return redirect("accounts:browsers")


@require_POST
def end_other_browsers(request: UserRequest) -> HttpResponse:
    actions.end_other_browsers(user=request.user, keep=request.session.session_key)
    messages.success(request, _("Every other browser is signed out."))
    return redirect("accounts:browsers")


@never_cache
@require_http_methods(["GET", "POST"])
@login_required(login_url="account_signup")
def set_up(request: UserRequest, token: str) -> HttpResponse:
    """Let the holder of the one-time link become the admin; only the button does it."""
    get_object_or_404(SetUp.objects.with_token(token))
    if request.method == "GET":
        return render(request, "accounts/set_up.html")
    try:
        actions.claim_with_link(user=request.user, token=token, now=timezone.now())
    except actions.LinkSpentError:
        raise Http404 from None
    messages.success(request, _("You are the admin of this instance now."))
    return redirect("home")


@never_cache
@require_GET
def mail(request: UserRequest) -> HttpResponse:
    _admin_with_kept_mail(request)
    return render(request, "accounts/mail.html", {"mail": queries.kept_mail()})


@never_cache
@require_GET
def mail_message(request: UserRequest, name: str) -> HttpResponse:
    _admin_with_kept_mail(request)
    message = queries.kept_message(name)
    if message is None:
        raise Http404
    return render(request, "accounts/mail_message.html", {"kept": message})


def _admin_with_kept_mail(request: UserRequest) -> None:
    """Nothing is here for others, nor where a mail server takes the mail.

    Superusers only: the messages have codes in them that sign people in.
    """
    if not request.user.is_superuser or queries.mail_folder() is None:
        raise Http404
