"""Hold a document against the form it should have, and name every fault with its line."""

import difflib
import re
import typing
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from curriculum.importer.reading import Document, Place

IN_WORDS = {
    "string_type": "must be text",
    "int_type": "must be a whole number",
    "int_from_float": "must be a whole number",
    "bool_type": "must be true or false",
    "date_type": "must be a date such as 2026-11-22",
    "list_type": "must be a list",
    "dict_type": "must have keys and values",
    "model_type": "must have keys and values",
}


def fill[F: BaseModel](document: Document, form: type[F]) -> F | None:
    """Fill in the form, or add what is wrong to the document's faults."""
    if document.data is None:
        if not document.faults:
            document.refuse(1, "the file is empty")
        return None
    try:
        return form.model_validate(document.data)
    except ValidationError as error:
        for details in error.errors(include_url=False):
            place = tuple(part for part in details["loc"] if part != "[key]")
            document.refuse(document.line(*place), _reason(document, form, place, details))
        return None


def _reason(document: Document, form: type[BaseModel], place: Place, error: ErrorDetails) -> str:
    owner, name = _owner(document.data, place), _name(place)
    if error["type"] == "missing":
        said = f"{name} is missing"
    elif error["type"] == "extra_forbidden":
        close = difflib.get_close_matches(name, _keys(form, place[:-1]), n=1)
        said = f"{name}: unknown key" + (f"; did you mean {close[0]}?" if close else "")
    else:
        said = f"{name}: {_in_words(error)}"
    return f"{owner}: {said}" if owner else said


def _in_words(error: ErrorDetails) -> str:
    said = IN_WORDS.get(error["type"]) or re.sub(r"^\w+ should", "must", error["msg"])
    value = error["input"]
    return said if isinstance(value, dict | list) else f"{said}, not {_shortened(value)}"


def _shortened(value: object) -> str:
    text = "empty" if value is None else repr(value)
    return text if len(text) <= 60 else f"{text[:57]}..."


def _name(place: Place) -> str:
    """Name a value by its key; an item of a list by the list's key and its number."""
    match place:
        case ():
            return "the file"
        case (*_, str(key), int(index)):
            return f"{key}, item {index + 1}"
    return str(place[-1])


def _owner(data: Any, place: Place) -> str:
    """Find the slug of the innermost thing with one around a value."""
    owner = ""
    if place[:1] == ("resources",) and len(place) > 2:
        return str(place[1])
    for part in place[:-1]:
        data = data[part]
        slug = data.get("slug") if isinstance(data, dict) else None
        owner = slug if isinstance(slug, str) else owner
    return owner


def _keys(form: Any, place: Place) -> list[str]:
    """List the keys that are known at a place of a form."""
    for part in place:
        if isinstance(part, str) and _is_form(form) and part in form.model_fields:
            form = form.model_fields[part].annotation
        else:  # into a list or a dict: its last argument is what it holds
            form = typing.get_args(form)[-1]
    return list(form.model_fields)


def _is_form(form: Any) -> bool:
    return isinstance(form, type) and issubclass(form, BaseModel)
