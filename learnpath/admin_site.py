"""What belongs to the admin as a whole."""

from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.contrib.contenttypes.views import shortcut
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404


def view_on_site(request: HttpRequest, content_type_id: int, object_id: str) -> HttpResponse:
    """Lead to a row's page, as Django does, but only who may see the row in the admin.

    An address says something as well: the name of a draft, or that there is one.
    """
    model = get_object_or_404(ContentType, pk=content_type_id).model_class()
    pages = admin.site._registry.get(model) if model else None
    if pages is None or not pages.has_view_permission(request):
        raise Http404
    return shortcut(request, content_type_id, object_id)
