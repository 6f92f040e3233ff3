"""Every named address, with the objects that its arguments name."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db.models import Model
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from curriculum.models import HypeSection, Resource, SelfCheck, Step, Unit
from mentoring.models import Advice, LearnerNote, Review, ReviewRequest, Snippet
from nudges.models import Nudge
from portfolio.models import (
    BlogFeed,
    Community,
    Expense,
    Feedback,
    HypeReport,
    Image,
    Item,
    Proposal,
)
from study.models import (
    Break,
    CalendarFeed,
    Entry,
    Import,
    Link,
    ParkedQuestion,
    Reflection,
    Shift,
)
from tests.matrix.people import OWNER
from tests.matrix.world import World

EVERYBODY, NOBODY = "everybody", "nobody"
ITEMS = ["public", "mentors", "private", "draft", "claimed"]
"""Those that an item's own addresses are walked with."""
type Arguments = dict[str, tuple[Any, ...]]


@dataclass(frozen=True)
class Address:
    """A named address with arguments. `whose` is the role of whom they belong to."""

    name: str
    url: str
    view: Callable[..., Any]
    whose: str = EVERYBODY

    @property
    def is_public(self) -> bool:
        """Whether it may be opened without signing in; `tests/test_house.py` has the list."""
        return not getattr(self.view, "login_required", True)


def named_patterns(
    resolver: URLResolver, namespace: str = "", before: str = ""
) -> Iterator[tuple[str, str, URLPattern]]:
    """Every named address but the admin's: its name, its route, its pattern."""
    for pattern in resolver.url_patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLPattern) and pattern.name:
            yield namespace + pattern.name, route, pattern
        elif isinstance(pattern, URLResolver) and pattern.namespace != "admin":
            inner = f"{pattern.namespace}:" if pattern.namespace else ""
            yield from named_patterns(pattern, namespace + inner, route)


def addresses(world: World) -> list[Address]:
    """Every address, once for each object that it may name; of allauth's those that name one."""
    known, found = objects(world), {}
    for name, route, pattern in named_patterns(get_resolver()):
        is_allauths = pattern.callback.__module__.startswith("allauth.")
        if name in found or (is_allauths and "<" not in route):
            continue  # the first of a name is the one that is used
        found[name] = [
            Address(label, reverse(name, args=arguments), pattern.callback, whose)
            for label, arguments, whose in _arguments(name, route, known)
        ]
    return [address for several in found.values() for address in several]


def _arguments(
    name: str, route: str, known: dict[str, tuple[str, Arguments]]
) -> Iterator[tuple[str, tuple[Any, ...], str]]:
    if "<" not in route:
        yield name, (), EVERYBODY
        return
    begins = [each for each in known if route.startswith(each) and "<" not in route[len(each) :]]
    assert begins, f"{name} ({route}) has an argument without an object: see objects()"
    whose, several = known[max(begins, key=len)]
    for label, arguments in several.items():
        yield f"{name}[{label}]", arguments, whose


def objects(world: World) -> dict[str, tuple[str, Arguments]]:
    """The arguments of each address that has some, by how it begins, and whose they are."""

    def by(name: str, model: type[Model]) -> Arguments:
        return {label: (getattr(row, name),) for label, row in world.named(model).items()}

    def pk(model: type[Model]) -> Arguments:
        return by("pk", model)

    handle = {OWNER: (world.owner.handle,)}
    out = {name: item for name, item in world.named(Item).items() if item.slug}
    slugs = {name: (*handle[OWNER], item.slug) for name, item in out.items()}
    requests = world.named(ReviewRequest)
    pictures = {
        name: (request.pk, world.named(Image)[name].pk) for name, request in requests.items()
    }
    own = {name: (*handle[OWNER], world.named(Image)[name].pk) for name in ("public", "private")}
    items = {name: (world.named(Item)[name].pk,) for name in ITEMS}
    section = world.rows[HypeSection, "common"].slug
    secrets = {name: (secret,) for name, secret in world.secrets.items()}
    return {
        # What everybody has alike, and does their own with.
        "welcome/<slug:step>": (EVERYBODY, {"goal": ("goal",)}),
        "path/units/<slug:slug>": (EVERYBODY, by("slug", Unit)),
        "path/resources/<slug:slug>": (EVERYBODY, by("slug", Resource)),
        "path/editions/<str:version>": (EVERYBODY, {"newer": ("newer",)}),
        "path/previews/<str:key>": (EVERYBODY, {"draft": secrets["preview"]}),
        "path/steps/<int:pk>": (EVERYBODY, pk(Step)),
        "path/self-checks/<int:pk>": (EVERYBODY, pk(SelfCheck)),
        "path/weeks/<day:day>": (EVERYBODY, by("first_day", Reflection)),
        "path/plan/calendar/<day:day>": (EVERYBODY, by("first_day", Reflection)),
        # What is the owner's.
        "path/plan/breaks/<int:pk>": (OWNER, pk(Break)),
        "path/plan/shift/<int:pk>": (OWNER, pk(Shift)),
        "path/links/<int:pk>": (OWNER, pk(Link)),
        "path/plan/calendar/<int:pk>": (OWNER, pk(CalendarFeed)),
        "calendar/<slug:token>": (EVERYBODY, by("token", CalendarFeed)),
        "questions/<int:pk>": (OWNER, pk(ParkedQuestion)),
        "log/entries/<uuid:pk>": (OWNER, pk(Entry)),
        "log/imports/<uuid:pk>": (OWNER, pk(Import)),
        "inbox/<uuid:pk>": (OWNER, pk(Nudge)),
        "^reminders/stop/(?P<token>[^/]+)": (EVERYBODY, {"own": secrets["stop"]}),
        "^reminders/snooze/(?P<token>[^/]+)": (EVERYBODY, {"own": secrets["snooze"]}),
        "portfolio/items/<uuid:pk>": (OWNER, items),
        "portfolio/feedback/<int:pk>": (OWNER, pk(Feedback)),
        "portfolio/images/<uuid:pk>": (OWNER, pk(Image)),
        "portfolio/budget/expenses/<int:pk>": (OWNER, pk(Expense)),
        "portfolio/hype-checks/<uuid:pk>": (OWNER, pk(HypeReport)),
        "portfolio/hype-checks/<uuid:pk>/<slug:section>": (
            OWNER,
            {name: (*pks, section) for name, pks in pk(HypeReport).items()},
        ),
        "portfolio/elsewhere/feeds/<int:pk>": (OWNER, pk(BlogFeed)),
        "portfolio/elsewhere/proposals/<int:pk>": (OWNER, pk(Proposal)),
        "portfolio/communities/<int:pk>": (OWNER, pk(Community)),
        "@<slug:handle>": (EVERYBODY, handle),
        "@<slug:handle>/<slug:slug>": (OWNER, slugs),
        # Reviews.
        "reviews/suggestions/<int:pk>": (OWNER, pk(Advice)),
        "reviews/requests/<uuid:pk>": (OWNER, pk(ReviewRequest)),
        "reviews/requests/<uuid:pk>/pictures/<uuid:image>": (OWNER, pictures),
        "reviews/invitations/<str:secret>": (
            NOBODY,
            {name: secrets[name] for name in ("open", "accepted")},
        ),
        "reviews/mentor/snippets/<int:pk>": ("trusted", pk(Snippet)),
        "reviews/learners/<str:handle>": (NOBODY, handle),
        "reviews/learners/<str:handle>/pictures/<uuid:image>": (NOBODY, own),
        "reviews/notes/<int:pk>": ("trusted", pk(LearnerNote)),
        "reviews/<uuid:pk>": (OWNER, pk(Review)),
        # Accounts.
        "accounts/sessions/<int:pk>": (OWNER, pk(UserSession)),
        "accounts/mail/<str:name>": (NOBODY, {"kept": ("kept",)}),
        "accounts/set-up/<str:token>": (NOBODY, {"spent": ("spent",)}),
        "accounts/2fa/webauthn/keys/<int:pk>": (OWNER, pk(Authenticator)),
        "accounts/^confirm-email/(?P<key>": (EVERYBODY, {"own": secrets["confirm"]}),
    }
