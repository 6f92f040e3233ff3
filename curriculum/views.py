"""The library: the hype check and words on the field. Open to anybody."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from curriculum import queries


@login_not_required
@require_GET
def hype_check(request: HttpRequest) -> HttpResponse:
    check = queries.hype_check()
    if check is None:
        raise Http404
    return render(request, "curriculum/hype_check.html", {"check": check})


@login_not_required
@require_GET
def not_needed(request: HttpRequest) -> HttpResponse:
    """What nobody needs to start: reassurance, with where it comes from."""
    named = ("art-topbots", "art-not-commoditized", "art-alternatives", "pdl-home", "pdl-kaggle")
    return render(request, "curriculum/not_needed.html", {"sources": queries.sources(*named)})


@login_not_required
@require_GET
def two_stories(request: HttpRequest) -> HttpResponse:
    """The two exaggerations about machine learning, and who gains from each."""
    named = ("art-topbots", "art-not-commoditized", "art-harsh-parody")
    return render(request, "curriculum/two_stories.html", {"sources": queries.sources(*named)})


@login_not_required
@require_GET
def history(request: HttpRequest) -> HttpResponse:
    """What the article of 2017 said of companies and frameworks, as history."""
    named = ("art-topbots", "art-not-commoditized", "blog-advice", "pdl-home")
    return render(request, "curriculum/history.html", {"sources": queries.sources(*named)})
