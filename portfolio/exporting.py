"""What learners wrote, as files: Markdown with front matter, and a folder for a site generator."""

import posixpath
from collections.abc import Iterator
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import yaml

from portfolio.models import Image, Item
from portfolio.rendering import PICTURES, pictures_in

FOLDER = "images"


def front_matter(item: Item) -> str:
    """What is known of an item as YAML between three dashes, as Jekyll and Hugo read it."""
    known: dict[str, Any] = {
        "title": item.title,
        "date": item.published_on,
        "lastmod": item.updated_on,
        "description": item.claim,
        "categories": [item.kind],
        "learned": item.learned,
        "link": item.url,
        "draft": item.published_on is None or None,
    }
    filled = {name: value for name, value in known.items() if value not in (None, "")}
    written = yaml.safe_dump(filled, allow_unicode=True, sort_keys=False, width=1000)
    return f"---\n{written}---\n"


def as_markdown(item: Item, pictures: str = "") -> str:
    """An item as a Markdown file. With `pictures`, its pictures are looked for in that folder."""
    text = item.text if item.published_on else item.draft
    for pk in pictures_in(text) if pictures else []:
        text = text.replace(f"{PICTURES}{pk}/", f"{pictures}/{pk}.webp")
    body = text or item.claim
    return f"{front_matter(item)}\n{body.rstrip()}\n"


def file_name(item: Item) -> str:
    """The name of an item's file: its day and address, as Jekyll wants it."""
    name = item.slug or str(item.pk)
    return f"{item.published_on.isoformat()}-{name}.md" if item.published_on else f"{name}.md"


def site_folder(items: list[Item], images: list[Image]) -> bytes:
    """Items and their pictures as a ZIP file that Jekyll takes as it is.

    `_posts/` has what is out, `_drafts/` the rest, `images/` the pictures.
    """
    content = BytesIO()
    with ZipFile(content, "w", ZIP_DEFLATED) as archive:
        for path, text in _files(items):
            archive.writestr(path, text)
        for image in images:
            with image.file.open() as file:
                archive.writestr(posixpath.join(FOLDER, f"{image.pk}.webp"), file.read())
    return content.getvalue()


def _files(items: list[Item]) -> Iterator[tuple[str, str]]:
    for item in items:
        folder = "_posts" if item.published_on else "_drafts"
        yield f"{folder}/{file_name(item)}", as_markdown(item, f"/{FOLDER}")
