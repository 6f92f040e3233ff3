"""One's work as files to take along."""

import uuid

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from accounts.http import UserRequest
from portfolio import exporting
from portfolio.models import Image
from portfolio.views.overview import own, own_item


@require_GET
def item_markdown(request: UserRequest, pk: uuid.UUID) -> HttpResponse:
    """One item as a Markdown file with front matter."""
    item = own_item(request, pk)
    return file_answer(
        exporting.as_markdown(item), exporting.file_name(item), "text/markdown; charset=utf-8"
    )


@require_GET
def site_folder(request: UserRequest) -> HttpResponse:
    """All items and pictures as a folder for a site generator."""
    day = request.user.study_day(timezone.now())
    content = exporting.site_folder(
        list(own(request).order_by("pk")),
        list(Image.objects.for_learner(request.user).order_by("pk")),
    )
    return file_answer(content, f"portfolio-{day.isoformat()}.zip", "application/zip")


def file_answer(content: str | bytes, name: str, content_type: str) -> HttpResponse:
    """Answer with a file to keep."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=content_type, headers=headers)
