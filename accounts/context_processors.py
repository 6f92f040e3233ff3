"""What every page shows of accounts."""

from django.http import HttpRequest

from accounts.queries import mail_folder


def mail(request: HttpRequest) -> dict[str, bool]:
    """Give templates `mail_is_kept`: whether mail goes to files instead of mailboxes."""
    return {"mail_is_kept": mail_folder() is not None}
