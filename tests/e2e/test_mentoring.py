"""Two people and a piece of work: asked, claimed, reviewed, answered, and again; nothing is lost."""

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from accounts.models import User
from mentoring.models import Review, ReviewRequest
from portfolio.models import Item
from tests.e2e.conftest import Browse, Site
from tests.e2e.reviewing import TEXT, judge, saved
from tests.e2e.serving import wait_for
from tests.mentoring.factories import MentorFactory, a_draft_of, asked
from tests.portfolio.factories import PortfolioFactory, PublishedFactory

pytestmark = pytest.mark.e2e


@pytest.fixture
def learner(site: Site) -> User:
    return site.learner(display_name="Lena Learner")


@pytest.fixture
def mentor(site: Site) -> User:
    person = site.learner(display_name="Milo Mentor")
    MentorFactory(person=person)
    return person


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
    expect(asks.get_by_text("Does it hold in the rain?", exact=True)).to_be_visible()
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
