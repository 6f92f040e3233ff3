"""`manage.py demo`: fill an empty instance with people to look at, and print their logins."""

from typing import Any

from django.core.management import BaseCommand, CommandError
from django.utils import timezone

from learnpath.demo import PEOPLE, OtherPeopleError, fill, password


class Command(BaseCommand):
    help = "Fill an empty instance with seven people and their histories; print their logins."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            fill(now=timezone.now())
        except OtherPeopleError:
            raise CommandError(
                "People use this instance, so the demo stays out of it."
                " LEARNPATH_HOME=.learnpath-demo bin/run --demo starts one beside it."
            ) from None
        self.stdout.write(f"The demo's people, all with the password {password()}")
        for person in PEOPLE:
            self.stdout.write(f"  {person.email:22} {person.shows}")
