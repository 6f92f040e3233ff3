"""Bars of shares, one beside each row of a table that has the numbers."""

from django.utils.html import format_html
from django.utils.safestring import SafeString


def share_bar(share: float, meant: float, *, full: float) -> SafeString:
    """Draw a share as a bar, with a mark where it is meant to be; `full` fills the width."""
    return format_html(
        '<svg class="share" height="18" aria-hidden="true">'
        '<rect class="rest" width="100%" y="5" height="8" rx="4"/>'
        '<rect class="done" width="{}%" y="5" height="8" rx="4"/>'
        '<rect class="meant" x="{}%" width="3" height="18"/></svg>',
        round(100 * share / full, 1),
        round(97 * meant / full, 1),
    )
