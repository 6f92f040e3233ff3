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
