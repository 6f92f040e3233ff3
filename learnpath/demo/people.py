"""Who is in the demo. The names are made up."""

import base64
from dataclasses import dataclass

from django.utils.crypto import salted_hmac


@dataclass(frozen=True)
class Person:
    """Somebody of the demo, and what there is to see when one signs in as them."""

    handle: str
    name: str
    time_zone: str
    shows: str

    @property
    def email(self) -> str:
        first_name = self.handle.partition("-")[0]
        return f"{first_name}@demo.example"


IN_THE_MIDDLE = Person("amara-okafor", "Amara Okafor", "Europe/Lisbon", "a learner, ten weeks in")
AT_THE_START = Person("jonas-lind", "Jonas Lind", "Europe/Stockholm", "a learner, just begun")
AT_THE_END = Person("mei-tanaka", "Mei Tanaka", "Asia/Tokyo", "a learner who has finished")
MENTORS = [
    Person("ravi-menon", "Ravi Menon", "Asia/Kolkata", "a mentor"),
    Person("sofia-duarte", "Sofia Duarte", "America/Sao_Paulo", "another mentor"),
]
EDITOR = Person("ines-weber", "Ines Weber", "Europe/Berlin", "edits the curriculum in the admin")
ADMIN = Person("sam-carter", "Sam Carter", "America/New_York", "the admin")
PEOPLE = [IN_THE_MIDDLE, AT_THE_START, AT_THE_END, *MENTORS, EDITOR, ADMIN]


def password() -> str:
    """The password of everybody in the demo of this instance.

    It follows from the instance's secret key: the same after every start, and nobody can
    guess it from another demo.
    """
    digest = salted_hmac("learnpath.demo", "password", algorithm="sha256").digest()
    letters = base64.b32encode(digest).decode().lower()
    return "-".join(letters[start : start + 4] for start in (0, 4, 8, 12))
