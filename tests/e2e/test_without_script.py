"""Everything works in a browser that runs no script."""

import pytest
from playwright.sync_api import Page, expect

from tests.clock import hours_asked_this_week
from tests.e2e.conftest import Browse, Site
from tests.e2e.pages.registry import sign_out
from tests.factories import PASSWORD
from tests.portfolio.pictures import picture

pytestmark = pytest.mark.e2e


@pytest.fixture
def page(site: Site, browse: Browse) -> Page:
    return browse(site.learner(), java_script_enabled=False)


def test_somebody_signs_up_starts_the_path_and_changes_the_goal(site: Site, browse: Browse) -> None:
    page = browse(java_script_enabled=False)
    page.goto("/")
    page.get_by_role("link", name="Create your account").click()
    page.get_by_label("Name").fill("Grace Hopper")
    page.get_by_label("Email").fill("hopper@example.org")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Create account").click()

    page.get_by_role("button", name="Skip the questions and start").click()

    expect(page.get_by_text(f"0 of {hours_asked_this_week(5)} h")).to_be_visible()

    page.get_by_role("link", name="Plan and goal").click()
    page.get_by_label("Hours a week").fill("3.5")
    page.get_by_role("button", name="Save the rhythm").click()
    expect(page.get_by_text("At 3.5 hours a week you are done in the week of")).to_be_visible()
    page.get_by_role("link", name="Today").click()

    expect(page.get_by_text(f"0 of {hours_asked_this_week(3.5)} h")).to_be_visible()


def test_an_entry_is_logged_changed_deleted_and_put_back(page: Page) -> None:
    page.goto("/log/")
    page.get_by_label("Time", exact=True).fill("1h 15m")
    page.get_by_label("Note").fill("Read about overfitting")
    page.get_by_role("button", name="Log this time").click()

    expect(page).to_have_url("/log/")
    row = page.get_by_role("listitem").filter(has_text="Read about overfitting")
    expect(row).to_contain_text("1 h 15 min")

    page.get_by_role("link", name="Edit the entry").click()
    page.get_by_label("Time", exact=True).fill("50")
    page.get_by_role("button", name="Save the entry").click()

    expect(page.get_by_text("Entry changed.")).to_be_visible()
    expect(row).to_contain_text("50 min")

    page.get_by_role("button", name="Delete the entry").click()

    expect(page.get_by_text("50 min on")).to_be_visible()
    expect(row).to_have_count(0)

    page.get_by_role("button", name="Put it back").click()

    expect(row).to_contain_text("50 min")


def test_what_is_wrong_stands_beside_the_field_and_what_was_typed_stays(page: Page) -> None:
    page.goto("/log/")
    page.get_by_label("Time", exact=True).fill("a while")
    page.get_by_label("Note").fill("Kept")
    page.get_by_role("button", name="Log this time").click()

    expect(page.get_by_label("Time", exact=True)).to_have_value("a while")
    expect(page.get_by_label("Note")).to_have_value("Kept")
    expect(page.get_by_text("Write the time as")).to_be_visible()


def test_the_timer_is_started_paused_resumed_stopped_and_discarded(page: Page) -> None:
    page.goto("/timer/")
    page.get_by_role("button", name="Start studying").click()
    page.get_by_role("button", name="Pause").click()
    page.get_by_role("button", name="Resume").click()
    page.get_by_role("button", name="Stop").click()

    expect(page.get_by_text("under half a minute")).to_be_visible()

    page.get_by_role("button", name="Start timer").click()
    page.goto("/timer/")
    page.get_by_text("It was another length of time").click()
    page.get_by_label("How long did you study?").fill("35")
    page.get_by_role("button", name="Log this time").click()

    expect(page.get_by_text("Logged 35 min.")).to_be_visible()

    page.get_by_role("button", name="Start timer").click()
    page.goto("/timer/")
    page.get_by_role("button", name="Discard the timer").click()

    expect(page.get_by_text("Nothing was logged")).to_be_visible()


def test_steps_are_ticked_and_a_unit_is_done_or_left_out_and_opened_again(
    site: Site, page: Page
) -> None:
    page.goto(site.units()[0].get_absolute_url())
    first = page.get_by_role("button", name="Done:").first
    first.click()
    expect(first).to_have_attribute("aria-pressed", "true")
    first.click()
    expect(first).to_have_attribute("aria-pressed", "false")

    page.get_by_role("button", name="Mark as done").click()
    expect(page.get_by_role("heading", name="This unit is done")).to_be_visible()
    page.get_by_role("button", name="Open it again").click()

    page.get_by_text("Leave it out", exact=True).click()
    page.get_by_label("Why do you leave it out?").fill("I teach this.")
    page.get_by_role("button", name="Leave this unit out").click()
    expect(page.get_by_role("heading", name="You left this unit out")).to_be_visible()
    expect(page.get_by_text("I teach this.")).to_be_visible()
    page.get_by_role("button", name="Take it back in").click()
    expect(page.get_by_role("button", name="Mark as done")).to_be_visible()


def test_somebody_signs_out_and_in_with_the_password(site: Site, browse: Browse) -> None:
    learner = site.learner()
    page = browse(learner, java_script_enabled=False)
    page.goto("/accounts/profile/")
    sign_out(page)
    page.goto("/log/")
    page.get_by_label("Email").fill(learner.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()

    expect(page).to_have_url("/log/")
    expect(page.get_by_role("button", name="Log this time")).to_be_visible()


def test_a_post_is_written_looked_at_and_published(page: Page) -> None:
    page.goto("/portfolio/new/?kind=blog")
    page.get_by_label("Title, for now").fill("What broke first")
    page.get_by_role("button", name="Begin", exact=True).click()
    page.get_by_role("textbox", name="Text").fill("It *worked*.")
    page.get_by_role("button", name="Preview").click()
    expect(page.locator("#preview em")).to_have_text("worked")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("textbox", name="Text")).to_have_value("It *worked*.")

    page.get_by_label("Add a picture").set_input_files(
        {"name": "bird.png", "mimeType": "image/png", "buffer": picture("PNG", (200, 100))}
    )
    page.get_by_label("What it shows").fill("A bird")
    page.get_by_role("button", name="Add it").click()
    expect(page.locator("#pictures img")).to_have_attribute("alt", "A bird")

    page.get_by_role("link", name="Back to the item").click()
    page.get_by_label("What it says or does").fill("It works.")
    page.get_by_label("What I learned").fill("Try it first.")
    page.locator("form[action$='about/'] button").click()
    for box in page.locator("#publish input[type=checkbox]").all():
        box.check()
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_role("heading", name="It is out")).to_be_visible()


def test_the_hype_check_is_filled_in_and_taken_back(page: Page) -> None:
    page.goto("/portfolio/hype-checks/")
    page.get_by_label("what you look at").fill("A parcel scanner")
    page.get_by_role("button", name="Begin").click()
    question = page.locator(".question").first
    for state, verdict in (("Claimed", "Promising, ask more"), ("Not looked at", "No verdict yet")):
        question.locator("summary").click()
        question.get_by_label(state, exact=True).check()
        page.get_by_role("button", name="Save these answers").first.click()
        expect(page.get_by_role("heading", name=verdict)).to_be_visible()
