"""The addresses under /accounts/ that are not allauth's."""

from django.urls import path

from accounts import views

app_name = "accounts"
urlpatterns = [
    path("profile/", views.profile, name="profile"),
    path("mail/", views.mail, name="mail"),
    path("mail/<str:name>/", views.mail_message, name="mail-message"),
    path("set-up/<str:token>/", views.set_up, name="set-up"),
]
