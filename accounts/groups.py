"""The groups of people who work in the admin, and how migrations make them.

A group is made once and is the instance's from then on: it may be renamed, and its permissions
changed, and no later start makes it anew.
"""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.management import create_permissions

EDITORS = "Curriculum editors"
COORDINATORS = "Mentoring coordinators"
SUPPORT = "Support"


def give(apps: Any, group: str, app_label: str, codenames: Iterable[str]) -> None:
    """Let a group do what these permissions of an app say, besides what it may already.

    For migrations. Permissions are made when all of them have run, so those needed are made here.
    """
    wanted = set(codenames)
    app = apps.get_app_config(app_label)
    app.models_module = getattr(app, "models_module", True)  # Django makes none without
    create_permissions(app, apps=apps, verbosity=0)
    known = apps.get_model("auth", "Permission").objects.filter(
        content_type__app_label=app_label, codename__in=wanted
    )
    if missing := wanted - {each.codename for each in known}:
        raise LookupError(f"{app_label} has no permission {', '.join(sorted(missing))}")
    found, _made = apps.get_model("auth", "Group").objects.get_or_create(name=group)
    found.permissions.add(*known)
