"""What a learner and a mentor of the demo say to each other."""

QUESTIONS = {
    "blog": "Would you believe the 0.81? And is the paragraph about my chairs too long?",
    "experiment": "Are five seeds enough to say that the two are the same?",
}
MESSAGE = """\
I believe it, because you show how you fooled yourself first. That is the part most posts leave out.

The paragraph about your chairs is not too long. It is the post. What I miss is how many pictures
there are of each chair: without that I cannot repeat your split.
"""
NEXT_STEP = (
    "Put the number of pictures per chair into one sentence, and link the list of held-out ones."
)
COMMENTS = {
    "I had split **by picture**. Most chairs are in my collection three or four times, so the": (
        "Keep this sentence exactly as it is."
    ),
    "    # one chair, one side": "Which chairs are in HELD_OUT, and who chose them?",
}
ADVICE = "Hold out a whole hall instead of single chairs. How much is left of the 0.81?"
REPLY = "Three to four each, 160 in all. I will put that in, with the list."
