"""How staff see people."""

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.forms import AdminUserCreationForm
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts import actions
from accounts.models import User


class NewUserForm(AdminUserCreationForm):
    class Meta:
        model = User
        fields = ["email", "handle", "display_name"]


@admin.register(User)
class UserAdmin(DjangoUserAdmin):
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
    ordering = ["email"]
    readonly_fields = ["joined_at", "last_login"]
    add_form = NewUserForm
    fieldsets = [
        (None, {"fields": ["email", "password"]}),
        (
            _("Person"),
            {"fields": ["display_name", "handle", "time_zone", "week_start", "colour_scheme"]},
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

    def save_model(self, request: HttpRequest, obj: User, form: ModelForm, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if change and "email" in form.changed_data:
            actions.change_email(user=obj, email=obj.email)
