"""What learners and mentors type, and what is wrong with it."""

from mentoring.forms.asking import AskForm, SelfReviewForm
from mentoring.forms.mentors import CapacityForm, LearnerNoteForm, SnippetForm
from mentoring.forms.review import ReviewForm
from mentoring.forms.talk import AdviceForm, PostForm, RatingForm, ReportForm

__all__ = [
    "AdviceForm",
    "AskForm",
    "CapacityForm",
    "LearnerNoteForm",
    "PostForm",
    "RatingForm",
    "ReportForm",
    "ReviewForm",
    "SelfReviewForm",
    "SnippetForm",
]
