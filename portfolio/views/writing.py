"""The text of an item: written, saved as one goes, looked at, with pictures."""

import uuid
from typing import Any, BinaryIO, cast

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.http import UserRequest
from portfolio import actions, queries
from portfolio.forms import DraftForm, PictureForm
from portfolio.models import Image, Item
from portfolio.pictures import NotAPictureError, Picture, read_picture
from portfolio.rendering import render as rendered
from portfolio.views.overview import own, own_item


@require_GET
def write(request: UserRequest, pk: uuid.UUID) -> HttpResponse:
    """The text beside what it may draw on: the prompt, and notes on its units."""
    return _show(request, _written(request, pk))


@require_POST
def save_text(request: UserRequest, pk: uuid.UUID) -> HttpResponse:
    """Save the text; the script asks for it as one writes. Nothing newer is overwritten."""
    item = _written(request, pk)
    form = DraftForm(request.POST)
    if not form.is_valid():
        return _answer(request, item, form, "saved")
    text = form.cleaned_data["text"]
    try:
        saved = actions.save_draft(
            item=item, text=text, version=form.cleaned_data["version"], now=timezone.now()
        )
    except actions.DraftChangedError as error:
        return _answer(request, item, form, "saved", newer=error.newer)
    if request.htmx:
        fresh = DraftForm(initial={"version": saved.draft_version})
        return _answer(request, saved, fresh, "saved", is_saved=True)
    messages.success(request, _("Saved."))
    return redirect("portfolio:write", pk)


@require_POST
def preview_text(request: UserRequest, pk: uuid.UUID) -> HttpResponse:
    """Show what the text will look like, and save nothing."""
    item = _written(request, pk)
    form = DraftForm(request.POST)
    preview = rendered(form.cleaned_data["text"]) if form.is_valid() else SafeString("")
    return _answer(request, item, form, "preview", preview=preview)


@require_POST
def add_picture(request: UserRequest, pk: uuid.UUID) -> HttpResponse:
    """Keep a picture with the item, and show how it is put into the text."""
    item = _written(request, pk)
    form = PictureForm(request.POST, request.FILES)
    picture = _picture(form) if form.is_valid() else None
    if picture is None:
        return _answer(request, item, None, "pictures", picture_form=form)
    try:
        actions.add_picture(
            item=item, picture=picture, words=form.cleaned_data["words"], now=timezone.now()
        )
    except actions.NoRoomError:
        form.add_error("picture", _("Your pictures take all the room there is. Delete some."))
        return _answer(request, item, None, "pictures", picture_form=form)
    if request.htmx:
        return _answer(request, item, None, "pictures")
    return redirect(f"{item.get_absolute_url()}text/#pictures")


@require_POST
def delete_picture(request: UserRequest, pk: uuid.UUID) -> HttpResponse:
    image = get_object_or_404(Image.objects.for_learner(request.user), pk=pk)
    item = image.item
    actions.delete_picture(image=image)
    if request.htmx:
        return _answer(request, item, None, "pictures")
    return redirect(f"{item.get_absolute_url()}text/#pictures")


def _written(request: UserRequest, pk: uuid.UUID) -> Item:
    """An item of one's own that is written here; another kind has no text."""
    return own_item(request, pk, own(request).written_here().select_related("prompt"))


def _picture(form: PictureForm) -> Picture | None:
    """The picture that was sent, checked; none, with an error beside the field, if it is bad."""
    sent: UploadedFile = form.cleaned_data["picture"]
    try:
        return read_picture(cast(BinaryIO, sent.file), sent.size or 0)
    except NotAPictureError as error:
        form.add_error("picture", str(error))
        return None


def _answer(
    request: UserRequest, item: Item, form: DraftForm | None, partial: str, **shown: Any
) -> HttpResponse:
    """Answer htmx with a part of the page, and a browser without script with all of it."""
    if not request.htmx:
        return _show(request, item, form, **shown)
    context = {"item": item, "form": form, "images": item.images.order_by("added_at"), **shown}
    context.setdefault("picture_form", PictureForm())
    return render(request, f"portfolio/write.html#{partial}", context)


def _show(
    request: UserRequest, item: Item, form: DraftForm | None = None, **shown: Any
) -> HttpResponse:
    context = {
        "item": item,
        "form": form or DraftForm(initial={"text": item.draft, "version": item.draft_version}),
        "beside": queries.beside(item),
        "images": item.images.order_by("added_at"),
        "picture_form": PictureForm(),
        "preview": rendered(item.draft),
        **shown,
    }
    return render(request, "portfolio/write.html", context)
