"""What is known of whether resources work."""

import datetime as dt

import pytest

from curriculum.models import ResourceHealth
from study.queries import Said, board_lines, resource_states
from tests.factories import ResourceFactory
from tests.own_factories import ResourceReportFactory

NOW = dt.datetime(2026, 11, 12, 12, tzinfo=dt.UTC)
DAY = dt.date(2026, 11, 12)

pytestmark = pytest.mark.django_db


@pytest.fixture
def resource():
    return ResourceFactory()


def report(resource, says, day=DAY, **fields):
    return ResourceReportFactory(resource=resource, says=says, day=day, **fields)


def days_before(days):
    return DAY - dt.timedelta(days=days)


def known(resource, learner=None):
    return resource_states([resource.pk], learner)[resource.pk]


def health(resource, state="down"):
    down = {"strikes": 3, "down_at": NOW} if state == "down" else {}
    return ResourceHealth.objects.create(
        resource=resource, url=resource.url, health=state, next_check_at=NOW, **down
    )


def test_nothing_is_known_at_first(resource, learner):
    state = known(resource, learner)

    assert (state.worked, state.broken_count, state.workarounds, state.mine) == (None, 0, [], None)
    assert (state.is_down, state.is_broken, state.instead, state.health) == (False, False, None, None)  # fmt: skip


@pytest.mark.parametrize("count", [1, 3])
def test_one_query_says_all(learner, count, django_assert_num_queries):
    resources = ResourceFactory.create_batch(count, alternative=ResourceFactory())
    for each in resources:
        report(each, "broken")
        health(each)

    with django_assert_num_queries(1):
        states = resource_states([each.pk for each in resources], learner)
        offers = [state.instead for state in states.values()]

    assert len([offer for offer in offers if offer]) == count


def test_the_newest_works_counts_also_when_its_learner_says_otherwise_since(resource, learner):
    report(resource, "works", days_before(5), versions="fastai 2.7.16")
    report(resource, "works", days_before(1), versions="fastai 2.7.17", learner=learner, replaced_at=NOW, reported_at=NOW)  # fmt: skip
    report(resource, "broken", learner=learner)

    state = known(resource, learner)

    assert (state.worked.day, state.worked.versions) == (days_before(1), "fastai 2.7.17")
    assert (state.mine.says, state.mine.label) == ("broken", "It is broken")
    assert state.is_broken


def test_broken_is_counted_once_a_learner_and_only_while_open(resource, learner):
    report(resource, "broken", days_before(9), learner=learner, replaced_at=NOW, reported_at=NOW)
    report(resource, "broken", days_before(3), learner=learner)
    report(resource, "broken", days_before(1))
    report(resource, "broken", days_before(20), settled_at=NOW)

    state = known(resource, learner)

    assert (state.broken_count, state.broken_since, state.broken_last) == (
        2, days_before(3), days_before(1),
    )  # fmt: skip


def test_who_finds_it_working_since_outweighs_who_did_not(resource):
    report(resource, "broken", days_before(3))
    report(resource, "works", days_before(2))

    state = known(resource)

    assert (state.broken_count, state.is_broken) == (1, False)


def test_the_newest_three_workarounds_that_are_not_mistaken(resource, learner):
    for days in range(5):
        report(resource, "workaround", days_before(days), note=f"Way {days}", versions="3.12")
    report(resource, "workaround", note="Do harm", settled_at=NOW, is_mistaken=True)
    report(resource, "works", note="It does")

    found = known(resource, learner).workarounds

    assert found == [Said(days_before(n), "workaround", "3.12", f"Way {n}") for n in range(3)]


def test_what_people_typed_is_for_learners(resource, learner):
    report(resource, "works", versions="call me")
    report(resource, "workaround", settled_at=NOW, answer="Yes")

    stranger = known(resource)

    assert (stranger.worked, stranger.workarounds, stranger.answer) == (Said(DAY), [], None)
    assert known(resource, learner).answer == Said(DAY, text="Yes")


def test_an_alternative_is_offered_when_one_fails(resource):
    resource.alternative = other = ResourceFactory()
    resource.save(update_fields=["alternative"])
    assert known(resource).instead is None

    broken = report(resource, "broken")
    assert known(resource).instead == other
    broken.delete()
    health(resource)
    assert known(resource).instead == other


@pytest.mark.parametrize("state", ["fine", "unknown", "struggling", "unchecked"])
def test_only_a_link_that_is_down_is_trouble(resource, state):
    health(resource, state)

    assert not known(resource).is_down


def test_no_alternative_that_fails_itself_or_is_retired(resource):
    resource.alternative = other = ResourceFactory()
    resource.save(update_fields=["alternative"])
    health(resource)
    down = health(other)
    assert known(resource).instead is None

    down.delete()
    other.retired_at = NOW
    other.save(update_fields=["retired_at"])
    assert known(resource).instead is None


def test_lines_of_the_board_are_one_query_and_count_each_learner_once(
    resource, learner, django_assert_num_queries
):
    ResourceFactory(title="Never mentioned")
    ResourceFactory(retired_at=NOW)
    report(resource, "works", learner=learner, replaced_at=NOW, reported_at=NOW)
    report(resource, "broken", learner=learner, reported_at=NOW)
    report(resource, "works", days_before(100), reported_at=NOW - dt.timedelta(days=100))
    report(resource, "workaround", reported_at=NOW)
    report(resource, "broken", reported_at=NOW, settled_at=NOW, is_mistaken=True)
    health(resource)

    with django_assert_num_queries(1):
        worst, other = board_lines(NOW - dt.timedelta(days=90))
        assert worst.health.is_down

    assert (worst.works, worst.workarounds, worst.broken, worst.worked_on) == (0, 1, 1, DAY)
    assert (other.title, other.works, other.broken, other.worked_on) == (
        "Never mentioned", 0, 0, None,
    )  # fmt: skip
