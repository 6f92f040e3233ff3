"""What htmx and the site's own scripts add, and what must not go wrong with it."""

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from study.models import Entry
from tests.e2e.conftest import Browse, Site, Troubles
from tests.e2e.serving import wait_for
from tests.factories import PASSWORD, TimerFactory

pytestmark = pytest.mark.e2e


@pytest.fixture
def page(site: Site, browse: Browse) -> Page:
    page = browse(site.learner())
    page.goto("/log/")
    page.evaluate("document.wasNotLoadedAgain = true")
    return page


def is_same_document(page: Page) -> bool:
    return page.evaluate("document.wasNotLoadedAgain === true")


def log(page: Page, time: str, note: str) -> None:
    page.get_by_label("Time", exact=True).fill(time)
    page.get_by_label("Note").fill(note)
    page.get_by_role("button", name="Log this time").click()


def test_entry_is_logged_deleted_and_put_back_without_loading_the_page(page: Page) -> None:
    row = page.get_by_role("listitem").filter(has_text="Trained a model")

    log(page, "1:15", "Trained a model")
    expect(row).to_contain_text("1 h 15 min")
    expect(page.get_by_text("1.3 hours in all")).to_be_visible()
    expect(page.get_by_label("Time", exact=True)).to_have_value("")

    page.get_by_role("button", name="Delete the entry").click()
    expect(row).to_have_count(0)
    page.get_by_role("button", name="Put it back").click()
    expect(row).to_contain_text("1 h 15 min")

    assert is_same_document(page)
    expect(page).to_have_url("/log/")


def test_what_is_wrong_stands_beside_the_field_and_what_was_typed_stays(page: Page) -> None:
    log(page, "a while", "Kept")

    field = page.get_by_label("Time", exact=True)
    expect(field).to_be_focused()
    expect(field).to_have_value("a while")
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_have_accessible_description(
        "45, 1:15, 1h 15m or 1.25h Write the time as 45 (minutes), 1:15, 1h 15m or 1.25h."
    )
    expect(page.get_by_label("Note")).to_have_value("Kept")
    assert is_same_document(page)

    field.fill("40")
    page.get_by_role("button", name="Log this time").click()
    expect(page.get_by_role("listitem").filter(has_text="Kept")).to_contain_text("40 min")


def test_button_pressed_twice_logs_once(site: Site, page: Page) -> None:
    page.get_by_label("Time", exact=True).fill("30")
    page.get_by_role("button", name="Log this time").dblclick()

    expect(page.get_by_role("listitem").filter(has_text="30 min")).to_have_count(1)
    page.reload()
    expect(page.get_by_role("listitem").filter(has_text="30 min")).to_have_count(1)


def test_yesterday_is_one_click_away(page: Page) -> None:
    day = page.get_by_role("textbox", name="Day")
    today = day.input_value()

    page.get_by_role("button", name="It was yesterday").click()

    expect(day).not_to_have_value(today)
    log(page, "20", "Late")
    expect(page.get_by_role("listitem").filter(has_text="Late")).to_contain_text("20 min")


def test_step_is_ticked_without_loading_the_page(site: Site, page: Page) -> None:
    page.goto(site.units()[0].get_absolute_url())
    page.evaluate("document.wasNotLoadedAgain = true")
    first = page.get_by_role("button", name="Done:").first

    first.click()
    expect(first).to_have_attribute("aria-pressed", "true")
    first.click()
    expect(first).to_have_attribute("aria-pressed", "false")

    assert is_same_document(page)


def test_form_sent_after_the_session_ended_stays_and_says_where_to_sign_in(
    page: Page, troubles: Troubles
) -> None:
    troubles.expect("401")
    _forget_session(page)

    log(page, "45", "Too late")

    alert = page.get_by_role("alert").filter(has_text="You are signed out.")
    expect(alert.get_by_role("link", name="sign in again")).to_be_visible()
    expect(page.get_by_label("Time", exact=True)).to_have_value("45")
    expect(page.get_by_label("Password")).to_have_count(0)


def test_page_from_before_somebody_signed_in_again_never_gets_a_page_in_its_panel(
    site: Site, page: Page, troubles: Troubles
) -> None:
    troubles.expect(r"status of 403.*log/entries")  # the token of before
    learner = site.learner()
    other_tab = page.context.new_page()
    _forget_session(page)
    other_tab.goto("/accounts/login/")
    other_tab.get_by_label("Email").fill(learner.email)
    other_tab.get_by_label("Password").fill(PASSWORD)
    other_tab.get_by_role("button", name="Sign in", exact=True).click()
    expect(other_tab.get_by_role("button", name="Start timer")).to_be_visible()

    page.evaluate(
        "document.addEventListener('htmx:finally:request', () => { document.isAnswered = true })"
    )
    log(page, "45", "From before")
    wait_for(
        lambda: page.evaluate("document.isAnswered || !document.wasNotLoadedAgain"),
        "the form is answered, or the page loaded again",
    )

    expect(page.get_by_role("main")).to_have_count(1)
    expect(page.get_by_role("heading", level=1)).to_have_count(1)


def test_back_button_shows_a_whole_page(page: Page) -> None:
    log(page, "45", "Before I left")
    expect(page.get_by_role("listitem").filter(has_text="Before I left")).to_be_visible()
    page.get_by_role("link", name="Path", exact=True).click()
    expect(page).to_have_url("/path/")

    page.go_back()

    expect(page.get_by_role("navigation", name="Main")).to_be_visible()
    expect(page.get_by_role("contentinfo")).to_be_visible()
    expect(page.get_by_role("listitem").filter(has_text="Before I left")).to_be_visible()


def test_clock_of_a_running_timer_ticks_and_that_of_a_paused_one_stands(
    site: Site, browse: Browse
) -> None:
    learner = site.learner()
    TimerFactory(learner=learner, running_since=timezone.now())
    page = browse(learner)
    page.goto("/")
    clock = page.locator("[data-clock]")
    seen = clock.inner_text()

    expect(clock).not_to_have_text(seen)

    page.get_by_role("button", name="Pause").click()
    expect(page.get_by_role("button", name="Resume")).to_be_visible()
    expect(page.locator("[data-clock][data-running]")).to_have_count(0)


def test_timer_is_the_same_on_two_devices(site: Site, browse: Browse) -> None:
    learner = site.learner()
    laptop, phone = browse(learner), browse(learner, viewport={"width": 390, "height": 800})
    laptop.goto("/")
    laptop.get_by_role("button", name="Start timer").click()
    expect(laptop.get_by_role("button", name="Pause")).to_be_visible()

    phone.goto("/")
    phone.get_by_role("button", name="Pause").click()
    expect(phone.get_by_role("button", name="Resume")).to_be_visible()
    laptop.reload()
    expect(laptop.get_by_role("button", name="Resume")).to_be_visible()
    phone.get_by_role("button", name="Stop").click()
    expect(phone.get_by_role("button", name="Start timer")).to_be_visible()
    laptop.get_by_role("button", name="Stop").click()

    expect(laptop.get_by_text("No timer is on")).to_be_visible()


def test_colours_follow_the_device_until_somebody_chooses(site: Site, browse: Browse) -> None:
    page = browse(site.learner(), color_scheme="light")
    page.goto("/accounts/profile/")
    body = page.locator("body")
    light = body.evaluate("body => getComputedStyle(body).backgroundColor")
    page.emulate_media(color_scheme="dark")
    dark = body.evaluate("body => getComputedStyle(body).backgroundColor")
    assert dark != light

    page.get_by_label("Colours").select_option("Light")
    page.get_by_role("button", name="Save profile").click()
    expect(page.get_by_role("status")).to_be_visible()
    expect(body).to_have_css("background-color", light)

    page.emulate_media(color_scheme="light")
    page.get_by_label("Colours").select_option("Dark")
    page.get_by_role("button", name="Save profile").click()
    expect(body).to_have_css("background-color", dark)


def test_time_zone_of_the_browser_is_taken_at_sign_up(site: Site, browse: Browse) -> None:
    page = browse(timezone_id="Asia/Tokyo")
    page.goto("/accounts/signup/")
    page.get_by_label("Name").fill("Yukihiro")
    page.get_by_label("Email").fill("yukihiro@example.org")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Create account").click()
    page.get_by_role("button", name="Skip the questions and start").click()

    page.goto("/accounts/profile/")

    expect(page.get_by_label("Time zone")).to_have_value("Asia/Tokyo")


def test_somebody_with_only_a_keyboard_logs_an_entry(site: Site, browse: Browse) -> None:
    learner = site.learner()
    page = browse(learner)
    page.goto("/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to content")).to_be_focused()
    expect(page.get_by_role("link", name="Skip to content")).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()

    _tab_to(page, page.get_by_role("link", name="Log past time"))
    page.keyboard.press("Enter")
    page.wait_for_url("**/log/?unit=*")
    _tab_to(page, page.get_by_label("Time", exact=True))
    page.keyboard.type("1:15")
    _tab_to(page, page.get_by_label("Note"))
    page.keyboard.type("No mouse")
    _tab_to(page, page.get_by_role("button", name="Log this time"))
    page.keyboard.press("Enter")

    row = page.get_by_role("listitem").filter(has_text="No mouse")
    expect(row).to_contain_text("1 h 15 min")
    entry = Entry.objects.for_learner(learner).get()
    assert (entry.minutes, entry.unit) == (75, site.units()[0])


def _tab_to(page: Page, target: Locator) -> None:
    """Press Tab until it has the focus, as somebody does who cannot point at it."""
    for _press in range(80):
        if target.evaluate("each => each === document.activeElement"):
            return
        page.keyboard.press("Tab")
    pytest.fail(f"Tab does not lead to {target}")


def _forget_session(page: Page) -> None:
    key = next(each["value"] for each in page.context.cookies() if each["name"] == "sessionid")
    Session.objects.filter(pk=key).delete()
