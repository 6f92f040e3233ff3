"""Addresses of reviews: asked for, written, talked about."""

from django.urls import path

from mentoring.views import asking, invitations, mentors, queue, talks, writing

app_name = "mentoring"
urlpatterns = [
    path("", asking.reviews, name="reviews"),
    path("ask/", asking.ask, name="ask"),
    path("ask/send/", asking.send, name="send-request"),
    path("suggestions/<int:pk>/item/", asking.begin_advice, name="begin-advice"),
    path("suggestions/<int:pk>/delete/", asking.set_aside_advice, name="set-aside-advice"),
    path("requests/<uuid:pk>/", asking.request, name="request"),
    path("requests/<uuid:pk>/delete/", asking.withdraw, name="withdraw"),
    path("requests/<uuid:pk>/self-review/", asking.self_review, name="self-review"),
    path("requests/<uuid:pk>/invite/", invitations.make, name="make-invite"),
    path("requests/<uuid:pk>/invite/delete/", invitations.revoke, name="revoke-invite"),
    path("invitations/<str:secret>/", invitations.invitation, name="invitation"),
    path("invitations/<str:secret>/accept/", invitations.accept, name="accept-invite"),
    path("queue/", queue.queue, name="queue"),
    path("requests/<uuid:pk>/claim/", queue.claim, name="claim"),
    path("requests/<uuid:pk>/claim/delete/", queue.release, name="release"),
    path("requests/<uuid:pk>/pictures/<uuid:image>/", queue.picture, name="picture"),
    path("requests/<uuid:pk>/review/", writing.write, name="write"),
    path("requests/<uuid:pk>/review/draft/", writing.save_draft, name="save-draft"),
    path("requests/<uuid:pk>/review/draft/delete/", writing.delete_draft, name="delete-draft"),
    path("requests/<uuid:pk>/review/send/", writing.send, name="send-review"),
    path("mentor/", mentors.desk, name="desk"),
    path("mentor/capacity/", mentors.save_capacity, name="save-capacity"),
    path("mentor/snippets/", mentors.snippets, name="snippets"),
    path("mentor/snippets/add/", mentors.add_snippet, name="add-snippet"),
    path("mentor/snippets/<int:pk>/delete/", mentors.delete_snippet, name="delete-snippet"),
    path("learners/<str:handle>/", mentors.learner, name="learner"),
    path(
        "learners/<str:handle>/pictures/<uuid:image>/",
        mentors.learner_picture,
        name="learner-picture",
    ),
    path("learners/<str:handle>/notes/", mentors.add_note, name="add-learner-note"),
    path("notes/<int:pk>/delete/", mentors.delete_note, name="delete-learner-note"),
    path("<uuid:pk>/", talks.review, name="review"),
    path("<uuid:pk>/posts/", talks.reply, name="reply"),
    path("<uuid:pk>/suggestions/", talks.suggest, name="suggest"),
    path("<uuid:pk>/closing/", talks.close, name="close"),
    path("<uuid:pk>/rating/", talks.rate, name="rate"),
    path("<uuid:pk>/badge/", talks.show_badge, name="show-badge"),
    path("<uuid:pk>/sharing/", talks.set_sharing, name="set-sharing"),
    path("<uuid:pk>/report/", talks.report, name="report"),
    path("<uuid:pk>/block/", talks.block, name="block"),
    path("<uuid:pk>/block/delete/", talks.unblock, name="unblock"),
]
