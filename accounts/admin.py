"""How staff see people, and what they have to sign in: never a secret of theirs."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from allauth.account.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from allauth.usersessions.models import UserSession
from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin as DjangoGroupAdmin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.forms import AdminUserCreationForm
from django.contrib.auth.models import Group
from django.db.models import Model, QuerySet
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts import actions
from accounts.models import OutgoingMail, User
from accounts.queries import device
from accounts.staff import ForSuperusersAdmin, ShownOnlyAdmin

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

# allauth's own admin pages, which must be there before they can be replaced.
for _app in ("mfa", "socialaccount", "usersessions"):
    import_module(f"allauth.{_app}.admin")
for _model in (Authenticator, Group, SocialAccount, SocialApp, SocialToken, UserSession):
    admin.site.unregister(_model)


FOR_SUPPORT = [
    (None, {"fields": ["email", "display_name", "handle", "time_zone", "is_active"]}),
    (_("Dates"), {"fields": ["joined_at", "last_login"]}),
]
"""Whom one writes with, and whether they can sign in; nothing about passwords or rights."""


class NewUserForm(AdminUserCreationForm):
    class Meta:
        model = User
        fields = ["email", "handle", "display_name"]


@admin.register(User)
class UserAdmin(DjangoUserAdmin, ShownOnlyAdmin):
    """People. Who may do what, and who is let into the admin, is for superusers alone."""

    list_display = [
        "email",
        "handle",
        "display_name",
        "time_zone",
        "is_staff",
        "is_active",
        "joined_at",
    ]
    list_filter = ["is_staff", "is_superuser", "is_active"]
    search_fields = ["email", "handle", "display_name"]
    show_full_result_count = False
    ordering = ["email"]
    readonly_fields = ["joined_at", "last_login"]
    add_form = NewUserForm
    fieldsets = [
        (None, {"fields": ["email", "password"]}),
        (
            _("Person"),
            {
                "fields": [
                    "display_name",
                    "handle",
                    "time_zone",
                    "day_starts_at",
                    "week_start",
                    "colour_scheme",
                ]
            },
        ),
        (
            _("Rights"),
            {"fields": ["is_active", "is_staff", "is_superuser", "groups", "user_permissions"]},
        ),
        (_("Dates"), {"fields": ["joined_at", "last_login"]}),
    ]
    add_fieldsets = [
        (
            None,
            {
                "fields": [
                    "email",
                    "handle",
                    "display_name",
                    "usable_password",
                    "password1",
                    "password2",
                ]
            },
        ),
    ]

    def get_fieldsets(self, request: HttpRequest, obj: User | None = None) -> Any:
        if obj is None or request.user.is_superuser:
            return super().get_fieldsets(request, obj)
        return FOR_SUPPORT

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """Nobody but a superuser changes who works here, themselves included."""
        return super().has_change_permission(request, obj) and _is_theirs_to_do(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return super().has_delete_permission(request, obj) and _is_theirs_to_do(request, obj)

    def save_model(self, request: HttpRequest, obj: User, form: ModelForm, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if change and "email" in form.changed_data:
            actions.change_email(user=obj, email=obj.email)


def _is_theirs_to_do(request: HttpRequest, person: User | None) -> bool:
    return bool(request.user.is_superuser) or person is None or not person.is_staff


@admin.register(Group)
class GroupAdmin(ForSuperusersAdmin, DjangoGroupAdmin):
    """Who may do what."""


class OnlyRemovedAdmin(ShownOnlyAdmin):
    """Rows that belong to their person: admins see that they are there, and may remove them."""

    list_select_related = ["user"]
    search_fields = ["user__email", "user__handle", "user__display_name"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return bool(request.user.is_superuser)

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return bool(request.user.is_superuser)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet) -> None:
        for row in queryset:
            self.delete_model(request, row)


@admin.register(Authenticator)
class AuthenticatorAdmin(OnlyRemovedAdmin):
    """For somebody who lost their phone and their recovery codes."""

    list_display = ["user", "type", "created_at", "last_used_at"]
    list_filter = ["type"]
    fields = ["user", "type", "created_at", "last_used_at"]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """For support those of learners: who works here asks a superuser."""
        rows = super().get_queryset(request)
        return rows if request.user.is_superuser else rows.filter(user__is_staff=False)

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return request.user.has_perm("mfa.view_authenticator")

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return request.user.has_perm("mfa.delete_authenticator")

    def delete_model(self, request: HttpRequest, obj: Authenticator) -> None:
        """Remove it, and tell the person."""
        user = obj.user
        actions.remove_factor(factor=obj)
        get_adapter().send_notification_mail("mfa/email/factor_removed_by_admin", user)


@admin.register(SocialAccount)
class LinkedAccountAdmin(OnlyRemovedAdmin):
    list_display = ["user", "provider", "uid", "date_joined", "last_login"]
    list_filter = ["provider"]
    fields = ["user", "provider", "uid", "date_joined", "last_login"]


@admin.register(UserSession)
class BrowserAdmin(OnlyRemovedAdmin):
    """Where people are signed in; to delete one is to sign it out."""

    list_display = ["user", "device", "created_at", "last_seen_at"]
    fields = ["user", "device", "ip", "created_at", "last_seen_at"]

    @admin.display(description=_("browser"))
    def device(self, browser: UserSession) -> str:
        return device(browser.user_agent)

    def delete_model(self, request: HttpRequest, obj: UserSession) -> None:
        actions.end_browser(browser=obj)


class MailStateFilter(admin.SimpleListFilter):
    title = _("state")
    parameter_name = "state"

    def lookups(
        self, request: HttpRequest, model_admin: admin.ModelAdmin
    ) -> list[tuple[str, "StrOrPromise"]]:
        return [("waiting", _("On its way")), ("sent", _("Sent")), ("given_up", _("Given up"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        """Keep the mail in the state that was asked for, or all of it."""
        kept = {
            "waiting": OutgoingMail.objects.waiting(),
            "sent": OutgoingMail.objects.sent(),
            "given_up": OutgoingMail.objects.given_up(),
        }
        asked = kept.get(str(self.value()))
        return queryset if asked is None else queryset & asked


@admin.register(OutgoingMail)
class OutgoingMailAdmin(ShownOnlyAdmin):
    """What became of mail about signing in; never its words, which have codes in them."""

    list_display = [
        "recipient",
        "subject",
        "written_at",
        "tries",
        "next_try_at",
        "sent_at",
        "failed_at",
        "last_error",
    ]
    list_filter = [MailStateFilter]
    search_fields = ["recipient"]
    ordering = ["-written_at", "-pk"]
    fields = [
        "recipient",
        "subject",
        "written_at",
        "expires_at",
        "tries",
        "next_try_at",
        "sent_at",
        "failed_at",
        "last_error",
    ]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False
