"""People: who they are, how they sign in, where and when they live."""

import functools
import hashlib
import zoneinfo
from datetime import date, datetime
from typing import Any, ClassVar, Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.db.models.functions import Lower, Now
from django.utils.translation import gettext_lazy as _

from accounts import days
from accounts.models.set_up import SetUp

HANDLE_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"

# Words that are, or may become, an address of ours or a role somebody could pretend to have.
_RESERVED = """
about abuse account accounts admin administrator api app apps assets atom auth blog bot
calendar community contact curriculum dashboard demo docs editor editors email everyone
export faq feed feeds healthz help home hostmaster impressum info learner learners
learnpath legal list log login logout mail me mentor mentoring mentors moderator new
news noreply nobody notifications nudges null official owner path paths portfolio
postmaster press privacy prompts public readyz register resources review reviews robots
root rss search security settings setup share signin signout signup staff static status
study support system team teams terms test timer today undefined unit units unsubscribe
user users webmaster welcome wiki www
"""
RESERVED_HANDLES = sorted(_RESERVED.split())

# Nobody's day begins later than six in the morning.
LATEST_DAY_START = 6

# Names in the database's files that are no place anybody lives in.
NOT_TIME_ZONES = {"Factory", "localtime", "posixrules"}


@functools.cache
def time_zone_names() -> frozenset[str]:
    """Every name of the IANA time-zone database; read from its files once a process."""
    return frozenset(zoneinfo.available_timezones() - NOT_TIME_ZONES)


def validate_time_zone(name: str) -> None:
    """Refuse a name that the IANA time-zone database does not have."""
    if name not in time_zone_names():
        raise ValidationError(_("Choose a time zone from the list."), code="invalid")


class LowercaseEmailField(models.EmailField):
    """An email address, kept in lower case so that one address is one account."""

    def to_python(self, value: Any) -> Any:
        value = super().to_python(value)
        return value.lower() if isinstance(value, str) else value

    def get_prep_value(self, value: Any) -> Any:
        return self.to_python(super().get_prep_value(value))


class UserQuerySet(models.QuerySet["User"]):
    def admins(self) -> Self:
        return self.filter(is_superuser=True)

    def lock(self, pk: int) -> None:
        """Let no other transaction that asks for this lock change what is this person's."""
        self.select_for_update().only("pk").get(pk=pk)


class UserManager(BaseUserManager["User"].from_queryset(UserQuerySet)):  # type: ignore[misc]  # the plugin cannot see a base made here
    """Makes users; `createsuperuser` calls the second method."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=email, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    @transaction.atomic
    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Make an admin; the instance is set up then, and nobody may claim it any more."""
        SetUp.objects.claim(now=Now())
        return self.create_user(
            email, password, **{"is_staff": True, "is_superuser": True} | fields
        )

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email=(username or "").lower())


class User(AbstractBaseUser, PermissionsMixin):
    """A person with an account: a learner, and perhaps a mentor or an admin besides."""

    class Weekday(models.IntegerChoices):
        """ISO weekday numbers."""

        MONDAY = 1, _("Monday")
        TUESDAY = 2, _("Tuesday")
        WEDNESDAY = 3, _("Wednesday")
        THURSDAY = 4, _("Thursday")
        FRIDAY = 5, _("Friday")
        SATURDAY = 6, _("Saturday")
        SUNDAY = 7, _("Sunday")

    class ColourScheme(models.TextChoices):
        SYSTEM = "system", _("Same as my device")
        LIGHT = "light", _("Light")
        DARK = "dark", _("Dark")

    email = LowercaseEmailField(
        _("email address"),
        unique=True,
        error_messages={"unique": _("Somebody already has an account with this email address.")},
    )
    handle = models.CharField(
        _("handle"),
        max_length=30,
        unique=True,
        help_text=_("A short name that is yours alone: small letters, digits, hyphens."),
        error_messages={"unique": _("This handle is taken.")},
    )
    display_name = models.CharField(_("name"), max_length=80)
    time_zone = models.CharField(
        _("time zone"), max_length=64, default="UTC", validators=[validate_time_zone]
    )
    week_start = models.PositiveSmallIntegerField(
        _("week starts on"), choices=Weekday, default=Weekday.MONDAY
    )
    day_starts_at = models.PositiveSmallIntegerField(
        _("my day begins at"),
        choices=[(hour, f"{hour:02}:00") for hour in range(LATEST_DAY_START + 1)],
        default=0,
        help_text=_("Study after midnight and before this hour counts for the day before."),
    )
    colour_scheme = models.CharField(
        _("colours"), max_length=6, choices=ColourScheme, default=ColourScheme.SYSTEM
    )
    is_staff = models.BooleanField(_("staff"), default=False)
    is_active = models.BooleanField(_("active"), default=True)
    joined_at = models.DateTimeField(_("joined"), db_default=Now(), editable=False)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["handle", "display_name"]

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [
            models.CheckConstraint(
                condition=Q(email=Lower("email")),
                name="user_email_is_lower_case",
                violation_error_message=_("Write the email address in small letters."),
            ),
            models.CheckConstraint(
                condition=Q(handle__regex=HANDLE_PATTERN),
                name="user_handle_is_a_slug",
                violation_error_message=_(
                    "A handle has small letters, digits and single hyphens between them."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(handle__in=RESERVED_HANDLES),
                name="user_handle_is_not_reserved",
                violation_error_message=_("This handle is reserved. Choose another."),
            ),
            models.CheckConstraint(
                condition=Q(week_start__range=(1, 7)), name="user_week_start_is_a_weekday"
            ),
            models.CheckConstraint(
                condition=Q(day_starts_at__range=(0, LATEST_DAY_START)),
                name="user_day_starts_by_six",
            ),
            models.CheckConstraint(
                condition=Q(colour_scheme__in=["system", "light", "dark"]),
                name="user_colour_scheme_is_known",
            ),
            models.CheckConstraint(
                condition=~Q(display_name=""),
                name="user_has_a_name",
                violation_error_message=_("Say what we should call you."),
            ),
        ]

    def __str__(self) -> str:
        return self.display_name

    @property
    def zone(self) -> zoneinfo.ZoneInfo:
        return zoneinfo.ZoneInfo(self.time_zone)

    @property
    def initials(self) -> str:
        """The first letters of the first and last word of the name, for the avatar."""
        words = self.display_name.split()
        return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()

    @property
    def device_key(self) -> str:
        """Whose it is, for what a browser keeps on its own; says nothing about the person.

        Stays the same for the life of the account, whatever name or address is changed.
        """
        return hashlib.sha256(f"{self.pk} {self.joined_at.isoformat()}".encode()).hexdigest()[:20]

    def study_day(self, now: datetime) -> date:
        """The day on this person's calendar at the instant `now` (aware).

        The hours before `day_starts_at` belong to the day before.
        """
        return days.study_day(now, self.zone, self.day_starts_at)

    def start_of_day(self, day: date) -> datetime:
        """The instant at which a day begins for this person."""
        return days.start_of_day(day, self.zone, self.day_starts_at)
