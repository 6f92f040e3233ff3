"""A demo: seven people with believable histories, for who wants to look before they begin.

`bin/run --demo` fills an empty instance with them. An instance that has other people in it
is left alone.
"""

from learnpath.demo.filling import OtherPeopleError, fill
from learnpath.demo.people import PEOPLE, Person, password

__all__ = ["PEOPLE", "OtherPeopleError", "Person", "fill", "password"]
