"""What makes a phone take the site for an app: manifest, service worker, offline page.

All three are public and the same for everybody: the worker keeps them on devices that
several people may use (docs/adr/0015).
"""

import hashlib
from datetime import date

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET

from study.forms import EntryForm

PAPER = "#f7fafa"  # --paper of static/css/site.css, light, as manifests have to write it
# What the offline page is made of.
KEPT_FILES = [
    "css/site.css",
    "fonts/inter.woff2",
    "fonts/newsreader.woff2",
    "img/mark.svg",
    "js/site.js",
    "js/offline.js",
    "js/sending.js",
    "js/sign-out.js",
    "js/waiting.js",
]


@login_not_required
@require_GET
@cache_control(public=True, max_age=3600)
def manifest(request: HttpRequest) -> HttpResponse:
    described = {
        "id": "/",
        "name": "Learnpath",
        "short_name": "Learnpath",
        "description": _("From a year of coding to deep learning that works."),
        "lang": "en",
        "start_url": reverse("home"),
        "scope": "/",
        "display": "standalone",
        "theme_color": PAPER,
        "background_color": PAPER,
        "icons": [
            _icon("img/app-192.png", "192x192"),
            _icon("img/app-512.png", "512x512"),
            _icon("img/app-maskable-512.png", "512x512", purpose="maskable"),
            _icon("img/mark.svg", "any", type="image/svg+xml"),
        ],
    }
    return JsonResponse(described, content_type="application/manifest+json")


@login_not_required
@require_GET
@cache_control(no_cache=True)
def service_worker(request: HttpRequest) -> HttpResponse:
    """The worker's script. It differs whenever something that it keeps differs."""
    if settings.DEBUG:  # files keep their names then, and the worker would keep old ones
        raise Http404
    files = [static(name) for name in KEPT_FILES]
    kept = "\n".join([*files, _offline_page()])
    context = {
        "version": hashlib.sha256(kept.encode()).hexdigest()[:12],
        "files": files,
        "page": reverse("offline"),
    }
    return render(request, "sw.js", context, content_type="text/javascript")


@login_not_required
@require_GET
@cache_control(no_cache=True)
def offline(request: HttpRequest) -> HttpResponse:
    """What is shown while the network is away, with a form to log time."""
    return HttpResponse(_offline_page())


def _offline_page() -> str:
    """Draw it for nobody: without a request there is no session, no name and no token in it.

    A script fills in the id and the day, so that the page is the same every day, too.
    """
    form = EntryForm(today=date.max, initial={"id": None, "day": None})
    return render_to_string("offline.html", {"form": form})


def _icon(
    name: str, sizes: str, *, type: str = "image/png", purpose: str = "any"
) -> dict[str, str]:
    return {"src": static(name), "sizes": sizes, "type": type, "purpose": purpose}
