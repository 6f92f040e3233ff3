import pytest
from django.test import Client
from django.urls import reverse

from study.models import Forecast
from tests.factories import (
    BackgroundFactory,
    CompletionFactory,
    EnrolmentFactory,
    EntryFactory,
    ForecastFactory,
    PlacementFactory,
    SkipFactory,
    TimerFactory,
    TrackFactory,
    UnitFactory,
    UserFactory,
)


@pytest.fixture
def admin_client(db):
    client = Client()
    client.force_login(UserFactory(is_staff=True, is_superuser=True))
    return client


def make(factory):
    if factory in (BackgroundFactory, EnrolmentFactory, ForecastFactory):
        return factory()
    return factory(unit=UnitFactory())


FACTORIES = [
    BackgroundFactory,
    EntryFactory,
    EnrolmentFactory,
    CompletionFactory,
    SkipFactory,
    TimerFactory,
    ForecastFactory,
]


@pytest.mark.parametrize("factory", FACTORIES)
def test_lists_run_the_same_queries_however_long_they_are(
    admin_client, factory, django_assert_max_num_queries
):
    model = factory._meta.model._meta.model_name
    address = reverse(f"admin:study_{model}_changelist")
    counts = []
    for wanted in (1, 3):
        while factory._meta.model.objects.count() < wanted:
            make(factory)
        with django_assert_max_num_queries(9) as captured:
            response = admin_client.get(address, {"q": "learner"})
        assert len(response.context["cl"].result_list) == wanted
        counts.append(len(captured))

    assert counts[0] == counts[1]


@pytest.mark.parametrize("factory", FACTORIES)
def test_rows_can_be_opened(admin_client, factory):
    row = make(factory)
    model = row._meta.model_name

    response = admin_client.get(reverse(f"admin:study_{model}_change", args=[row.pk]))

    assert response.status_code == 200


def test_enrolment_shows_the_same_three_numbers_as_the_pages(admin_client):
    placement = PlacementFactory(unit__minutes=75)
    PlacementFactory(module=placement.module, unit__minutes=45)
    enrolment = EnrolmentFactory(edition=placement.edition)
    CompletionFactory(learner=enrolment.learner, unit=placement.unit)
    EntryFactory(learner=enrolment.learner, minutes=25)

    page = admin_client.get(reverse("admin:study_enrolment_change", args=[enrolment.pk])).text

    for number in ("25 min", "1 h 15 min", "2 h"):
        assert f'<div class="readonly">{number}</div>' in page


def test_enrolment_can_be_added_by_staff(admin_client):
    assert admin_client.get(reverse("admin:study_enrolment_add")).status_code == 200


def test_track_of_another_edition_is_refused_beside_the_field(admin_client):
    enrolment, other = EnrolmentFactory(), TrackFactory()
    typed = {
        "learner": enrolment.learner_id,
        "edition": enrolment.edition_id,
        "track": other.pk,
        "weekly_minutes": 300,
        "started_on": "2026-01-05",
    }

    page = admin_client.post(
        reverse("admin:study_enrolment_change", args=[enrolment.pk]), typed
    ).text

    enrolment.refresh_from_db()
    assert "This track is of another edition." in page
    assert enrolment.track is None


def test_forecasts_are_only_looked_at_and_go_with_their_learner(admin_client):
    told = ForecastFactory()
    page, learner = reverse("admin:study_forecast_change", args=[told.pk]), told.enrolment.learner

    assert admin_client.get(reverse("admin:study_forecast_add")).status_code == 403
    assert admin_client.post(page, {"weeks": 3}).status_code == 403
    told.refresh_from_db()
    assert told.weeks == 8
    admin_client.post(reverse("admin:accounts_user_delete", args=[learner.pk]), {"post": "yes"})
    assert not Forecast.objects.exists()


def test_learners_do_not_see_the_admin(learner_client):
    response = learner_client.get(reverse("admin:study_entry_changelist"))

    assert response.status_code in (302, 403)
    assert "Entr" not in response.text
