"""Mentors of one's own: a private link, used once, for ten days, unless taken back."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from mentoring import actions
from mentoring.actions.requests import INVITES_LAST
from mentoring.models import Block, Invite, ReviewRequest
from tests.factories import UserFactory
from tests.mentoring.factories import NOW, a_mentor, asked
from tests.races import at_once

pytestmark = pytest.mark.django_db


def page(secret):
    return reverse("mentoring:invitation", args=[secret])


def accepts(client, secret):
    return client.post(reverse("mentoring:accept-invite", args=[secret]), follow=True)


def invited(request=None, now=None):
    request = request or asked()
    return request, actions.make_invite(request=request, now=now or timezone.now())


def test_link_is_shown_once_and_only_its_digest_is_kept(learner_client, learner):
    request = asked(learner)

    address = reverse("mentoring:make-invite", args=[request.pk])
    made = learner_client.post(address, follow=True).text
    again = learner_client.get(request.get_absolute_url()).text

    [secret] = [line for line in made.split('"') if "/reviews/invitations/" in line]
    secret = secret.rstrip("/").rpartition("/")[2]
    assert Invite.objects.get().digest not in (secret, "")
    assert secret not in again
    assert "A link is out, until" in again
    assert learner_client.get(page(secret)).status_code == 404  # it is their own


def test_invitation_says_who_asks_and_opening_it_accepts_nothing(client, learner):
    request, secret = invited(asked(learner))
    client.force_login(UserFactory())

    html = client.get(page(secret)).text

    assert f"{learner.display_name} asks you for a review" in html
    assert Invite.objects.get().accepted_at is None
    assert client.get(request.get_absolute_url()).status_code == 404


def test_accepting_takes_the_request_out_of_the_queue(client, mentor_client):
    request, secret = invited()
    outsider = UserFactory()
    client.force_login(outsider)

    response = accepts(client, secret)

    request.refresh_from_db()
    assert "Thank you. Look at it in peace" in response.text
    assert request.invited == outsider
    assert "Claim it and begin" in response.text
    assert request.get_absolute_url() not in mentor_client.get(reverse("mentoring:queue")).text
    assert mentor_client.get(request.get_absolute_url()).status_code == 404


def test_learner_sees_who_accepted_and_can_take_it_back(learner_client, client, learner):
    request, secret = invited(asked(learner))
    outsider = UserFactory()
    actions.accept_invite(secret=secret, person=outsider, now=timezone.now())
    actions.claim(pk=request.pk, person=outsider, now=timezone.now())
    seen = learner_client.get(request.get_absolute_url()).text

    response = learner_client.post(
        reverse("mentoring:revoke-invite", args=[request.pk]), follow=True
    )

    request.refresh_from_db()
    client.force_login(outsider)
    assert f"Only {outsider.display_name} sees your request now." in seen
    assert "The link works no more" in response.text
    assert (request.invited, request.claimed_by) == (None, None)
    assert client.get(request.get_absolute_url()).status_code == 404


def test_new_link_stops_the_one_before(client):
    request, first = invited()
    second = actions.make_invite(request=request, now=timezone.now())
    client.force_login(UserFactory())

    assert client.get(page(first)).status_code == 404
    assert accepts(client, first).status_code == 404
    assert accepts(client, second).status_code == 200


@pytest.mark.parametrize("cause", ["used", "old", "revoked", "withdrawn", "unknown"])
def test_link_that_is_not_open_says_so(client, cause):
    made_at = timezone.now() - INVITES_LAST if cause == "old" else timezone.now()
    request, secret = invited(now=made_at)
    if cause == "used":
        actions.accept_invite(secret=secret, person=UserFactory(), now=timezone.now())
    elif cause == "revoked":
        actions.revoke_invite(request=request, now=timezone.now())
    elif cause == "withdrawn":
        actions.withdraw(request=request, now=timezone.now())
    elif cause == "unknown":
        secret = "nothing"
    client.force_login(UserFactory())

    shown, refused = client.get(page(secret)), accepts(client, secret)

    for each in (shown, refused):
        assert each.status_code == 404
        assert "This invitation is not open" in each.text


def test_link_waits_while_a_mentor_writes(client):
    request, secret = invited()
    actions.claim(pk=request.pk, person=a_mentor(), now=timezone.now())
    client.force_login(UserFactory())

    shown, refused = client.get(page(secret)), accepts(client, secret)

    for each in (shown, refused):
        assert "A mentor is writing about it at this moment." in each.text
    assert Invite.objects.get().accepted_at is None


def test_link_of_a_learner_who_left_is_not_open(client):
    request, secret = invited()
    request.learner.delete()
    client.force_login(UserFactory())

    assert client.get(page(secret)).status_code == 404


@pytest.mark.parametrize("blocker", ["learner", "outsider"])
def test_link_does_not_reach_across_a_block(client, learner, blocker):
    outsider = UserFactory()
    pair = (learner, outsider) if blocker == "learner" else (outsider, learner)
    Block.objects.create(blocker=pair[0], blocked=pair[1])
    request, secret = invited(asked(learner))
    client.force_login(outsider)

    assert accepts(client, secret).status_code == 404
    assert ReviewRequest.objects.get().invited is None
    assert request.is_waiting


def test_own_link_is_not_for_oneself(learner_client, learner):
    _request, secret = invited(asked(learner))

    assert accepts(learner_client, secret).status_code == 404


@pytest.mark.parametrize("name", ["make-invite", "revoke-invite"])
def test_settled_request_invites_nobody(learner_client, learner, name):
    request = asked(learner)
    actions.withdraw(request=request, now=NOW)

    response = learner_client.post(reverse(f"mentoring:{name}", args=[request.pk]), follow=True)

    assert "It was settled a moment before." in response.text
    assert not Invite.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_people_with_one_link_are_one():
    request, secret = invited(now=NOW)
    people = [UserFactory(), UserFactory()]

    results = at_once(
        *(
            lambda each=each: actions.accept_invite(secret=secret, person=each, now=NOW)
            for each in people
        )
    )

    request.refresh_from_db()
    assert results.count(actions.InviteSpentError) == 1
    assert request.invited in people


def test_invited_person_needs_no_capacity_and_is_bound_to_the_half_hour(client):
    outsider = a_mentor(reviews_a_week=0)
    request, secret = invited()
    actions.accept_invite(secret=secret, person=outsider, now=timezone.now())

    actions.claim(pk=request.pk, person=outsider, now=timezone.now())
    lapsed = timezone.now() + dt.timedelta(minutes=31)
    actions.sweep(now=lapsed)
    actions.claim(pk=request.pk, person=outsider, now=lapsed)

    assert ReviewRequest.objects.get().claimed_by == outsider
