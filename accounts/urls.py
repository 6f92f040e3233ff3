"""The addresses under /accounts/ that are not allauth's, or stand before allauth's own."""

from django.urls import path

from accounts import views

app_name = "accounts"
urlpatterns = [
    path("profile/", views.profile, name="profile"),
    path("security/", views.security, name="security"),
    # allauth's overviews of the same: it sends people there when they have changed something.
    path("2fa/", views.to_security, name="second-factor"),
    path("2fa/webauthn/", views.to_security, name="passkeys"),
    path("sessions/", views.browsers, name="browsers"),
    path("sessions/end/", views.end_other_browsers, name="end-other-browsers"),
    path("sessions/<int:pk>/end/", views.end_browser, name="end-browser"),
    path("mail/", views.mail, name="mail"),
    path("mail/<str:name>/", views.mail_message, name="mail-message"),
    path("set-up/<str:token>/", views.set_up, name="set-up"),
]
