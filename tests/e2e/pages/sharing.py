"""Work that lies elsewhere, what learners share, and what anybody may read."""

import datetime as dt

from django.utils import timezone
from playwright.sync_api import Page

from portfolio.models import BlogFeed, Community, LinkCheck, Proposal
from tests.e2e.pages.portfolio import maker, one
from tests.e2e.pages.registry import Visit, shows


@shows("portfolio:elsewhere")
def elsewhere(visit: Visit) -> Page:
    learner = visit.learner()
    feed = BlogFeed.objects.create(
        learner=learner, url="https://birds.example/feed", title="Birds", failures=1, problem="500"
    )
    for number in range(2):
        Proposal.objects.create(
            feed=feed,
            guid=str(number),
            url="https://birds.example/1",
            title=f"What I heard at the lake, part {number}",
            excerpt="Reed warblers, mostly.",
        )
    return visit.open("/portfolio/elsewhere/", learner)


@shows("portfolio:elsewhere")
def elsewhere_empty(visit: Visit) -> Page:
    return visit.open("/portfolio/elsewhere/", visit.learner())


@shows("portfolio:add-feed")
def feed_with_errors(visit: Visit) -> Page:
    page = elsewhere_empty(visit)
    page.get_by_label("Address of your blog").fill("birds")
    page.get_by_role("button", name="Read this feed").click()
    page.locator("[aria-invalid=true]").wait_for()
    return page


@shows("public:gallery")
def gallery(visit: Visit) -> Page:
    learner = maker(visit)
    learner.portfolio.is_listed = True
    learner.portfolio.save()
    return visit.open("/gallery/")


@shows("portfolio:suggest")
def suggestion_with_errors(visit: Visit) -> Page:
    page = visit.open("/gallery/?kind=blog", visit.learner())
    page.get_by_text("Suggest a post others should see").click()
    page.locator("form[action$='suggestions/']").evaluate("form => form.noValidate = true")
    page.get_by_role("button", name="Suggest it").click()
    page.locator("[aria-invalid=true]").first.wait_for()
    return page


@shows("portfolio:communities")
def communities(visit: Visit) -> Page:
    learner = visit.learner()
    Community.objects.create(
        learner=learner,
        name="The study group at the library",
        url="https://group.example/",
        rules_url="https://group.example/rules",
        hurdle="Say hello in the first thread.",
    )
    return visit.open("/portfolio/communities/", learner)


@shows("portfolio:add-community")
def community_with_errors(visit: Visit) -> Page:
    page = visit.open("/portfolio/communities/", visit.learner())
    page.get_by_text("Put a place of your own on the list").click()
    page.locator("form[action$='add/']").evaluate("form => form.noValidate = true")
    page.get_by_role("button", name="Put it there").click()
    page.locator("[aria-invalid=true]").first.wait_for()
    return page


@shows("public:page")
def public_page(visit: Visit) -> Page:
    return visit.open(f"/@{maker(visit).handle}/")


@shows("public:item")
def public_post(visit: Visit) -> Page:
    return visit.open(f"/@{maker(visit).handle}/blog/")


@shows("public:item")
def public_experiment(visit: Visit) -> Page:
    return visit.open(f"/@{maker(visit).handle}/experiment/")


@shows("public:item")
def public_app(visit: Visit) -> Page:
    return visit.open(f"/@{maker(visit).handle}/app/")


@shows("public:item")
def public_contribution(visit: Visit) -> Page:
    return visit.open(f"/@{maker(visit).handle}/open-source/")


@shows("portfolio:item")
def item_link_down(visit: Visit) -> Page:
    learner = maker(visit)
    item = one(learner, "app")
    LinkCheck.objects.create(
        item=item,
        url=item.url,
        health="down",
        strikes=3,
        down_at=timezone.now(),
        checked_at=timezone.now(),
        next_check_at=timezone.now(),
        seen_on=dt.date(2026, 11, 1),
        title="What bird is that?",
    )
    return visit.open(item.get_absolute_url(), learner)
