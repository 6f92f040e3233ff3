"""Two people and a piece of work: asked, claimed, reviewed, answered, and again; nothing is lost."""

import datetime as dt

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from accounts.models import User
from mentoring import actions
from mentoring.models import Review, ReviewDraft, ReviewRequest
from portfolio.models import Item
from tests.e2e.conftest import Browse, Site, Troubles
from tests.e2e.serving import wait_for
from tests.mentoring.factories import MentorFactory, a_draft_of, a_mentor, asked
from tests.portfolio.factories import PortfolioFactory, PublishedFactory

pytestmark = pytest.mark.e2e

LONG_ENOUGH = 20_000  # milliseconds; saving waits a second and a half, a failed one five
TEXT = "I trained it on my garden.\n\nIt was right in **94 of 100** cases."


@pytest.fixture
def learner(site: Site) -> User:
    return site.learner(display_name="Lena Learner")


@pytest.fixture
def mentor(site: Site) -> User:
    person = site.learner(display_name="Milo Mentor")
    MentorFactory(person=person)
    return person


def claimed(learner: User, mentor: User) -> ReviewRequest:
    request = asked(learner, a_draft_of(learner, draft=TEXT), now=timezone.now())
    actions.claim(pk=request.pk, person=mentor, now=timezone.now())
    return request


def writing(page: Page, request: ReviewRequest) -> Page:
    page.goto(f"{request.get_absolute_url()}review/")
    return page


def saved(page: Page) -> None:
    expect(page.locator("#saved[data-ok]")).to_be_attached(timeout=LONG_ENOUGH)


def judge(page: Page, answer: str = "Partly") -> None:
    for group in page.locator("fieldset.judgement").all():
        if group.is_visible():
            group.get_by_text(answer, exact=True).click()


def message(request: ReviewRequest) -> str:
    content: dict[str, str] = ReviewDraft.objects.get(request=request).content
    return content.get("message", "")


def ask(page: Page, item: Item, question: str) -> None:
    page.goto(item.get_absolute_url())
    page.get_by_role("link", name="Ask for a review").click()
    page.get_by_label("What do you want to know?").fill(question)
    page.get_by_role("button", name="Ask for a review").click()
    expect(page.get_by_text("Asked. Meanwhile, go on")).to_be_visible()


def answer(page: Page, judged: str, words: str, next_step: str) -> None:
    judge(page, judged)
    page.get_by_label("Your message").fill(words)
    page.get_by_label("One thing to do next").fill(next_step)
    saved(page)
    page.get_by_role("button", name="Send review").click()
    expect(page.get_by_text("Review sent.")).to_be_visible()


def agree(page: Page, review: Review) -> None:
    page.goto(review.get_absolute_url())
    page.get_by_role("button", name="I agree").click()
    expect(page.get_by_role("button", name="Rather not")).to_be_visible()


def test_ask_claim_review_reply_second_round_accept_and_badge(
    browse: Browse, learner: User, mentor: User
) -> None:
    PortfolioFactory(learner=learner)
    item = PublishedFactory(
        learner=learner, title="A bird classifier", draft=TEXT, text=TEXT, slug="birds"
    )
    asks, reviews = browse(learner), browse(mentor)

    first_round(asks, reviews, item)
    reply_and_ask_again(asks, item)
    second = second_round(reviews, item)
    accept(asks, second)
    agree(reviews, second)
    agree(asks, second)

    visitor = browse()
    visitor.goto(f"/@{learner.handle}/birds/")
    expect(visitor.get_by_text("An earlier version was reviewed by a mentor")).not_to_be_visible()
    expect(visitor.get_by_text("Reviewed by a mentor on")).to_be_visible()
    asks.goto("/reviews/")
    expect(asks.get_by_text("Does it hold in the rain?")).to_be_visible()
    reviews.goto("/reviews/mentor/")
    expect(reviews.get_by_text("You were quick.")).to_be_visible()


def first_round(asks: Page, reviews: Page, item: Item) -> None:
    """She asks; he finds it in the queue, comments on a line, suggests an experiment."""
    ask(asks, item, "Is my number honest?")
    reviews.goto("/reviews/queue/?filter=own&kind=blog")
    reviews.get_by_role("link", name="A bird classifier").last.click()
    expect(reviews.get_by_text("Is my number honest?")).to_be_visible()
    reviews.get_by_role("button", name="Claim it and begin").click()
    reviews.get_by_role("button", name="Comment on line 5").click()
    reviews.get_by_label("Comment on line 5").fill("On which pictures?")
    reviews.locator("summary", has_text="Suggest an experiment or a post").click()
    reviews.get_by_label("Experiment").check()
    reviews.get_by_label("In a sentence or two").fill("Does it hold in the rain?")
    answer(reviews, "Partly", "You say where it fails. *Good.*", "Split by day.")
    kept = "Object.keys(localStorage).filter(name => name.startsWith('review ')).length"
    wait_for(lambda: reviews.evaluate(kept) == 0, "the browser forgets what was sent")


def reply_and_ask_again(asks: Page, item: Item) -> None:
    """She reads it, answers, publishes a better text and asks for the second round."""
    asks.goto("/reviews/")
    expect(asks.get_by_text("Your turn")).to_be_visible()
    asks.get_by_role("link", name="A bird classifier").click()
    expect(asks.get_by_text("On which pictures?")).to_be_visible()
    expect(asks.get_by_text("Split by day.")).to_be_visible()
    asks.get_by_label("Your reply").fill("By picture. I will split by day.")
    asks.get_by_role("button", name="Send", exact=True).click()
    expect(asks.get_by_text("Their turn for")).to_be_visible()
    better = TEXT.replace("94 of 100", "81 of 100, by day,")
    Item.objects.filter(pk=item.pk).update(draft=better, text=better)
    ask(asks, item, "Better?")


def second_round(reviews: Page, item: Item) -> Review:
    """He sees what changed and reviews it again."""
    request = ReviewRequest.objects.get(item=item, round=2)
    reviews.goto(request.get_absolute_url())
    reviews.get_by_text("2 lines changed since the last review").click()
    expect(reviews.locator("del", has_text="94 of 100")).to_be_visible()
    expect(reviews.locator("ins", has_text="81 of 100")).to_be_visible()
    reviews.get_by_role("button", name="Claim it and begin").click()
    answer(reviews, "Yes", "Now I trust it.", "Publish it.")
    return Review.objects.get(request=request)


def accept(asks: Page, review: Review) -> None:
    """She closes the talk and says that it helped."""
    asks.goto(review.get_absolute_url())
    asks.get_by_role("button", name="Close the talk").click()
    asks.get_by_label("It helped").check()
    asks.get_by_label("A word of thanks, if you like").fill("You were quick.")
    asks.locator("#rating").get_by_role("button", name="Save").click()
    expect(asks.get_by_text("Thank you. Noted.")).to_be_visible()


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


def test_everything_works_without_script(browse: Browse, learner: User, mentor: User) -> None:
    item = a_draft_of(learner, draft=TEXT)
    asks = browse(learner, java_script_enabled=False)
    reviews = browse(mentor, java_script_enabled=False)
    asks.goto(f"/reviews/ask/?item={item.pk}")
    asks.get_by_label("What do you want to know?").fill("Is it honest?")
    asks.get_by_role("button", name="Ask for a review").click()
    request = ReviewRequest.objects.get(item=item)

    reviews.goto(request.get_absolute_url())
    reviews.get_by_role("button", name="Claim it and begin").click()
    reviews.get_by_label("Your message").fill("Kept across the comment")
    reviews.get_by_role("button", name="Comment on line 2").click()
    expect(reviews.get_by_label("Your message")).to_have_value("Kept across the comment")
    reviews.get_by_label("Comment on line 2").fill("Whose garden?")
    judge(reviews)
    reviews.get_by_label("One thing to do next").fill("Go on")
    reviews.get_by_role("button", name="Send review").click()

    expect(reviews.get_by_text("Review sent.")).to_be_visible()
    asks.goto(Review.objects.get(request=request).get_absolute_url())
    expect(asks.get_by_text("Whose garden?")).to_be_visible()


def test_own_mentor_by_a_private_link(site: Site, browse: Browse, learner: User) -> None:
    request = asked(learner, a_draft_of(learner, draft=TEXT), now=timezone.now())
    outsider = site.learner(enrolled=False, display_name="Olga Outsider")
    page = browse(learner)
    page.goto(request.get_absolute_url())
    page.get_by_role("button", name="Make a link").click()
    link = page.get_by_label("The link, shown this once").input_value()

    guest = browse(outsider)
    guest.goto(link)
    guest.get_by_role("button", name="Accept, and look at it").click()
    guest.get_by_role("button", name="Claim it and begin").click()

    expect(guest.get_by_role("heading", name="Your review")).to_be_visible()
    page.reload()
    expect(page.get_by_text("A mentor is writing at this moment.")).to_be_visible()
