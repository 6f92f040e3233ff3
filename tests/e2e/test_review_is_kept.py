"""A review being written in a browser: no word is lost, whatever happens meanwhile."""

import datetime as dt

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from accounts.models import User
from mentoring import actions
from mentoring.models import Review, ReviewDraft, ReviewRequest
from tests.e2e.conftest import Browse, Site, Troubles
from tests.e2e.reviewing import LONG_ENOUGH, TEXT, judge, saved
from tests.e2e.serving import wait_for
from tests.mentoring.factories import MentorFactory, a_draft_of, a_mentor, asked

pytestmark = pytest.mark.e2e


@pytest.fixture
def learner(site: Site) -> User:
    return site.learner(display_name="Lena Learner")


@pytest.fixture
def mentor(site: Site) -> User:
    person = site.learner(display_name="Milo Mentor")
    MentorFactory(person=person)
    return person


def writing(page: Page, request: ReviewRequest) -> Page:
    page.goto(f"{request.get_absolute_url()}review/")
    return page


def claimed(learner: User, mentor: User) -> ReviewRequest:
    request = asked(learner, a_draft_of(learner, draft=TEXT), now=timezone.now())
    actions.claim(pk=request.pk, person=mentor, now=timezone.now())
    return request


def message(request: ReviewRequest) -> str:
    content: dict[str, str] = ReviewDraft.objects.get(request=request).content
    return content.get("message", "")


def test_claim_lapses_and_another_takes_it_while_one_types(
    browse: Browse, learner: User, mentor: User
) -> None:
    request, other = claimed(learner, mentor), a_mentor()
    page = writing(browse(mentor), request)
    page.get_by_label("Your message").fill("Begun")
    saved(page)
    long_ago = timezone.now() - dt.timedelta(minutes=1)
    ReviewRequest.objects.filter(pk=request.pk).update(claimed_until=long_ago)
    actions.claim(pk=request.pk, person=other, now=timezone.now())

    page.get_by_label("Your message").fill("Begun, and typed on")

    expect(page.get_by_text(f"{other.display_name} has it now")).to_be_visible(timeout=LONG_ENOUGH)
    assert ReviewDraft.objects.get(mentor=mentor).content["message"] == "Begun, and typed on"
    page.goto("/reviews/mentor/")
    page.get_by_role("link", name="What you wrote").click()
    expect(page.get_by_text("Begun, and typed on")).to_be_visible()


def test_two_tabs_overwrite_nothing_not_even_after_a_reload(
    browse: Browse, learner: User, mentor: User
) -> None:
    request = claimed(learner, mentor)
    first = writing(browse(mentor), request)
    second = writing(first.context.new_page(), request)
    first.get_by_label("Your message").fill("Words of the first")
    saved(first)

    second.get_by_label("Your message").fill("Words of the second")
    expect(second.get_by_text("saved in another tab since")).to_be_visible(timeout=LONG_ENOUGH)
    second.get_by_label("Your message").fill("Words of the second, more")
    judge(second)
    second.get_by_label("One thing to do next").fill("x")
    second.get_by_role("button", name="Send review").click()
    expect(second.get_by_text("saved in another tab since")).to_be_visible()
    expect(second.get_by_label("Your message")).to_have_value("Words of the second, more")
    second.goto(second.url.replace("send/", ""))

    expect(second.get_by_label("Your message")).to_have_value("Words of the first")
    expect(second.get_by_text("Words of the second, more")).to_be_visible()
    assert message(request) == "Words of the first"
    assert not Review.objects.filter(request=request).exists()


def test_words_typed_without_a_network_are_kept_and_sent(
    browse: Browse, learner: User, mentor: User, troubles: Troubles
) -> None:
    troubles.expect("INTERNET_DISCONNECTED|Failed to fetch")
    request = claimed(learner, mentor)
    page = writing(browse(mentor), request)
    page.context.set_offline(True)
    page.get_by_role("button", name="Comment on line 2").click()
    page.get_by_label("Comment on line 2").fill("Whose garden?")
    page.get_by_label("Your message").fill("Typed on a train")
    expect(page.get_by_text("Not saved: no connection.")).to_be_visible(timeout=LONG_ENOUGH)
    address = page.url
    page.close()

    again = page.context.new_page()
    again.context.set_offline(False)
    again.goto(address)

    expect(again.get_by_label("Your message")).to_have_value("Typed on a train")
    expect(again.get_by_label("Comment on line 2")).to_have_value("Whose garden?")
    saved(again)
    assert message(request) == "Typed on a train"


def test_send_waits_for_a_save_under_way(browse: Browse, learner: User, mentor: User) -> None:
    request = claimed(learner, mentor)
    page = writing(browse(mentor), request)
    judge(page)
    page.get_by_label("One thing to do next").fill("Go on")
    saved(page)
    page.evaluate("""() => {
        const real = window.fetch;
        window.fetch = async (...given) => {
            const answer = await real(...given);
            await new Promise((done) => { window.letGo = done; });
            return answer;
        };
    }""")
    page.get_by_label("Your message").fill("One")
    wait_for(lambda: page.evaluate("Boolean(window.letGo)"), "the save is under way")

    page.get_by_label("Your message").fill("One, two")
    page.get_by_role("button", name="Send review").click()
    page.evaluate("window.letGo()")

    expect(page.get_by_text("Review sent.")).to_be_visible()
    assert Review.objects.get(request=request).posts.get().text == "One, two"


def test_session_that_ended_leaves_the_words(
    browse: Browse, learner: User, mentor: User, troubles: Troubles
) -> None:
    request = claimed(learner, mentor)
    page = writing(browse(mentor), request)
    page.context.clear_cookies()

    page.get_by_label("Your message").fill("Still here")

    expect(page.locator("#saved")).to_contain_text(
        "What you typed is still here", timeout=LONG_ENOUGH
    )
    expect(page.get_by_label("Your message")).to_have_value("Still here")
    troubles.expect("403|401")


def test_enter_on_an_answer_saves_and_opens_no_comment(
    browse: Browse, learner: User, mentor: User
) -> None:
    page = writing(browse(mentor), claimed(learner, mentor))

    page.locator("fieldset.judgement").first.get_by_role("radio", name="Partly").press("Enter")

    expect(page.get_by_text("Saved.", exact=True)).to_be_visible()
    assert "comment" not in page.url
