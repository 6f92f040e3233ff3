"""What Anymail hands on of providers' webhooks, whose signatures it has checked.

It does so by a Django signal, which is the library's own interface; nothing of ours sends one.
"""

from contextlib import suppress
from typing import Any
from uuid import UUID

from django.utils import timezone

from nudges import actions
from nudges.actions import Event


def note_tracking(sender: Any, event: Any, esp_name: str, **more: Any) -> None:
    """Take note of a provider's event. One about a message that is none of ours is let pass."""
    named = (event.metadata or {}).get("nudge") or _before_the_at(event.message_id)
    nudge = None
    with suppress(ValueError, TypeError, AttributeError):
        nudge = UUID(named)
    actions.note_event(
        event=Event(
            type=event.event_type or "",
            id=f"{esp_name}:{event.event_id}"[:200] if event.event_id else "",
            nudge=nudge,
            provider_id=event.message_id or "",
            recipient=event.recipient or "",
            reason=event.reject_reason or "",
            words=event.mta_response or "",
            at=event.timestamp or timezone.now(),
        )
    )


def _before_the_at(message_id: str | None) -> str:
    """Our own Message-ID begins with the nudge's id; a provider's is something else."""
    return (message_id or "").strip("<>").partition("@")[0]
