"""What of the owner's others may change: by a link, by a claim, in a talk."""

from dataclasses import dataclass
from fnmatch import fnmatchcase

from tests.matrix.addresses import Address
from tests.matrix.people import ANONYMOUS, OWNER, ROLES
from tests.matrix.rules import REVIEWERS, STANDING


@dataclass(frozen=True)
class Change:
    """Which of the owner's tables roles may change at the addresses that a pattern names."""

    pattern: str
    roles: list[str]
    tables: set[str]
    why: str

    def fits(self, address: Address, role: str) -> bool:
        pattern = self.pattern.replace("[", "[[]")
        return role in self.roles and fnmatchcase(address.name, pattern)


REQUEST, DRAFT = "mentoring.ReviewRequest", "mentoring.ReviewDraft"
REVIEW, POST, ADVICE = "mentoring.Review", "mentoring.Post", "mentoring.Advice"
APART = {"mentoring.Block", "mentoring.Sharing", "mentoring.Report", REVIEW}
WITHOUT_BLOCK = [role for role in ROLES if role not in (ANONYMOUS, OWNER, "blocked")]

CHANGES = [
    Change("nudges:stop[own]", list(ROLES), {"nudges.Preference", "nudges.Recipient"}, "by a link"),
    Change("nudges:snooze[own]", list(ROLES), {"nudges.Recipient"}, "by a link"),
    Change("study:feed[own]", list(ROLES), {"study.CalendarFeed"}, "notes when it was read"),
    Change(
        "mentoring:accept-invite[open]", WITHOUT_BLOCK, {REQUEST, "mentoring.Invite"}, "by a link"
    ),
    Change("mentoring:claim[waiting]", STANDING, {REQUEST, DRAFT}, "it is in the queue"),
    Change("mentoring:claim[claimed]", ["claiming"], {REQUEST}, "renews their claim"),
    Change("mentoring:claim[invited]", ["invited"], {REQUEST, DRAFT}, "was invited"),
    Change("mentoring:release[claimed]", ["claiming"], {REQUEST}, "has the claim"),
    Change("mentoring:*-draft[claimed]", ["claiming"], {REQUEST, DRAFT}, "has the claim"),
    Change(
        "mentoring:send-review[claimed]",
        ["claiming"],
        {REQUEST, DRAFT, REVIEW, POST, ADVICE},
        "has the claim",
    ),
    *[
        Change(f"mentoring:{name}[waiting]", ["blocked"], {DRAFT}, "their own words")
        for name in ("save-draft", "delete-draft", "send-review")
    ],
    Change(
        "mentoring:*-learner-note[*]",
        ["claiming", "trusted"],
        {"mentoring.LearnerNote"},
        "work with the learner",
    ),
    *[
        Change(f"mentoring:{name}[{review}]", [role], tables, "a side of the review")
        for review, role in REVIEWERS.items()
        for name, tables in [
            ("show-badge", {REVIEW}),
            ("report", APART),
            ("block", APART),
            ("unblock", {"mentoring.Block"}),
        ]
    ],
    *[
        Change(f"mentoring:{name}[{review}]", [REVIEWERS[review]], tables, "the talk is open")
        for review in ("talk", "past")
        for name, tables in [
            ("reply", {POST, REVIEW}),
            ("suggest", {ADVICE}),
            ("close", {REVIEW}),
        ]
    ],
]


def may_change(address: Address, role: str) -> set[str]:
    """The tables of the owner's that a role may change at an address."""
    return {table for each in CHANGES if each.fits(address, role) for table in each.tables}
