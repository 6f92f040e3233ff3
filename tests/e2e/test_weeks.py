"""Days that begin after midnight, and the review of a week."""

import re
from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from accounts.models import User
from study.models import Entry, Reflection
from tests.clock import zone_where_it_is
from tests.e2e.conftest import Browse, Site, Troubles
from tests.e2e.pages import Visit
from tests.e2e.pages.phone import go_offline, ready, type_entry, with_worker
from tests.e2e.serving import wait_for

pytestmark = pytest.mark.e2e


def answer_and_come_back(page: Page, learner: User) -> None:
    """Answer this week's question, leave, come back and change the answer."""
    page.goto("/path/weeks/")
    page.get_by_role("link", name="Look back on this week").click()
    question = page.locator("#reflection h2").inner_text()
    page.get_by_label("Your answer").fill("That a validation set is not a test set.")
    page.get_by_role("button", name="Save your answer").click()
    expect(page.locator("main").get_by_role("status")).to_contain_text("Saved.")

    page.goto("/path/weeks/")
    page.get_by_role("listitem").get_by_role("link", name=re.compile(r"\d{4}")).first.click()
    expect(page.locator("#reflection h2")).to_have_text(question)
    expect(page.get_by_label("Your answer")).to_have_value(
        "That a validation set is not a test set."
    )
    page.get_by_label("Your answer").fill("Less sure now.")
    page.get_by_role("button", name="Save the change").click()
    expect(page.get_by_label("Your answer")).to_have_value("Less sure now.")
    expect(page.locator("main").get_by_role("status")).to_contain_text("Saved.")

    reflection = Reflection.objects.get(learner=learner)
    assert (reflection.text, reflection.question) == ("Less sure now.", question)


def test_question_is_answered_and_the_answer_changed_without_script(
    site: Site, browse: Browse
) -> None:
    learner = site.learner()
    answer_and_come_back(browse(learner, java_script_enabled=False), learner)


def test_question_is_answered_and_the_answer_changed(site: Site, browse: Browse) -> None:
    learner = site.learner()
    answer_and_come_back(browse(learner), learner)


@pytest.mark.parametrize("java_script_enabled", [True, False])
def test_tab_that_is_older_shows_both_answers_and_can_replace_the_other(
    site: Site, browse: Browse, java_script_enabled: bool
) -> None:
    learner = site.learner()
    old = browse(learner, java_script_enabled=java_script_enabled)
    new = old.context.new_page()
    for page in (old, new):
        page.goto(f"/path/weeks/{learner.study_day(timezone.now())}/")
    for page, text in ((new, "From the newer tab"), (old, "From the older tab")):
        page.get_by_label("Your answer").fill(text)
        page.get_by_role("button", name="Save your answer").click()

    expect(old.get_by_role("alert").first).to_contain_text("From the newer tab")
    expect(old.get_by_label("Your answer")).to_have_value("From the older tab")
    old.get_by_role("button", name="Save the change").click()
    expect(old.locator("main").get_by_role("status")).to_contain_text("Saved.")
    new.get_by_label("Your answer").fill("From the newer tab again")
    new.get_by_role("button", name="Save the change").click()
    new.get_by_role("link", name="Keep what is saved").click()

    expect(new.get_by_label("Your answer")).to_have_value("From the older tab")
    assert Reflection.objects.get(learner=learner).text == "From the older tab"


def test_answer_stays_in_its_box_while_the_network_is_away(
    site: Site, browse: Browse, troubles: Troubles
) -> None:
    troubles.expect("htmx:error: Failed to fetch")
    visit = Visit(site, browse, troubles)
    page = with_worker(visit, site.learner())
    page.goto("/path/weeks/")
    page.get_by_role("link", name="Look back on this week").click()
    ready(page)
    go_offline(visit, page.context)

    page.get_by_label("Your answer").fill("Typed in a tunnel")
    page.get_by_role("button", name="Save your answer").click()

    expect(page.get_by_role("alert").first).not_to_be_empty()
    expect(page.get_by_label("Your answer")).to_have_value("Typed in a tunnel")


@pytest.fixture
def owl(site: Site) -> User:
    """Somebody for whom it is about two at night, and whose day begins at six."""
    return site.learner(time_zone=zone_where_it_is(2), day_starts_at=6)


def last_night(owl: User) -> date:
    return datetime.now(owl.zone).date() - timedelta(days=1)


def test_after_midnight_the_log_has_the_day_before(browse: Browse, owl: User) -> None:
    page = browse(owl, timezone_id=owl.time_zone)
    page.goto("/log/")

    expect(page.get_by_label("Day", exact=True)).to_have_value(last_night(owl).isoformat())
    page.get_by_label("Time", exact=True).fill("40")
    page.get_by_role("button", name="Log this time").click()
    expect(page.locator("#entries li")).to_contain_text("40 min")
    page.get_by_role("button", name="It was yesterday").click()

    expect(page.get_by_label("Day", exact=True)).to_have_value(
        (last_night(owl) - timedelta(days=1)).isoformat()
    )
    assert Entry.objects.get(learner=owl).day == last_night(owl)


def test_after_midnight_the_offline_page_has_the_day_before(
    site: Site, browse: Browse, troubles: Troubles, owl: User
) -> None:
    visit = Visit(site, browse, troubles)
    page = with_worker(visit, owl, timezone_id=owl.time_zone)
    go_offline(visit, page.context)
    page.goto("/path/")
    expect(page.get_by_role("heading", name="You are offline")).to_be_visible()
    ready(page)

    expect(page.get_by_label("Day", exact=True)).to_have_value(last_night(owl).isoformat())
    expect(page.get_by_label("Day", exact=True)).to_have_attribute(
        "max", last_night(owl).isoformat()
    )
    type_entry(page, "20", "In the dark")
    page.context.set_offline(False)

    wait_for(lambda: Entry.objects.filter(learner=owl).exists(), "the entry is written")
    assert Entry.objects.get(learner=owl).day == last_night(owl)
