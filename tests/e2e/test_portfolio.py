"""Ways through the portfolio: from a question to a page others read, and nothing typed is lost."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from curriculum.models import Prompt
from portfolio import actions
from portfolio.models import Item, Portfolio
from portfolio.outbound import Guard
from tests.e2e.conftest import Browse, Site, Troubles
from tests.e2e.pages.portfolio import TEXT, maker
from tests.e2e.pages.registry import Visit
from tests.hostile import hostile_server, response
from tests.portfolio.factories import ItemFactory, PortfolioFactory
from tests.portfolio.pictures import picture

pytestmark = pytest.mark.e2e

ATOM_OF_A_BLOG = b"""<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">
  <title type="text">Sample Learner&#8217;s notebook</title>
  <link rel="self" href="https://birds.example/atom.xml"/><link href="https://birds.example/"/>
  <updated>2026-11-20T07:00:00Z</updated><id>https://birds.example/</id>
  <entry>
    <title type="html">Why my birds were all sparrows</title>
    <link rel="alternate" href="https://birds.example/2026/sparrows"/>
    <id>https://birds.example/2026/sparrows</id><published>2026-11-20T07:00:00+01:00</published>
    <updated>2026-11-20T07:00:00Z</updated><category term="deep-learning"/>
    <content type="html">&lt;p&gt;Nine in ten pictures were. &lt;img src="https://birds.example/a.png"&gt;
    &lt;script src="https://stats.example/x.js"&gt;&lt;/script&gt;&lt;/p&gt;</content>
  </entry>
  <entry>
    <title>A notebook, cleaned up &amp;amp; explained</title><link href="/2026/notebook"/>
    <id>tag:birds.example,2026:2</id><updated>2026-11-13T07:00:00Z</updated>
    <summary>Cell by cell.</summary>
  </entry>
  <entry><title>Moving house</title><link href="/2026/moving"/><id>3</id></entry>
</feed>"""
LONG_ENOUGH = 20_000  # milliseconds; saving waits a second, a failed one five


def write(page: Page, text: str) -> None:
    page.get_by_role("textbox", name="Text").fill(text)


def saved(page: Page) -> None:
    expect(page.locator("#saved[data-ok]")).to_be_visible(timeout=LONG_ENOUGH)


def test_from_a_units_prompt_to_a_public_post(site: Site, browse: Browse) -> None:
    learner = site.learner()
    prompt = Prompt.objects.filter(unit__isnull=False).order_by("position")[0]
    page = browse(learner)

    assert prompt.unit
    page.goto(prompt.unit.get_absolute_url())
    page.get_by_text(f"{prompt.get_format_display()},").first.click()
    page.get_by_role("link", name="Write about it").first.click()
    page.get_by_label("Title, for now").fill("What broke first")
    page.get_by_role("button", name="Begin", exact=True).click()
    write(page, TEXT)
    expect(page.locator("#preview .k").first).to_be_visible()
    saved(page)
    page.get_by_role("link", name="Back to the item").click()
    page.get_by_label("What it says or does").fill("My split did.")
    page.get_by_label("What I learned").fill("Ask what one row is.")
    page.locator("form[action$='about/'] button").click()
    for box in page.locator("#publish input[type=checkbox]").all():
        box.check()
    page.get_by_label("Everybody").check()
    page.get_by_role("button", name="Publish").click()
    page.get_by_role("link", name="Open your page").click()
    page.get_by_label("Anybody with the address may read it").check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Your page is open.")).to_be_visible()

    visitor = browse()
    visitor.goto(f"/@{learner.handle}/")
    visitor.get_by_role("link", name="What broke first").click()
    expect(visitor.get_by_role("heading", name="What went wrong")).to_be_visible()
    expect(visitor.locator("math")).to_be_visible()
    expect(visitor.locator("article")).to_contain_text("Ask what one row is.")
    assert visitor.context.cookies() == []


def test_a_public_page_prints_without_what_is_for_screens(
    site: Site, browse: Browse, troubles: Troubles
) -> None:
    learner = maker(Visit(site, browse, troubles))
    visitor = browse()
    for path in ("", "experiment/"):
        visitor.goto(f"/@{learner.handle}/{path}")
        visitor.emulate_media(media="print")
        expect(visitor.locator(".footer")).to_be_hidden()
        expect(visitor.locator("main .button").first).to_be_hidden()
    expect(visitor.locator(".dots circle")).to_have_count(20)
    expect(visitor.get_by_role("row")).to_have_count(22)  # the folded table is printed
    assert visitor.pdf(format="A4").startswith(b"%PDF")


def test_two_tabs_overwrite_nothing(site: Site, browse: Browse) -> None:
    learner = site.learner()
    item = ItemFactory(learner=learner, draft="First.")
    page = browse(learner)
    other = page.context.new_page()
    for tab in (page, other):
        tab.goto(f"{item.get_absolute_url()}text/")

    write(other, "From the other tab.")
    saved(other)
    write(page, "From this tab.")
    expect(page.get_by_text("This text was saved elsewhere")).to_be_visible()
    page.get_by_role("textbox", name="Text").press_sequentially(" More.")
    page.get_by_text("The newer text").click()
    expect(page.locator("#saved pre")).to_have_text("From the other tab.")
    item.refresh_from_db()
    assert item.draft == "From the other tab."
    page.reload()  # what was typed is kept, and so is the question
    expect(page.get_by_text("This text was saved elsewhere")).to_be_visible()
    expect(page.get_by_role("textbox", name="Text")).to_have_value(re.compile("More.$"))

    page.get_by_role("button", name="Save mine in its place").click()

    expect(page.get_by_text("Saved.")).to_be_visible()
    item.refresh_from_db()
    assert item.draft.endswith(" More.")


def test_going_on_with_the_newer_text_forgets_the_older(site: Site, browse: Browse) -> None:
    learner = site.learner()
    item = ItemFactory(learner=learner, draft="First.")
    page = browse(learner)
    other = page.context.new_page()
    for tab in (page, other):
        tab.goto(f"{item.get_absolute_url()}text/")
    write(other, "Newer.")
    saved(other)
    write(page, "Older.")

    page.get_by_role("link", name="Go on with the newer one").click()

    expect(page.get_by_role("textbox", name="Text")).to_have_value("Newer.")
    write(page, "Newer, and more.")
    saved(page)
    item.refresh_from_db()
    assert item.draft == "Newer, and more."


def test_a_closed_tab_loses_nothing(site: Site, browse: Browse) -> None:
    learner = site.learner()
    item = ItemFactory(learner=learner)
    page = browse(learner)
    page.goto(f"{item.get_absolute_url()}text/")
    context = page.context

    write(page, "Typed just before it was closed.")
    page.close()

    again = context.new_page()
    again.goto(f"{item.get_absolute_url()}text/")
    expect(again.get_by_role("textbox", name="Text")).to_have_value(
        "Typed just before it was closed."
    )


def test_without_a_network_the_text_waits_in_the_browser(
    site: Site, browse: Browse, troubles: Troubles
) -> None:
    troubles.expect("net::ERR_INTERNET_DISCONNECTED")
    learner = site.learner()
    item = ItemFactory(learner=learner)
    page = browse(learner)
    page.goto(f"{item.get_absolute_url()}text/")

    page.context.set_offline(True)
    write(page, "Written in a tunnel.")
    expect(page.get_by_text("Not saved: no connection.")).to_be_visible()
    page.context.set_offline(False)

    saved(page)
    item.refresh_from_db()
    assert item.draft == "Written in a tunnel."


def test_a_picture_goes_where_the_cursor_is(site: Site, browse: Browse) -> None:
    learner = site.learner()
    PortfolioFactory(learner=learner)
    item = ItemFactory(learner=learner, draft="Before.")
    page = browse(learner)
    page.goto(f"{item.get_absolute_url()}text/")

    page.get_by_label("Add a picture").set_input_files(
        {"name": "bird.png", "mimeType": "image/png", "buffer": picture("PNG", (200, 100))}
    )
    page.get_by_label("What it shows").fill("A bird")
    page.get_by_role("button", name="Add it").click()
    page.get_by_role("button", name="Put it in").click()

    expect(page.locator("#preview img[alt='A bird']")).to_be_visible()
    saved(page)
    item.refresh_from_db()
    assert re.search(r"!\[A bird\]\(/portfolio/images/[0-9a-f-]{36}/\)", item.draft)


def test_a_blogs_feed_proposes_and_one_decides(site: Site, browse: Browse) -> None:
    learner = site.learner()
    page = browse(learner)
    with hostile_server() as blog:
        named = b"<html><head><link rel=alternate type=application/atom+xml href=/atom.xml></head>"
        page.goto("/portfolio/elsewhere/")
        page.get_by_label("Address of your blog").fill(
            blog.on("/", response(named, "Content-Type: text/html"))
        )
        page.get_by_role("button", name="Read this feed").click()
        expect(page.get_by_text("It is read within a few minutes.").first).to_be_visible()
        blog.on("/atom.xml", response(ATOM_OF_A_BLOG, "Content-Type: application/atom+xml"))
        guard = Guard(ports=frozenset({blog.port}), allows_loopback=True)
        actions.read_due_feeds(now=timezone.now(), guard=guard)

    page.reload()
    expect(page.get_by_role("button", name="Take it")).to_have_count(3)
    page.get_by_role("button", name=re.compile("Leave it.*Moving house")).click()
    page.get_by_role("button", name=re.compile("Take it.*sparrows")).click()

    expect(page.get_by_text("Nobody sees it until you publish it.")).to_be_visible()
    expect(page.get_by_label("Link", exact=True)).to_have_value(
        "https://birds.example/2026/sparrows"
    )
    item = Item.objects.get(learner=learner)
    assert (item.published_on, item.visibility) == (None, "private")
    page.goto("/portfolio/elsewhere/")
    expect(page.get_by_role("button", name="Take it")).to_have_count(1)


def test_an_experiment_with_twenty_runs(site: Site, browse: Browse) -> None:
    learner = site.learner()
    PortfolioFactory(learner=learner)
    page = browse(learner)
    page.goto("/portfolio/new/?kind=experiment")
    page.get_by_label("Title, for now").fill("Does a larger picture help?")
    page.get_by_role("button", name="Begin", exact=True).click()
    for label, words in (
        ("Question", "Does it?"),
        ("Conclusion", "It does not."),
        ("Metric", "accuracy"),
        ("Its result", "0.54"),
    ):
        page.get_by_label(label, exact=True).fill(words)
    page.locator("form[action$='kind/'] button").click()
    runs = "\n".join(
        f"{seed},{224 + 224 * (seed % 2)} px,{0.7 + seed / 100:.2f}" for seed in range(20)
    )
    page.get_by_role("textbox", name="Runs").fill(f"seed,setting,result\n{runs}")
    page.get_by_role("button", name="Save the runs").click()
    expect(page.locator(".dots circle")).to_have_count(20)
    page.get_by_label("What it says or does").fill("It does not.")
    page.get_by_label("What I learned").fill("Seeds differ more.")
    page.locator("form[action$='about/'] button").click()
    for box in page.locator("#publish input[type=checkbox]").all():
        box.check()
    page.get_by_label("Everybody").check()
    page.get_by_role("button", name="Publish").click()

    visitor = browse()
    visitor.goto(f"/@{learner.handle}/does-a-larger-picture-help/")
    expect(visitor.locator(".dots circle")).to_have_count(20)
    expect(visitor.locator(".baseline")).to_have_count(1)
    assert Item.objects.get(learner=learner).experiment.runs.count() == 20
    assert Portfolio.objects.get(learner=learner).is_public
