"""One request after the other, each undone, and what was wrong with its answer."""

from collections.abc import Iterator
from dataclasses import dataclass
from http.cookies import SimpleCookie
from typing import Any

from django.core.cache import caches
from django.db import connection, transaction
from django.test import Client

from tests.htmx import HTMX
from tests.matrix.addresses import Address
from tests.matrix.belonging import Digests
from tests.matrix.bodies import plausible
from tests.matrix.people import ANONYMOUS
from tests.matrix.world import World


@dataclass(frozen=True)
class Answer:
    """What came back, and which of the owner's tables were other than before."""

    how: str  # GET, POST of nothing, POST of a plausible body
    status: int
    location: str
    text: str
    changed: frozenset[str]

    @property
    def is_not_for_this_method(self) -> bool:
        return self.status == 405

    @property
    def leads_to_sign_in(self) -> bool:
        to_login = self.status == 302 and self.location.startswith("/accounts/login/")
        return to_login or self.status == 401  # to htmx


GET, POST_NOTHING, POST_PLAUSIBLE = "GET", "POST of nothing", "POST of a plausible body"


class Writes:
    """Notes whether anything was asked of the database but to read."""

    happened = False

    def __call__(self, execute: Any, sql: str, *rest: Any) -> Any:
        if not sql.startswith(("SELECT", "SAVEPOINT", "RELEASE")):
            self.happened = True
        return execute(sql, *rest)


class Walker:
    """A person of a role, who asks for addresses. Nothing that an answer does is kept."""

    def __init__(self, world: World, role: str) -> None:
        self.world, self.role = world, role
        self.client = Client(raise_request_exception=False)
        if role != ANONYMOUS:
            self.client.force_login(world.people[role])
        self.cookies = SimpleCookie(self.client.cookies)
        self.digests = Digests(world.owner)
        self.before = self.digests.now()
        caches["pages"].clear()

    @property
    def person_id(self) -> int:
        return 0 if self.role == ANONYMOUS else self.world.people[self.role].pk

    def answers(self, address: Address) -> Iterator[Answer]:
        """The answers to a GET, a POST of nothing from a script, and one that might do something."""
        yield self.ask(GET, address.url)
        answer = self.ask(POST_NOTHING, address.url, headers=HTMX)
        yield answer
        if not answer.is_not_for_this_method:
            body = plausible(address, self.world, self.person_id)
            yield self.ask(POST_PLAUSIBLE, address.url, body)

    def ask(self, how: str, url: str, body: Any = None, **more: Any) -> Answer:
        """One answer; a savepoint undoes what it did, and no cookie of it is kept."""
        self.client.cookies = SimpleCookie(self.cookies)
        send = self.client.get if how == GET else self.client.post
        with transaction.atomic():
            writes = Writes()
            with connection.execute_wrapper(writes):
                response = send(url, body, **more)
                text = _text(response)
            changed = self._changed() if writes.happened else frozenset()
            transaction.set_rollback(True)
        return Answer(how, response.status_code, response.get("Location", ""), text, changed)

    def _changed(self) -> frozenset[str]:
        if connection.needs_rollback:
            return frozenset(["a transaction that was broken"])
        now = self.digests.now()
        return frozenset(model for model in now if now[model] != self.before[model])


def _text(response: Any) -> str:
    """All that an answer says, in small letters."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    headers = " ".join(f"{name}: {value}" for name, value in response.items())
    return f"{headers}\n{body.decode(errors='replace')}".lower()
