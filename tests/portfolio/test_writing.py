"""Texts: saved over nothing newer, looked at, with pictures, taken along as files."""

import datetime as dt
import zipfile
from io import BytesIO

import pytest
import yaml
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image as Pillow

from portfolio import actions
from portfolio.models import Image, Item
from portfolio.models.item import LONGEST_POST
from tests.factories import EntryFactory, PromptFactory, UnitFactory
from tests.htmx import HTMX
from tests.own_factories import NoteFactory
from tests.portfolio.factories import ItemFactory, PortfolioFactory, PublishedFactory
from tests.portfolio.pictures import jpeg_with_place, picture

NOW = dt.datetime(2026, 3, 9, 12, tzinfo=dt.UTC)


@pytest.fixture
def item(learner):
    return ItemFactory(learner=learner, draft="First.")


def address(name, item):
    return reverse(f"portfolio:{name}", args=[item.pk])


def test_write_has_the_prompt_and_the_notes_beside(learner_client, learner):
    unit = UnitFactory()
    prompt = PromptFactory(unit=unit, text="What broke first?")
    item = ItemFactory(learner=learner, units=[unit], prompt=prompt, draft="**Bold**")
    NoteFactory(learner=learner, unit=unit, text="The head *learns* fast")
    NoteFactory(unit=unit, text="Somebody else's note")
    EntryFactory(learner=learner, unit=unit, note="From my log")
    EntryFactory(learner=learner, note="About something else")

    html = learner_client.get(address("write", item)).text

    shown = ["What broke first?", "<em>learns</em>", "From my log", "<strong>Bold</strong>"]
    assert [words for words in shown if words not in html] == []
    assert "Somebody else" not in html
    assert "About something else" not in html


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_save_text_counts_versions(learner_client, item, headers):
    response = learner_client.post(
        address("save-text", item), {"text": "Second.\r\nLine", "version": 1}, headers=headers
    )

    item.refresh_from_db()
    assert (item.draft, item.draft_version) == ("Second.\nLine", 2)
    assert response.status_code == (200 if headers else 302)
    if headers:
        assert 'name="version" value="2"' in response.text
        assert "<html" not in response.text


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_save_text_overwrites_nothing_newer(learner_client, item, headers):
    learner_client.post(address("save-text", item), {"text": "Theirs.", "version": 1})

    response = learner_client.post(
        address("save-text", item), {"text": "Mine.", "version": 1}, headers=headers
    )

    item.refresh_from_db()
    assert item.draft == "Theirs."
    assert "This text was saved elsewhere" in response.text
    assert "Theirs." in response.text
    assert 'name="version" value="1"' in response.text  # typing on is refused again
    if not headers:
        assert "Mine." in response.text


def test_save_text_in_its_place_if_one_says_so(learner_client, item):
    learner_client.post(address("save-text", item), {"text": "Theirs.", "version": 1})

    learner_client.post(address("save-text", item), {"text": "Mine.", "version": ["1", "2"]})

    assert Item.objects.get().draft == "Mine."


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_save_text_keeps_what_is_too_long_in_the_box(learner_client, item, headers):
    response = learner_client.post(
        address("save-text", item),
        {"text": "x" * (LONGEST_POST + 1), "version": 1},
        headers=headers,
    )

    assert "A text has room for 40000 characters; this has 40001." in response.text
    assert Item.objects.get().draft == "First."


def test_preview_is_made_by_what_makes_the_page(learner_client, item):
    text = "# A\n\n$x^2$ <script>alert(1)</script>"

    seen = learner_client.post(
        address("preview-text", item), {"text": text, "version": 1}, headers=HTMX
    ).text
    whole = learner_client.post(address("preview-text", item), {"text": text, "version": 1}).text
    Item.objects.update(claim="C", learned="L", draft=text)
    actions.publish_item(item=item, visibility="public", today=NOW.date(), now=NOW)

    html = Item.objects.get().html
    assert html in seen
    assert html in whole
    assert "&lt;script&gt;" in html


def test_preview_of_a_broken_form_shows_none(learner_client, item):
    response = learner_client.post(address("preview-text", item), {"text": "x"}, headers=HTMX)

    assert "What you write appears here." in response.text


def sent(content, name="bird.png", words="A [bird]"):
    return {"picture": SimpleUploadedFile(name, content), "words": words}


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_add_picture_writes_it_anew(learner_client, item, headers):
    response = learner_client.post(
        address("add-picture", item),
        sent(jpeg_with_place(3000, 1000)),
        headers=headers,
        follow=True,
    )

    image = Image.objects.get()
    stored = Pillow.open(image.file)
    assert (stored.format, stored.size, image.width) == ("WEBP", (533, 1600), 533)  # upright
    assert not stored.getexif()
    assert b"Exif" not in image.file.open().read()
    assert f"![A \\[bird\\]]({image.get_absolute_url()})" in response.text


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "This is no picture"),
        (b"<html><script>alert(1)</script>", "This is no picture"),
        (picture("GIF"), "This is no picture"),
        (picture("PNG")[:60], "This is no picture"),
        (b"", "This file is empty."),
        (picture("PNG", (9000, 5000), "1"), "more than 40 million pixels"),
        (picture("PNG", (20000, 20000), "1"), "more than 40 million pixels"),
        (picture("PNG") + b"\0" * 8 * 1024**2, "more than 8 MB"),
    ],
)
@pytest.mark.parametrize("headers", [{}, HTMX])
def test_add_picture_refuses_what_is_none(learner_client, item, content, message, headers):
    response = learner_client.post(address("add-picture", item), sent(content), headers=headers)

    assert message in response.text
    assert "A [bird]" in response.text  # what was typed stays
    assert not Image.objects.exists()


def test_add_picture_stops_when_there_is_no_room(learner_client, item, monkeypatch):
    monkeypatch.setattr(actions.pictures, "MOST_BYTES", 10)

    response = learner_client.post(address("add-picture", item), sent(picture("PNG")))

    assert "Your pictures take all the room there is." in response.text
    assert not Image.objects.exists()


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_delete_picture_deletes_its_file(
    learner_client, item, headers, django_capture_on_commit_callbacks
):
    learner_client.post(address("add-picture", item), sent(picture("PNG")))
    image = Image.objects.get()
    storage, name = image.file.storage, image.file.name
    before = storage.exists(name)

    with django_capture_on_commit_callbacks(execute=True):
        response = learner_client.post(
            reverse("portfolio:delete-picture", args=[image.pk]), headers=headers, follow=True
        )

    assert (before, storage.exists(name)) == (True, False)
    assert not Image.objects.exists()
    assert response.status_code == 200


def test_deleting_an_item_deletes_its_pictures(
    learner_client, item, django_capture_on_commit_callbacks
):
    learner_client.post(address("add-picture", item), sent(picture("PNG")))
    image = Image.objects.get()

    with django_capture_on_commit_callbacks(execute=True):
        learner_client.post(address("delete-item", item))

    assert not image.file.storage.exists(image.file.name)


def test_pictures_are_for_those_who_may_see_the_item(learner_client, client, learner):
    PortfolioFactory(learner=learner)
    item = PublishedFactory(learner=learner, visibility="private")
    learner_client.post(address("add-picture", item), sent(picture("PNG")))
    url = Image.objects.get().get_absolute_url()
    own, others = learner_client.get(url), client.get(url)
    actions.set_visibility(item=item, visibility="public", now=NOW)

    public = client.get(url)

    assert (own.status_code, others.status_code, public.status_code) == (200, 404, 200)
    assert public["Content-Type"] == "image/webp"
    assert public["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert public["X-Content-Type-Options"] == "nosniff"
    for each in (own, public):
        each.close()


def test_delete_picture_refuses_strangers(learner_client, client, learner):
    item = ItemFactory()
    client.force_login(item.learner)
    client.post(address("add-picture", item), sent(picture("PNG")))

    response = learner_client.post(
        reverse("portfolio:delete-picture", args=[Image.objects.get().pk])
    )

    assert response.status_code == 404
    assert Image.objects.exists()


def test_item_markdown_has_front_matter(learner_client, learner):
    item = PublishedFactory(
        learner=learner,
        title='Birds: "a" story',
        text="# Hi\n\nText",
        updated_on=dt.date(2026, 3, 4),
    )

    response = learner_client.get(address("item-markdown", item))

    _, front, body = response.text.split("---\n", 2)
    assert yaml.safe_load(front) == {
        "title": 'Birds: "a" story',
        "date": dt.date(2026, 3, 2),
        "lastmod": dt.date(2026, 3, 4),
        "description": item.claim,
        "categories": ["blog"],
        "learned": item.learned,
        "link": item.url,
    }
    assert body == "\n# Hi\n\nText\n"
    assert f'filename="2026-03-02-{item.slug}.md"' in response["Content-Disposition"]


def test_site_folder_has_posts_drafts_and_pictures(learner_client, learner):
    item = PublishedFactory(learner=learner)
    draft = ItemFactory(learner=learner, draft="Half.")
    ItemFactory(draft="Not mine")
    learner_client.post(address("add-picture", item), sent(picture("PNG")))
    image = Image.objects.get()
    Item.objects.filter(pk=item.pk).update(text=f"See {image.markdown}")

    response = learner_client.get(reverse("portfolio:site-folder"))

    with zipfile.ZipFile(BytesIO(response.content)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    post = files[f"_posts/2026-03-02-{item.slug}.md"].decode()
    assert files.keys() == {
        f"_posts/2026-03-02-{item.slug}.md",
        f"_drafts/{draft.pk}.md",
        f"images/{image.pk}.webp",
    }
    assert f"(/images/{image.pk}.webp)" in post
    assert "draft: true" in files[f"_drafts/{draft.pk}.md"].decode()
    assert files[f"images/{image.pk}.webp"][:4] == b"RIFF"
