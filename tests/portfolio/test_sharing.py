"""The gallery, suggestions that staff decide about, and communities."""

import datetime as dt

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from accounts.models import User
from curriculum.models import SamplePost
from portfolio import actions
from portfolio.models import Community, Suggestion
from portfolio.queries import gallery as gallery_query
from portfolio.queries.gallery import A_PAGE, Place
from tests.factories import EditionFactory, UserFactory
from tests.portfolio.factories import ItemFactory, PortfolioFactory, PublishedFactory

GALLERY = reverse("public:gallery")
COMMUNITIES = reverse("portfolio:communities")
NOW = dt.datetime(2026, 3, 2, tzinfo=dt.UTC)

pytestmark = pytest.mark.django_db
POST = {
    "suggestion-url": "https://b.example/1",
    "suggestion-title": "A first post",
    "suggestion-author": "Somebody",
    "suggestion-why": "Short",
}


@pytest.fixture
def listed(db):
    return PortfolioFactory(is_listed=True).learner


@pytest.mark.parametrize("count", [1, 3])
def test_gallery_runs_the_same_queries_however_much_there_is(
    client, listed, count, django_assert_num_queries
):
    items = PublishedFactory.create_batch(count, learner=listed, kind="open_source")
    for number in range(count):
        Suggestion.objects.create(
            learner=listed, url=f"https://b.example/{number}", title="Suggested", author="x",
            is_accepted=True, decided_at=NOW,
        )  # fmt: skip

    with django_assert_num_queries(4):  # items, the path, posts, suggestions
        response = client.get(GALLERY)

    assert [item.title for item in items if item.title not in response.text] == []
    assert response.text.count("Suggested") == count


def test_gallery_shows_what_is_public_and_listed_alone(client, listed):
    shown = PublishedFactory(learner=listed)
    hidden = [
        PublishedFactory(learner=listed, visibility="private"),
        PublishedFactory(learner=listed, visibility="mentors"),
        ItemFactory(learner=listed),
        PublishedFactory(learner=PortfolioFactory(is_listed=False).learner),
        PublishedFactory(learner=PortfolioFactory(is_listed=True, is_public=False).learner),
        PublishedFactory(
            learner=PortfolioFactory(is_listed=True, learner__is_active=False).learner
        ),
        PublishedFactory(),
    ]

    html = client.get(GALLERY).text

    assert f">{shown.title}<" in html
    assert [item.title for item in hidden if f">{item.title}<" in html] == []


def test_gallery_is_by_kind_and_survives_nonsense(client, listed):
    blog, app = PublishedFactory(learner=listed), PublishedFactory(learner=listed, kind="app")

    apps = client.get(GALLERY, {"kind": "app"}).text
    nonsense = client.get(GALLERY, {"kind": "poem", "after": "yesterday_x"}).text

    assert (f">{app.title}<" in apps, f">{blog.title}<" in apps) == (True, False)
    assert f">{blog.title}<" in nonsense


@pytest.mark.parametrize("written", ["", "x", "2026-03-02", "2026-03-02_x", "_"])
def test_what_is_no_place_is_none(written):
    assert Place.read(written) is None


def test_gallery_is_paged_without_gaps(client, listed):
    for number in range(2 * A_PAGE + 5):
        PublishedFactory(
            learner=listed, published_on=dt.date(2026, 3, 1 + number % 3), title=f"Number {number}"
        )

    seen, place, pages = [], None, 0
    while place or not pages:
        page = gallery_query("", place, AnonymousUser())
        seen += [item.title for item in page.items]
        place, pages = page.next_place, pages + 1
        assert place is None or Place.read(str(place)) == place

    assert pages == 3
    assert len(seen) == len(set(seen)) == 2 * A_PAGE + 5
    assert "Earlier ones" in client.get(GALLERY).text


def test_gallery_has_posts_from_elsewhere(client):
    SamplePost.objects.create(
        url="https://p.example/", position=1, title="A sample", author="x", format="how-to"
    )
    Suggestion.objects.create(
        learner=UserFactory(), url="https://b.example/", title="Not looked at", author="y"
    )

    other = EditionFactory(path__position=2).path
    for number, path in enumerate([EditionFactory(path__position=1).path, other]):
        SamplePost.objects.create(
            url=f"https://q.example/{number}", position=2, title=f"Of path {number}",
            author="x", format="how-to", path=path,
        )  # fmt: skip

    first, apps = client.get(GALLERY).text, client.get(GALLERY, {"kind": "app"}).text

    assert "A sample" in first
    assert "Of path 0" in first
    assert "Of path 1" not in first
    assert "Not looked at" not in first
    assert "A sample" not in apps
    assert "Suggest a post" not in first  # for who is signed in


def test_suggestion_waits_for_staff(learner_client, client, learner):
    response = learner_client.post(reverse("portfolio:suggest"), POST, follow=True)
    learner_client.post(reverse("portfolio:suggest"), POST)

    suggestion = Suggestion.objects.get()
    assert (suggestion.learner, suggestion.decided_at) == (learner, None)
    assert "It is shown once somebody has looked at it." in response.text
    assert "A first post" not in client.get(GALLERY).text


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"suggestion-url": "javascript:x"}, "begins with https:// or http://"),
        ({"suggestion-title": ""}, "Give its title."),
        ({"suggestion-author": ""}, "Say who wrote it."),
    ],
)
def test_suggestion_explains_what_is_wrong(learner_client, change, message):
    response = learner_client.post(reverse("portfolio:suggest"), POST | change)

    assert message in response.text
    assert "Short" in response.text
    assert not Suggestion.objects.exists()


def test_suggestions_are_bounded(learner_client, monkeypatch):
    monkeypatch.setattr(actions.sharing, "MOST_SUGGESTIONS", 0)

    response = learner_client.post(reverse("portfolio:suggest"), POST)

    assert "Many of yours wait already." in response.text
    assert not Suggestion.objects.exists()


@pytest.mark.parametrize(("action", "is_accepted"), [("accept", True), ("decline", False)])
def test_staff_decide_once(client, learner_client, action, is_accepted):
    learner_client.post(reverse("portfolio:suggest"), POST)
    suggestion = Suggestion.objects.get()
    admin = User.objects.create_superuser("a@example.org", "x", handle="boss", display_name="A")
    client.force_login(admin)
    changelist = reverse("admin:portfolio_suggestion_changelist")
    sent = {"action": action, "_selected_action": [suggestion.pk]}

    page = client.get(changelist)
    response = client.post(changelist, sent, follow=True)
    again = client.post(changelist, {**sent, "action": "accept"}, follow=True)

    suggestion.refresh_from_db()
    assert "A first post" in page.text
    assert "1 decided." in response.text
    assert "0 decided." in again.text
    assert (suggestion.is_accepted, suggestion.decided_at is not None) == (is_accepted, True)
    assert LogEntry.objects.first().change_message.endswith("ed")
    assert ("A first post" in client.get(GALLERY).text) is is_accepted
    assert client.get(reverse("admin:portfolio_suggestion_add")).status_code == 403
    assert str(suggestion) == "A first post"


def test_suggestion_title_is_inert_in_the_admin(client, learner_client):
    learner_client.post(
        reverse("portfolio:suggest"), POST | {"suggestion-title": "<img src=x onerror=alert(1)>"}
    )
    admin = User.objects.create_superuser("a@example.org", "x", handle="boss", display_name="A")
    client.force_login(admin)
    pk = Suggestion.objects.get().pk

    for address in (
        reverse("admin:portfolio_suggestion_changelist"),
        reverse("admin:portfolio_suggestion_change", args=[pk]),
    ):
        assert "<img src=x" not in client.get(address).text


def test_communities_begin_with_two_and_their_rules(learner_client):
    html = learner_client.get(COMMUNITIES).text

    assert html.count("Its rules<span") == 2
    assert "fast.ai forums" in html
    assert "How to be of help among strangers" in html


GIVEN = {
    "community-name": "Local group",
    "community-url": "https://g.example/",
    "community-rules_url": "https://g.example/rules",
    "community-hurdle": "Say hello",
}


def test_communities_of_ones_own_join_the_list_once(learner_client, learner):
    learner_client.post(reverse("portfolio:add-community"), GIVEN)
    learner_client.post(reverse("portfolio:add-community"), GIVEN)

    community = Community.objects.get()
    html = learner_client.get(COMMUNITIES).text
    assert community.learner == learner
    assert "Say hello" in html
    assert html.count("Its rules<span") == 3


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"community-name": ""}, "Give its name."),
        ({"community-url": "x"}, "begins with https:// or http://"),
        ({"community-rules_url": "javascript:x"}, "begins with https:// or http://"),
    ],
)
def test_add_community_explains_what_is_wrong(learner_client, change, message):
    response = learner_client.post(reverse("portfolio:add-community"), GIVEN | change)

    assert message in response.text
    assert "Say hello" in response.text
    assert not Community.objects.exists()


def test_communities_are_bounded_and_ones_own(learner_client, learner, monkeypatch):
    monkeypatch.setattr(actions.sharing, "MOST_COMMUNITIES", 0)
    full = learner_client.post(reverse("portfolio:add-community"), GIVEN)
    own = Community.objects.create(learner=learner, name="Mine", url="https://g.example/")
    other = Community.objects.create(learner=UserFactory(), name="Theirs", url="https://g.example/")

    shown = learner_client.get(COMMUNITIES).text
    codes = [
        learner_client.post(reverse("portfolio:delete-community", args=[each.pk])).status_code
        for each in (own, other)
    ]

    assert "Your list is full." in full.text
    assert ("Mine" in shown, "Theirs" in shown) == (True, False)
    assert codes == [302, 404]
    assert str(Community.objects.get())


@pytest.mark.parametrize("count", [1, 3])
def test_communities_run_the_same_queries(
    learner_client, learner, count, django_assert_num_queries
):
    for number in range(count):
        Community.objects.create(learner=learner, name="Mine", url=f"https://g.example/{number}")

    with django_assert_num_queries(4):
        response = learner_client.get(COMMUNITIES)

    assert response.text.count(">Mine<") == count
