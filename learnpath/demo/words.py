"""What the people of the demo wrote, by the unit it is about."""

LEFT_OUT = "maths-on-demand"
WHY_LEFT_OUT = "I had linear algebra at school not long ago. Back to it if a chapter stops me."

# A line with the first entry on a unit.
REMARKS = {
    "first-model-today": "It trained in four minutes. Did not expect that on a free machine.",
    "orient-your-path": "Decided on second-hand furniture: I know it, and nobody has a model for it.",
    "first-classifier": "Chairs, stools, benches. Stools and benches get mixed up, as in real life.",
    "book-chapter-1": "The part on what a model may not know was worth the chapter.",
    "launch-your-blog": "Two false starts with the theme, then I took the plain one.",
    "lesson-2-watch": "Paused often. The confusion matrix makes sense now.",
    "dataset-with-an-expert": "An hour with the man from the repair shop. He sorts by joints, not by looks.",
    "first-app-online": "It is online. First upload by a stranger was a photo of a cat on a chair.",
    "listen-to-users": "Two of three did not find the button. Moved it.",
    "first-helpful-answer": "Answered a question on image sizes; had to look up half of it first.",
    "lesson-3-watch": "Slow evening, half the lesson.",
    "neural-net-twice": "The spreadsheet was the moment it clicked.",
    "book-chapter-4": "Broadcasting, again and again, until it was boring.",
    "compare-pretrained-models": "The small one lost by one point and was four times faster. Kept it.",
    "lesson-4-watch": "Text at last.",
    "nlp-first-model": "Adverts as text: condition is easy to predict, price is not.",
    "honest-validation": "My split leaked: the same chair from two sides in both halves.",
}

DOMAIN = "second-hand furniture"
OTHER_DOMAIN = "supplier invoices"

# Notes, in Markdown.
NOTES = {
    "first-classifier": """\
### What it got wrong

- stools as benches, when there was nothing beside them to show the size
- anything photographed from above

**Next time:** fewer classes, more angles. 40 pictures a class were enough to see that.
""",
    "dataset-with-an-expert": """\
An hour in the repair shop. He looks at *joints*, not at shapes:

| joint | what it says |
|---|---|
| dowels | factory, after 1950 |
| dovetails, uneven | by hand, worth a look |
| screws in sight | repaired, or cheap |

So the pictures need a close-up of a corner. Mine have none yet.
""",
    "neural-net-twice": """\
In the spreadsheet it is only `SUMPRODUCT`, a `MAX(0, x)` and the solver. Twice.

- [x] two layers
- [x] explained it to Tomi, cell by cell
- [ ] the same without looking
""",
    "honest-validation": """\
My split leaked: pictures of **the same chair** were in both halves. Split by chair and not by
picture, 94 % became 81 %. The lower number is the true one.
""",
}

# Where it was parked, the question, the unit expected to answer it, and the answer if there is one.
QUESTIONS = [
    (
        "first-model-today",
        "Why does it need so few pictures?",
        "lesson-3-watch",
        "It starts from a network that has seen a million others; only the end is new.",
    ),
    (
        "book-chapter-2",
        "How do I know that the test pictures are like the real ones?",
        "honest-validation",
        "By splitting as the world does: by chair, by seller, by month.",
    ),
    (
        "compare-pretrained-models",
        "Is a difference of one point more than luck?",
        "own-model-versus-api",
        "",
    ),
    ("lesson-4-watch", "What is an embedding, apart from a list of numbers?", "lesson-7-watch", ""),
]

# The unit, the address, the title, and why it is kept.
LINKS = [
    (
        "dataset-with-an-expert",
        "https://en.wikipedia.org/wiki/Woodworking_joints",
        "Woodworking joints",
        "the names of what he showed me",
    ),
]

PASSES = {
    "first-model-today": ["watched", "re_created"],
    "first-classifier": ["watched", "re_created", "own_data"],
    "first-app-online": ["re_created", "own_data"],
    "neural-net-twice": ["watched", "re_created", "explained"],
    "compare-pretrained-models": ["own_data", "explained"],
    "nlp-first-model": ["watched", "own_data"],
}

REPORTS_THEN = [
    (70, "pdl-kaggle", "works", "", ""),
    (68, "nb-bird", "works", "fastai 2.8", ""),
]
REPORTS_NOW = [
    (
        12,
        "nb-bird",
        "workaround",
        "fastai 2.8, Python 3.12",
        "The search for pictures fails; a folder of twenty pictures of my own did as well.",
    ),
    (9, "reddit-lml", "broken", "", "It asks me to sign in before it shows anything."),
]


def units_with_own_matter() -> set[str]:
    """The units that anything above is about."""
    asked = {unit for where, _, expected, _ in QUESTIONS for unit in (where, expected)}
    return {*NOTES, *PASSES, *asked, *(unit for unit, *_ in LINKS)}
