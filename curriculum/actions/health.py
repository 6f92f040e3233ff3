"""Keeping how the links of resources are. Who looks at them stands above this app."""

from datetime import datetime

from django.db import transaction
from django.db.models import F, Q

from curriculum.models import Resource, ResourceHealth

KEPT = (
    "health", "strikes", "struck_at", "checked_at", "next_check_at", "down_at", "seen_on",
)  # fmt: skip


@transaction.atomic
def watch_resources(*, now: datetime) -> None:
    """Have a row for the link of each current resource; a link that is new begins anew."""
    another, gone = ~Q(url=F("resource__url")), Q(resource__retired_at__isnull=False)
    ResourceHealth.objects.filter(another | gone).delete()
    unwatched = Resource.objects.current().filter(health=None)
    ResourceHealth.objects.bulk_create(
        [
            ResourceHealth(resource=resource, url=resource.url, next_check_at=now)
            for resource in unwatched.only("pk", "url")
        ],
        ignore_conflicts=True,
    )


@transaction.atomic
def keep_health(*, health: ResourceHealth) -> None:
    """Store what a look found, unless the resource has another link by now."""
    known = {name: getattr(health, name) for name in KEPT}
    ResourceHealth.objects.filter(pk=health.pk, url=health.url).update(**known)
