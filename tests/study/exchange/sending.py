"""Bringing files along by the pages, as tests do it over and over."""

import uuid
from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from study.models import Entry, Import

FILES = Path(__file__).parent.parent / "files"
READ = reverse("study:read-file")


def send(client, content, *, pk=None, name="hours.csv", **extra):
    content = content.encode() if isinstance(content, str) else content
    upload = SimpleUploadedFile(name, content, content_type="text/csv")
    return client.post(READ, {"id": pk or uuid.uuid4(), "file": upload}, **extra)


def read(client, content, **extra):
    """Send a file and open its preview."""
    response = send(client, content, **extra)
    assert response.status_code == 302, response.context["form"].errors
    return client.get(response.url)


def add(client, kind="read"):
    file = Import.objects.latest("created_at")
    return client.post(reverse("study:add-imported", args=[file.pk]), {"kind": kind}, follow=True)


def bring(client, content, kind="read"):
    read(client, content)
    return add(client, kind)


def entries(**fields):
    return list(
        Entry.objects.filter(**fields)
        .order_by("day", "minutes")
        .values_list("day", "minutes", "kind", "note")
    )


def exported(client):
    return b"".join(client.get(reverse("study:export")).streaming_content)
