"""What became of a person's nudges, in words."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nudges.models import Channel, Nudge, State

_WORDS = {
    State.SENDING: gettext_lazy("Being sent"),
    State.UNKNOWN: gettext_lazy(
        "Perhaps sent: the mail server did not answer in the end, so it was not sent again"
    ),
    State.EXPIRED: gettext_lazy("Too late: its moment was over before it could be sent"),
    State.CANCELLED: gettext_lazy("Cancelled: your time zone changed before it went"),
}


def outcome(nudge: Nudge) -> str:
    """Say what became of a nudge that is settled."""
    if nudge.state == State.SENT:
        return _("Put into your inbox") if nudge.channel == Channel.IN_APP else _("Sent")
    if nudge.state == State.SKIPPED:
        reason = nudge.get_skip_code_display()
        return _("Skipped: %(reason)s") % {"reason": reason[:1].lower() + reason[1:]}
    if nudge.state == State.FAILED:
        return _("Came back: it was sent, and not delivered") if nudge.sent_at else _not_sent(nudge)
    return str(_WORDS[State(nudge.state)])


def _not_sent(nudge: Nudge) -> str:
    if nudge.attempt_count:
        return _("Not sent: the mail server refused it")
    return _("Not sent: something is wrong on our side, and whoever runs this site is told")
