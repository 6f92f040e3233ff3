"""What mentors see of learners: notes for mentors, and what the learner shares."""

import pytest
from django.urls import reverse
from django.utils import timezone

from mentoring import actions
from mentoring.models import LearnerNote, Sharing
from portfolio.models import Item
from portfolio.rendering import render
from tests.factories import (
    CompletionFactory,
    EnrolmentFactory,
    EntryFactory,
    ModuleFactory,
    PlacementFactory,
    UserFactory,
)
from tests.mentoring.factories import NOW, MentorFactory, a_draft_of, a_mentor, asked, reviewed
from tests.portfolio.factories import PublishedFactory

DESK = reverse("mentoring:desk")
SNIPPETS = reverse("mentoring:snippets")

pytestmark = pytest.mark.django_db


def learner_page(learner):
    return reverse("mentoring:learner", args=[learner.handle])


def test_learner_page_shows_what_is_shared_and_no_more(
    mentor_client, learner_client, mentor, learner
):
    unit = PlacementFactory(module=ModuleFactory()).unit
    EnrolmentFactory(learner=learner, edition=unit.placements.get().edition)
    CompletionFactory(learner=learner, unit=unit)
    today = learner.study_day(timezone.now())
    EntryFactory(learner=learner, day=today, minutes=90, note="A private note")
    for visibility in ("mentors", "private"):
        PublishedFactory(learner=learner, title=f"For {visibility}", visibility=visibility)
    review = reviewed(asked(learner), mentor)

    before = mentor_client.get(learner_page(learner)).text
    learner_client.post(reverse("mentoring:set-sharing", args=[review.pk]), {"shares": "yes"})
    shared = mentor_client.get(learner_page(learner)).text
    desk = mentor_client.get(DESK).text
    learner_client.post(reverse("mentoring:set-sharing", args=[review.pk]), {"shares": "no"})
    after = mentor_client.get(learner_page(learner)).text

    assert "does not share weeks and progress with you" in before
    assert "1 of 1 units are done." in shared
    assert "<td>1.5</td>" in shared
    assert "For mentors" in shared
    assert "For private" not in shared
    assert "A private note" not in shared
    assert "1.5 h in four weeks" in desk
    assert "1 of 1 units" not in after


def test_whose_standing_ended_is_shared_with_no_more(mentor_client, mentor, learner):
    reviewed(asked(learner), mentor)
    Sharing.objects.create(learner=learner, mentor=mentor)
    actions.end_standing(mentor=mentor.mentor, today=NOW.date())

    assert "h in four weeks" not in mentor_client.get(reverse("mentoring:desk")).text


def test_learner_who_is_on_no_path_shares_hours_alone(mentor_client, mentor, learner):
    reviewed(asked(learner), mentor)
    Sharing.objects.create(learner=learner, mentor=mentor)

    assert "0 of 0 units are done." in mentor_client.get(learner_page(learner)).text


def test_deactivated_learner_is_on_no_desk(mentor_client, mentor, learner):
    reviewed(asked(learner), mentor)
    Sharing.objects.create(learner=learner, mentor=mentor)
    learner.is_active = False
    learner.save()

    assert "Nobody yet." in mentor_client.get(DESK).text
    assert mentor_client.get(learner_page(learner)).status_code == 404


@pytest.mark.parametrize("tie", ["claim", "review", "share"])
def test_notes_are_for_mentors_who_have_to_do_with_the_learner(
    client, learner_client, learner, mentor, tie
):
    other = a_mentor()
    client.force_login(other)
    LearnerNote.objects.create(learner=learner, author=mentor, text="Asks good questions")
    stranger = client.get(learner_page(learner))
    if tie == "claim":
        actions.claim(pk=asked(learner).pk, person=other, now=timezone.now())
    elif tie == "review":
        reviewed(asked(learner), other)
    else:
        Sharing.objects.create(learner=learner, mentor=other)

    html = client.get(learner_page(learner)).text

    assert stranger.status_code == 404
    assert "Asks good questions" in html
    assert mentor.display_name in html
    assert learner_client.get(learner_page(learner)).status_code == 404


def test_notes_are_not_for_invited_people_without_standing(client, learner):
    outsider = UserFactory()
    reviewed(asked(learner), a_mentor())
    Sharing.objects.create(learner=learner, mentor=outsider)
    client.force_login(outsider)

    assert client.get(learner_page(learner)).status_code == 404
    assert client.get(reverse("mentoring:learner", args=["nobody"])).status_code == 404


def test_notes_are_written_and_deleted_by_their_author(mentor_client, mentor, learner):
    reviewed(asked(learner), mentor)
    other = LearnerNote.objects.create(learner=learner, author=None, text="Of a former one")
    address = reverse("mentoring:add-learner-note", args=[learner.handle])

    empty = mentor_client.post(address, {"note-text": ""})
    mentor_client.post(address, {"note-text": "Likes graphs"})
    html = mentor_client.get(learner_page(learner)).text
    own = LearnerNote.objects.get(author=mentor)
    codes = [
        mentor_client.post(reverse("mentoring:delete-learner-note", args=[each.pk])).status_code
        for each in (own, other)
    ]

    assert "Write the note first." in empty.text
    assert "Likes graphs" in html
    assert "A former mentor" in html
    assert codes == [302, 404]


def test_own_page_as_a_learner_of_oneself_is_none(client):
    person = MentorFactory(person=UserFactory()).person
    client.force_login(person)

    assert client.get(learner_page(person)).status_code == 404


def test_pictures_of_what_is_published_for_mentors(mentor_client, mentor, learner, a_picture):
    reviewed(asked(learner), mentor)
    item = PublishedFactory(learner=learner, visibility="mentors")
    private = PublishedFactory(learner=learner, visibility="private")
    shown, hidden = a_picture(item), a_picture(private)
    Item.objects.filter(pk=item.pk).update(html=render(shown.markdown))
    below = f"{learner_page(learner)}pictures/"
    before = mentor_client.get(f"{below}{shown.pk}/").status_code
    Sharing.objects.create(learner=learner, mentor=mentor)

    html = mentor_client.get(learner_page(learner)).text

    assert f'src="{below}{shown.pk}/"' in html
    assert before == 404
    assert mentor_client.get(f"{below}{shown.pk}/").headers["Content-Type"] == "image/webp"
    assert mentor_client.get(f"{below}{hidden.pk}/").status_code == 404
    shown.file.delete(save=False)
    assert mentor_client.get(f"{below}{shown.pk}/").status_code == 404
    assert mentor_client.get(below).status_code == 404


def test_pictures_in_a_snapshot_are_for_who_may_read_it(
    mentor_client, learner_client, client, mentor, learner, a_picture
):
    item = a_draft_of(learner)
    shown, other = a_picture(item), a_picture(item)
    Item.objects.filter(pk=item.pk).update(draft=shown.markdown)
    request = asked(learner, Item.objects.get())
    below = f"{request.get_absolute_url()}pictures/"
    client.force_login(UserFactory())

    html = mentor_client.get(request.get_absolute_url()).text

    assert f'src="{below}{shown.pk}/"' in html
    for each in (mentor_client, learner_client):
        assert each.get(f"{below}{shown.pk}/").headers["Content-Type"] == "image/webp"
    assert client.get(f"{below}{shown.pk}/").status_code == 404
    assert mentor_client.get(f"{below}{other.pk}/").status_code == 404
    assert mentor_client.get(below).status_code == 404
    actions.withdraw(request=request, now=NOW)
    assert mentor_client.get(f"{below}{shown.pk}/").status_code == 404
