"""The library: resources, prompts, the hype check and what the path is. Open to anybody."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from curriculum import queries
from curriculum.forms import PromptFilterForm, ResourceFilterForm
from curriculum.models import Prompt, Resource


@login_not_required
@require_GET
def resources(request: HttpRequest) -> HttpResponse:
    form = ResourceFilterForm(request.GET)
    found = form.filter(Resource.objects.current()).with_uses().by_type()
    return render(request, "curriculum/resources.html", {"form": form, "resources": found})


@login_not_required
@require_GET
def prompts(request: HttpRequest) -> HttpResponse:
    form = PromptFilterForm(request.GET)
    found = form.filter(Prompt.objects.current()).with_units().in_order()
    return render(request, "curriculum/prompts.html", {"form": form, "prompts": found})


@login_not_required
@require_GET
def hype_check(request: HttpRequest) -> HttpResponse:
    check = queries.hype_check()
    if check is None:
        raise Http404
    return render(request, "curriculum/hype_check.html", {"check": check})


@login_not_required
@require_GET
def about(request: HttpRequest) -> HttpResponse:
    edition = queries.current_edition()
    if edition is None:
        raise Http404
    return render(request, "curriculum/about.html", {"guide": queries.edition_guide(edition)})
