import pytest
from django.test import Client
from django.urls import reverse

from study.admin import lists
from tests.factories import CompletionFactory, EntryFactory, UnitFactory, UserFactory


@pytest.fixture
def admin_client(db):
    client = Client()
    client.force_login(UserFactory(is_staff=True, is_superuser=True))
    return client


def listed(client, model, **query):
    response = client.get(reverse(f"admin:study_{model}_changelist"), query)
    assert response.status_code == 200
    return list(response.context["cl"].result_list)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("ada", [0]),
        ("Ada@Example.org", [0]),
        ("descent", [1]),
        ("grace", []),
        ("da@example", []),
        (" ", [0, 1]),
        ("", [0, 1]),
    ],
)
def test_search_is_by_person_and_by_unit(admin_client, words, found):
    ada = UserFactory(email="ada@example.org", handle="ada-l")
    somebody = UserFactory(email="bob@example.org", handle="bob")
    unit = UnitFactory(title="Gradient descent")
    entries = [EntryFactory(learner=ada), EntryFactory(learner=somebody, unit=unit)]

    assert set(listed(admin_client, "entry", q=words)) == {entries[n] for n in found}


def test_notes_are_not_searched(admin_client):
    EntryFactory(note="A secret")

    assert listed(admin_client, "entry", q="secret") == []


def test_counting_stops_where_nobody_turns_pages(admin_client, monkeypatch):
    monkeypatch.setattr(lists, "MOST_COUNTED", 2)
    CompletionFactory.create_batch(3)

    response = admin_client.get(reverse("admin:study_completion_changelist"))

    assert response.context["cl"].result_count == 2
