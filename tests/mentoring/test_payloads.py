"""Nothing that either side types acts, on any page of reviews."""

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from mentoring import actions
from mentoring.models import Invite, LearnerNote, Snippet
from tests.activity import active
from tests.mentoring.factories import NOW, a_draft_of, a_mentor, a_written
from tests.portfolio.payloads import PAYLOADS


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_payload_is_active_on_any_page(client, learner_client, learner, payload):
    line = (payload.replace("\n", " ") * 2)[:110]
    mentor = a_mentor()
    User.objects.update(display_name=line[:80])
    item = a_draft_of(learner, title=line, claim=line, draft=payload)
    now = timezone.now()
    request = actions.ask(learner=learner, item=item, question=payload, now=NOW)
    client.force_login(mentor)
    actions.claim(pk=request.pk, person=mentor, now=now)
    Snippet.objects.create(mentor=mentor, name=line[:60], text=payload)
    LearnerNote.objects.create(learner=learner, author=mentor, text=payload)
    content = {"message": payload, "comment-0-1": payload, "next_step": payload}
    actions.save_draft(request=request, mentor=mentor, content=content, version=1, now=now)
    write = reverse("mentoring:write", args=[request.pk])
    actions.make_invite(request=request, now=now)
    assert Invite.objects.exists()

    pages = [client.get(write), client.get(reverse("mentoring:queue"))]
    pages += [learner_client.get(request.get_absolute_url())]
    written = a_written(
        message=payload, next_step=payload, comments={(0, 1): payload}, advice_kind="blog",
        advice=payload,
    )  # fmt: skip
    review = actions.send_review(request=request, mentor=mentor, written=written, now=now)
    pages += [
        each.get(address)
        for each, address in (
            (client, review.get_absolute_url()),
            (client, reverse("mentoring:desk")),
            (client, reverse("mentoring:snippets")),
            (client, reverse("mentoring:learner", args=[learner.handle])),
            (learner_client, review.get_absolute_url()),
            (learner_client, reverse("mentoring:reviews")),
            (learner_client, reverse("mentoring:ask")),
            (learner_client, item.get_absolute_url()),
        )
    ]

    for page in pages:
        assert page.status_code == 200
        active(page.text)
