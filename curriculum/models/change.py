"""A change of the curriculum, as its history has it: for the admin's list, and who may undo it."""

from django.utils.translation import gettext_lazy as _
from pghistory.models import Context


class Change(Context):
    """All that one act of somebody changed: a page saved, an action, a file that was loaded."""

    class Meta:
        proxy = True
        default_permissions = ("view",)
        permissions = [("revert_change", _("Can revert changes"))]
        verbose_name = _("change")

    def __str__(self) -> str:
        return f"{self.created_at:%Y-%m-%d %H:%M}"
