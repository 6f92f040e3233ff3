"""Who may do what in the admin, and which words of the owner's an admin comes across."""

from collections.abc import Iterator
from fnmatch import fnmatchcase

from tests.matrix.addresses import Address
from tests.matrix.judging import said
from tests.matrix.people import ADMIN, AT_WORK, COORDINATOR, EDITOR, SUPPORT
from tests.matrix.reading import FOR_EVERYBODY
from tests.matrix.walking import GET, Answer
from tests.matrix.world import World

FOR_ALL = ["admin:login", "admin:logout"]
FOR_STAFF = [
    *FOR_ALL,
    "admin:index",
    "admin:jsi18n",
    "admin:password_change",
    "admin:password_change_done",
    "admin:app_list",  # 404 where they may see nothing
    "admin:view_on_site",  # 404 for who may not see the row
]
PAGES = ["changelist", "change", "history"]
WRITTEN = [*PAGES, "add"]
DESK = [
    "draft", "dry-run", "publish", "preview", "end-preview", "retire", "put-back",
    "takes", "takes_csv", "adopt", "files", "export", "delete",
]  # fmt: skip
NOT_THERE = ["admin:curriculum_edition_adopt"]  # of fewer than five learners


def _of(model: str, names: list[str]) -> list[str]:
    return [f"admin:{model}_{name}" for name in names]


MAY_OPEN = {
    EDITOR: [
        *(
            address
            for kind in ("path", "edition", "track", "unit", "resource", "prompt")
            for address in _of(f"curriculum_{kind}", WRITTEN)
        ),
        "admin:curriculum_unit_preview",
        *_of("curriculum_module", PAGES),  # they are made on their edition's page
        *_of("curriculum_edition", DESK),
        *_of("curriculum_samplepost", [*WRITTEN, "delete"]),
        *_of("curriculum_hypecheck", WRITTEN),
        *_of("curriculum_hypequestion", WRITTEN),
        *_of("study_resourcereport", PAGES),
        *_of("study_resourceonboard", PAGES),
        "admin:curriculum_changes",
        "admin:curriculum_change_*",
    ],
    COORDINATOR: [
        *_of("mentoring_mentor", WRITTEN),
        *_of("mentoring_reviewrequest", PAGES),
        *_of("mentoring_review", [*PAGES, "figures"]),
        *_of("mentoring_report", PAGES),
    ],
    SUPPORT: [
        *_of("accounts_user", PAGES),
        *_of("accounts_outgoingmail", PAGES),
        *_of("mfa_authenticator", [*PAGES, "delete"]),
        *_of("study_entry", PAGES),
        *_of("study_enrolment", PAGES),
        *_of("nudges_nudge", [*PAGES, "desk"]),
        *_of("nudges_bounce", PAGES),
    ],
}
"""Which pages each group is let into, besides those for all who work here."""
REFUSED_TO_ADMINS = [
    "admin:*_add",  # what people make themselves
    "admin:*_delete",  # what others rest on
    "admin:autocomplete",  # of no field
    "admin:nudges_nudge_preview-html",  # of no nudge
    *NOT_THERE,
]
ADMIN_READS = [
    *FOR_EVERYBODY,
    "accounts.User(*).email",
    "accounts.OutgoingMail(own).subject",
    "mfa.Authenticator(own).data",  # the name of a passkey
    "socialaccount.SocialAccount(own).uid",
    "usersessions.UserSession(own).user_agent",
    "nudges.Attempt(own).detail",
    "nudges.Nudge(own).reason",
    "nudges.Nudge(own).subject",
    "portfolio.Suggestion(own).*",  # to be decided
    "study.Background(own).domain",
    "study.Entry(own).minutes",
    "study.Entry(*).note",
    "study.ResourceReport(*).*",  # to be settled; with who wrote it
    "study.Skip(own).reason",
    "mentoring.ReviewRequest(*).domain",
    "mentoring.Report(own).*",
    "mentoring.Post(reported).text",  # what a report is about
]
"""Never notes, questions, reflections, drafts, snapshots, or a talk that nobody reported."""


READS = {
    EDITOR: ["study.ResourceReport(*).*"],  # to be settled; without who wrote it
    COORDINATOR: [
        "mentoring.ReviewRequest(*).domain",
        "mentoring.Report(own).*",
        "mentoring.Post(reported).text",
    ],
    SUPPORT: [
        "accounts.User(*).email",
        "accounts.OutgoingMail(own).subject",
        "study.Entry(own).minutes",
        "nudges.Attempt(own).detail",
        "mfa.Authenticator(own).data",  # the name of a passkey
    ],
}
"""What each group comes across of the owner's."""
MAY_CHANGE = {
    (EDITOR, "admin:study_resourcereport_changelist"),
    (SUPPORT, "admin:mfa_authenticator_delete"),
    (COORDINATOR, "admin:mentoring_*_changelist"),
}


def wrongs_in_admin(world: World, role: str, address: Address, answer: Answer) -> Iterator[str]:
    """Every way in which an answer is not what the rules say."""
    begin = f"{role}: {answer.how} {address.name}"
    if not _is_right(role, address.name, answer):
        yield f"{begin}: {answer.status} {answer.location}"
    readable = ADMIN_READS if role == ADMIN else [*FOR_EVERYBODY, *READS.get(role, [])]
    for stands_for in sorted(said(world, answer)):
        if not _among(stands_for, readable):
            yield f"{begin}: shows {stands_for}"
    if role != ADMIN and answer.changed and not _may_change(role, address.name):
        yield f"{begin}: changes {', '.join(sorted(answer.changed))}"


def _is_right(role: str, name: str, answer: Answer) -> bool:
    if answer.status >= 500:
        return False
    if role == ADMIN:
        return _is_let_in(name, answer)
    if name in (FOR_STAFF if role in AT_WORK else FOR_ALL):
        return True
    if role in AT_WORK:
        if _among(name, MAY_OPEN.get(role, [])):
            is_open = answer.status == 200 or answer.is_not_for_this_method
            return answer.how != GET or is_open or name in NOT_THERE
        return answer.status in (403, 405)
    return answer.leads_to_sign_in or answer.location.startswith("/admin/login/")


def _is_let_in(name: str, answer: Answer) -> bool:
    is_open = answer.status < 400 or answer.is_not_for_this_method
    return is_open or answer.how != GET or _among(name, REFUSED_TO_ADMINS)


def _may_change(role: str, name: str) -> bool:
    return any(who == role and fnmatchcase(name, pattern) for who, pattern in MAY_CHANGE)


def _among(name: str, patterns: list[str]) -> bool:
    return any(fnmatchcase(name, pattern) for pattern in patterns)
