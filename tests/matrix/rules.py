"""Who may do what: the rule for everything, and by name whatever is otherwise, with its reason.

Everything: who is not signed in is sent to sign in, but from public pages. What is the owner's
is not there for anybody else. What everybody has alike, everybody may open.
"""

from dataclasses import dataclass
from fnmatch import fnmatchcase

from tests.matrix.addresses import EVERYBODY, Address
from tests.matrix.people import ANONYMOUS, OWNER, ROLES

OPEN, READ, GONE, SIGN_IN = "open", "open to read", "404", "sign in"
CONCEALED = "says the same as for what is not there"
IN_PERSON = [role for role in ROLES if role != ANONYMOUS]
OTHERS = [role for role in IN_PERSON if role != OWNER]
STANDING = ["claiming", "standing", "trusted"]
"""Mentors with standing and without a block."""
REVIEWERS = {"talk": "trusted", "past": "former", "reported": "blocked"}
"""Who wrote each review that is not hidden."""


@dataclass(frozen=True)
class Rule:
    """What roles get at the addresses that a pattern names. The first rule that fits holds."""

    pattern: str
    roles: list[str]
    answer: str
    why: str

    def fits(self, address: Address, role: str) -> bool:
        # Names have brackets, which are no patterns here.
        pattern = self.pattern.replace("[", "[[]")
        return role in self.roles and fnmatchcase(address.name, pattern)


REVIEWS = [
    Rule("mentoring:delete-draft[*]", IN_PERSON, OPEN, CONCEALED),
    *[
        Rule(f"mentoring:{name}[{review}]", [role], OPEN, "a side of the review")
        for review, role in REVIEWERS.items()
        for name in (
            "review", "reply", "close", "show-badge", "report", "block", "unblock", "request",
            "write", "claim", "picture", "save-draft", "send-review",
        )
    ],
    Rule("mentoring:suggest[talk]", ["trusted"], OPEN, "its mentor, while the talk is open"),
    Rule("mentoring:suggest[past]", ["former"], OPEN, "talks go on when a standing ends"),
    Rule("mentoring:suggest[*]", [OWNER], GONE, "for mentors"),
    Rule("mentoring:*[hidden]", [*OTHERS], GONE, "staff hid it"),
    *[
        Rule(f"mentoring:{name}[hidden]", [OWNER], GONE, "staff hid it, from both sides")
        for name in (
            "begin-advice", "set-aside-advice",
            "review", "reply", "close", "rate", "show-badge", "set-sharing", "report", "block",
            "unblock",
        )
    ],
]  # fmt: skip
REQUESTS = [
    *[
        Rule(f"mentoring:{name}[{request}]", STANDING, OPEN, why)
        for name in ("request", "claim", "write", "picture")
        for request, why in [
            ("waiting", "it is in the queue"),
            ("claimed", "the page says who has it; it may come back into the queue"),
        ]
    ],
    *[
        Rule(f"mentoring:{name}[claimed]", ["claiming"], OPEN, "has the claim")
        for name in ("release", "save-draft", "send-review")
    ],
    *[
        Rule(f"mentoring:{name}[invited]", ["invited"], OPEN, "accepted the invitation")
        for name in ("request", "claim", "write", "picture")
    ],
    *[
        Rule(f"mentoring:{name}[waiting]", ["blocked"], OPEN, "what they wrote before is kept")
        for name in ("write", "save-draft", "send-review")
    ],
    *[
        Rule(f"mentoring:{name}[*]", [OWNER], GONE, "for mentors")
        for name in ("release", "save-draft", "send-review")
    ],
]
MENTORS_OWN = [
    Rule("mentoring:queue", ["blocked", *STANDING], OPEN, "have standing"),
    Rule("mentoring:save-capacity", ["blocked", *STANDING], OPEN, "have standing"),
    *[
        Rule(name, ["blocked", "former", "invited", *STANDING], OPEN, "reviewed, or may")
        for name in ("mentoring:desk", "mentoring:snippets", "mentoring:add-snippet")
    ],
    *[
        Rule(name, IN_PERSON, GONE, "for mentors")
        for name in (
            "mentoring:queue", "mentoring:save-capacity", "mentoring:desk",
            "mentoring:snippets", "mentoring:add-snippet",
        )
    ],
    Rule("mentoring:learner-picture[public]", ["trusted"], OPEN, "shared with, and published"),
    Rule("mentoring:*learner*[owner]", ["claiming", "trusted"], OPEN, "work with the learner"),
    Rule("mentoring:invitation[open]", OTHERS, OPEN, "whoever has the link sees who asks"),
    Rule("mentoring:accept-invite[open]", ["blocked"], GONE, "there is a block"),
    Rule("mentoring:accept-invite[open]", OTHERS, OPEN, "whoever has the link may accept"),
]  # fmt: skip
PUBLIC = [
    Rule("public:item*[public]", list(ROLES), OPEN, "published for everybody"),
    Rule("public:item*[*]", list(ROLES), GONE, "not for everybody, its owner included"),
    Rule("portfolio:image[public]", list(ROLES), OPEN, "in what is published for everybody"),
    Rule("portfolio:image[*]", [ANONYMOUS], GONE, "the item is not for everybody"),
    Rule("study:sync-entry", [ANONYMOUS], OPEN, "answers 401, for a script to read"),
    Rule("accounts:set-up[spent]", [ANONYMOUS], OPEN, "to sign up: who is first has no account"),
]
CONCEALING = [
    Rule(name, OTHERS, OPEN, CONCEALED)
    for name in (
        "study:end-break[own]",
        "study:delete-break[own]",
        "study:undo-shift[own]",
        "study:renew-feed[own]",
        "study:import-progress[own]",
        "mfa_*_webauthn[own]",  # asks for the password first
    )
]
NOT_WRITTEN_HERE = "this kind of item is written elsewhere"
NOT_OF_THIS_KIND = "only one kind of item has it"
NOT_FOR_ITS_OWNER = [
    *[
        Rule(f"study:{name}[deleted]", [OWNER], GONE, "it was deleted")
        for name in ("entry", "edit-entry", "delete-entry")
    ],
    Rule("study:restore-entry[own]", [OWNER], GONE, "it was not deleted"),
    Rule("portfolio:set-runs[private]", [OWNER], OPEN, "an experiment"),
    Rule("portfolio:set-runs[*]", [OWNER], GONE, NOT_OF_THIS_KIND),
    Rule("portfolio:note-feedback[draft]", [OWNER], OPEN, "an app"),
    Rule("portfolio:note-feedback[*]", [OWNER], GONE, NOT_OF_THIS_KIND),
    *[
        Rule(f"portfolio:{name}[{item}]", [OWNER], GONE, NOT_WRITTEN_HERE)
        for name in ("write", "save-text", "preview-text", "add-picture")
        for item in ("mentors", "draft")
    ],
    Rule("portfolio:compare-hype-report[first]", [OWNER], GONE, "there was none before"),
]
FOR_NOBODY = [
    Rule("study:week-events[own]", IN_PERSON, GONE, "a week that is over has none"),
    Rule("accounts:mail", IN_PERSON, GONE, "where mail is kept in files, for superusers"),
    Rule("account_confirm_email[own]", list(ROLES), READ, "addresses are confirmed by code"),
]
RULES = [*NOT_FOR_ITS_OWNER, *FOR_NOBODY, *REVIEWS, *REQUESTS, *MENTORS_OWN, *PUBLIC, *CONCEALING]


def expected(address: Address, role: str) -> str:
    """What a role gets at an address."""
    rule = next((rule for rule in RULES if rule.fits(address, role)), None)
    if rule is not None:
        return rule.answer
    if role == ANONYMOUS:
        return OPEN if address.is_public else SIGN_IN
    return OPEN if address.whose in (EVERYBODY, role) else GONE
