"""Nothing a person types acts, on any page or feed that is made of it."""

import json

import feedparser
import pytest
from django.urls import reverse

from portfolio import actions
from portfolio.models import (
    Experiment,
    Item,
)
from portfolio.rendering import render
from tests.activity import active
from tests.portfolio.factories import (
    PublishedFactory,
    RunFactory,
)
from tests.portfolio.payloads import PAYLOADS
from tests.portfolio.publicly import home


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_payload_is_active_on_any_page_or_feed(client, learner_client, shown_page, payload):
    """Put it into every text a person types, and look at all that is made of them."""
    item = PublishedFactory(learner=shown_page.learner, kind="experiment")
    typed = (payload.replace("\n", " ") * 2)[:110]
    Item.objects.filter(pk=item.pk).update(
        title=typed, claim=typed, learned=typed, reader=typed, draft=payload, text=payload,
        html=render(payload),
    )  # fmt: skip
    Experiment.objects.update(
        question=typed, conclusion=typed, metric=typed[:60], baseline=typed, baseline_result=1,
        asked_by=typed, data_set=typed,
    )  # fmt: skip
    RunFactory(experiment=item.experiment, setting=typed)
    shown_page.tagline = typed
    actions.save_page(page=shown_page)
    shown_page.learner.display_name = typed[:80]
    shown_page.learner.save(update_fields=["display_name"])

    pages = [
        client.get(home(shown_page)).text,
        client.get(home(shown_page, "item", item.slug)).text,
        learner_client.get(item.get_absolute_url()).text,
        learner_client.get(f"{item.get_absolute_url()}text/").text,
        learner_client.get(reverse("portfolio:portfolio")).text,
    ]
    for html in pages:
        active(html)
    feed = feedparser.parse(client.get(home(shown_page, "atom")).content, sanitize_html=False)
    entries = json.loads(client.get(home(shown_page, "json-feed")).content)["items"]
    for html in (feed.entries[0].summary, entries[0]["content_html"]):
        active(html)
