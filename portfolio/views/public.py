"""Pages that anybody may read: a learner's page, an item of it, its feeds and pictures.

They are the same for everybody, carry no form and no cookie, and are kept in memory under a
digest of all that they show: what changed is another digest, so nothing old is served.
"""

import uuid
from collections.abc import Callable
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.cache import caches
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.utils.translation import override
from django.views.decorators.http import require_safe

from portfolio import feeds_out, linked_data, queries, share_image
from portfolio.charts import run_dots
from portfolio.models import Image, Item, Portfolio
from portfolio.queries import PublicPage

HTML = "text/html; charset=utf-8"
ATOM = "application/atom+xml; charset=utf-8"
JSON_FEED = "application/feed+json; charset=utf-8"
PNG = "image/png"
TEMPLATES = Path(settings.BASE_DIR) / "templates" / "portfolio" / "public"


@login_not_required
@require_safe
def page(request: HttpRequest, handle: str) -> HttpResponseBase:
    """A learner's page."""
    return _kept(request, handle, "page", lambda found: show_page(queries.public_page(found)))


@login_not_required
@require_safe
def item(request: HttpRequest, handle: str, slug: str) -> HttpResponseBase:
    """One item of a learner's page."""
    return _kept(request, handle, f"item {slug}", lambda found: show_item(found, slug))


@login_not_required
@require_safe
def atom(request: HttpRequest, handle: str) -> HttpResponseBase:
    """The page as an Atom feed."""
    return _kept(
        request,
        handle,
        "atom",
        lambda found: feeds_out.atom(queries.public_page(found)),
        ATOM,
    )


@login_not_required
@require_safe
def json_feed(request: HttpRequest, handle: str) -> HttpResponseBase:
    """The page as a JSON Feed."""
    return _kept(
        request,
        handle,
        "json",
        lambda found: feeds_out.json_feed(queries.public_page(found)),
        JSON_FEED,
    )


@login_not_required
@require_safe
def card(request: HttpRequest, handle: str) -> HttpResponseBase:
    """The picture that is shown where somebody shares the page."""
    return _kept(
        request,
        handle,
        "card",
        lambda found: share_image.of_page(queries.public_page(found)),
        PNG,
    )


@login_not_required
@require_safe
def item_card(request: HttpRequest, handle: str, slug: str) -> HttpResponseBase:
    """The picture that is shown where somebody shares an item."""
    return _kept(
        request,
        handle,
        f"card {slug}",
        lambda found: share_image.of_item(_item_or_404(found, slug), found.learner),
        PNG,
    )


@login_not_required
@require_safe
def image(request: HttpRequest, pk: uuid.UUID) -> FileResponse:
    """A picture in a text, for whoever may see the item."""
    return serve_image(get_object_or_404(Image.objects.visible_to(request.user), pk=pk))


def serve_image(found: Image) -> FileResponse:
    """A picture, to whom it was found for. Raises 404 where its file is gone."""
    try:
        file = found.file.open()
    except FileNotFoundError:
        raise Http404 from None
    response = FileResponse(file, content_type="image/webp")
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["Cache-Control"] = "private, max-age=3600"
    return response


def show_page(shown: PublicPage) -> str:
    """A learner's page as HTML."""
    context = {"page": shown, "learner": shown.learner, "portfolio": shown.portfolio}
    return _rendered("page.html", context | {"linked_data": linked_data.of_page(shown)})


def show_item(portfolio: Portfolio, slug: str) -> str:
    """An item of a page as HTML. Raises 404 for one that is not public."""
    found = _item_or_404(portfolio, slug)
    runs = list(found.experiment.runs.all()) if found.kind == Item.Kind.EXPERIMENT else []
    context = {
        "item": found,
        "portfolio": portfolio,
        "learner": portfolio.learner,
        "runs": runs,
        "chart": run_dots(found.experiment, runs) if runs else "",
        "linked_data": linked_data.of_item(found, portfolio.learner),
    }
    return _rendered("item.html", context)


def _item_or_404(portfolio: Portfolio, slug: str) -> Item:
    found = queries.public_item(portfolio, slug)
    if found is None:
        raise Http404
    return found


def _rendered(name: str, context: dict[str, Any]) -> str:
    """A page in the language of its words, whoever asks: it is kept for all."""
    with override("en"):
        return render_to_string(f"portfolio/public/{name}", {"site": settings.SITE_URL, **context})


def _kept(
    request: HttpRequest,
    handle: str,
    name: str,
    make: Callable[[Portfolio], str | bytes],
    content_type: str = HTML,
) -> HttpResponseBase:
    """Answer 304, or from memory, or make the page anew. One query unless it is made."""
    found = queries.fingerprint(handle)
    if found is None:
        raise Http404
    portfolio, digest = found
    etag = quote_etag(sha256(f"{digest} {_code()} {name}".encode()).hexdigest()[:32])
    response = get_conditional_response(request, etag=etag)
    if response is None:
        pages = caches["pages"]
        content = pages.get(etag)
        if content is None:
            content = make(portfolio)
            pages.set(etag, content)
        response = HttpResponse(content, content_type=content_type)
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = "no-cache"  # keep it, and ask whether it changed
    if not portfolio.is_listed:
        response.headers["X-Robots-Tag"] = "noindex"
    return response


@cache
def _code() -> str:
    """A digest of the templates, so that a new release's pages are new pages."""
    files = [path.read_bytes() for path in sorted(TEMPLATES.glob("*"))]
    return sha256(b"".join(files)).hexdigest()[:16]
