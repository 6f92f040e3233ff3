"""Allauth's pages on which a change and the mail that tells of it are one transaction.

They stand before allauth's own addresses, which are the same. For an authenticator app and
recovery codes allauth itself waits for the commit before it tells of them.
"""

from allauth.account import views as account
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from allauth.socialaccount import views as social
from django.conf import settings
from django.db.transaction import atomic
from django.urls import path

from accounts import views

urlpatterns = [
    path("signup/", views.sign_up, name="account_signup"),
    path("email/", atomic(account.email), name="account_email"),
    path(
        "confirm-email/",
        atomic(account.email_verification_sent),
        name="account_email_verification_sent",
    ),
    path("password/change/", atomic(account.password_change), name="account_change_password"),
    path("password/set/", atomic(account.password_set), name="account_set_password"),
    path(
        "password/reset/complete/",
        atomic(account.complete_password_reset),
        name="account_complete_password_reset",
    ),
    path("2fa/totp/deactivate/", atomic(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path("2fa/webauthn/add/", atomic(webauthn.add_webauthn), name="mfa_add_webauthn"),
    path(
        "2fa/webauthn/keys/<int:pk>/remove/",
        atomic(webauthn.remove_webauthn),
        name="mfa_remove_webauthn",
    ),
    path("3rdparty/", atomic(social.connections), name="socialaccount_connections"),
    *(
        [
            path(
                "signup/passkey/",
                atomic(account.signup_by_passkey),
                name="account_signup_by_passkey",
            )
        ]
        if settings.MFA_PASSKEY_SIGNUP_ENABLED
        else []
    ),
]
