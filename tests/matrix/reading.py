"""Whose eyes the owner's words are for."""

from fnmatch import fnmatchcase

from tests.matrix.people import ANONYMOUS, OWNER

FOR_EVERYBODY = [
    "accounts.User(*).display_name",
    "portfolio.Portfolio(own).tagline",
    *(f"portfolio.Item(public).{name}" for name in ("title", "claim", "learned", "url", "html")),
]
FOR_LEARNERS = [f"study.ResourceReport(own).{name}" for name in ("versions", "note", "answer")]
"""A workaround and its answer, without who wrote it; nobody reads them who is not signed in."""
REQUEST = ["mentoring.ReviewRequest({0}).*", "mentoring.Snapshot({0}).*"]
REVIEW = [
    "mentoring.Review({0}).*",
    "mentoring.LineComment({0}).*",
    "mentoring.Post({0}).*",
    "mentoring.Advice({0}).*",
]
IN_THE_QUEUE = [word.format(name) for name in ("waiting", "claimed") for word in REQUEST]
READS = {
    "standing": IN_THE_QUEUE,
    "claiming": [*IN_THE_QUEUE, "mentoring.LearnerNote(*).*", "mentoring.ReviewDraft(claiming).*"],
    "trusted": [
        *IN_THE_QUEUE,
        *(word.format("talk") for word in [*REQUEST, *REVIEW]),
        "mentoring.LearnerNote(*).*",
        "mentoring.Snippet(*).*",
        "portfolio.Item(mentors).*",
        "the owner's progress",
        "study.Entry(own).minutes",
    ],
    "blocked": [
        *(word.format("reported") for word in [*REQUEST, *REVIEW]),
        "mentoring.ReviewDraft(blocked).*",
    ],
    "former": [word.format("past") for word in [*REQUEST, *REVIEW]],
    "invited": [word.format("invited") for word in REQUEST],
}
"""The owner's words that a role may read anywhere, besides those for everybody."""
NOT_FOR_THE_OWNER = [
    "mentoring.LearnerNote(*).*",
    "mentoring.ReviewDraft(*).*",
    "mentoring.Snippet(*).*",
    "mentoring.*(hidden).*",
]
OF_A_HIDDEN_ONE = ["mentoring.ReviewRequest(hidden).*", "mentoring.Snapshot(hidden).*"]


def may_read(role: str, word: str) -> bool:
    """Whether a role may come across what a word stands for."""
    if role == OWNER:
        return _among(word, OF_A_HIDDEN_ONE) or not _among(word, NOT_FOR_THE_OWNER)
    for_all = FOR_EVERYBODY if role == ANONYMOUS else [*FOR_EVERYBODY, *FOR_LEARNERS]
    return _among(word, [*for_all, *READS.get(role, [])])


def _among(word: str, patterns: list[str]) -> bool:
    return any(fnmatchcase(word, pattern) for pattern in patterns)
