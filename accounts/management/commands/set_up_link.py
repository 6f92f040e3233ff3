"""Print the link whose holder becomes this instance's first admin."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.actions import AlreadyClaimedError, set_up_link


class Command(BaseCommand):
    help = (
        "Print a link that makes whoever opens it, signed in, the admin. It works once;"
        " running this again replaces it. Refused once there is an admin."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            self.stdout.write(set_up_link())
        except AlreadyClaimedError:
            raise CommandError(
                "This instance has its admin. Use createsuperuser to make another."
            ) from None
