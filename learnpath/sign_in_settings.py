"""How people sign up and in: the settings of Django's and allauth's accounts.

A part of settings.py, which imports all of it.
"""

from typing import Any
from urllib.parse import urlsplit

from learnpath.environment import SITE_URL, TRUSTED_PROXY_COUNT, env
from learnpath.mail_settings import CAN_SEND_MAIL

_scheme = urlsplit(SITE_URL).scheme

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"},
    {"NAME": "accounts.passwords.GuessableValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_FORMS = {
    "signup": "accounts.forms.SignupForm",
    "add_email": "accounts.forms.ChangeEmailForm",
    "change_password": "accounts.forms.ChangePasswordForm",
    "set_password": "accounts.forms.SetPasswordForm",
    "reset_password_from_key": "accounts.forms.ResetPasswordForm",
}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
# Without a mail server nobody can read a code, so nobody is asked for one. Then, and only
# then, sign-up has to say that an address is taken; sign-in and reset never do.
ACCOUNT_EMAIL_VERIFICATION = "mandatory" if CAN_SEND_MAIL else "none"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = CAN_SEND_MAIL
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
# allauth can offer this only for addresses without an account, which would tell them apart.
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_CHANGE = False
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_ON_PASSWORD_RESET = True
# Seconds a code is good for. Mail can take minutes; three wrong codes end it anyway.
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_DEFAULT_HTTP_PROTOCOL = _scheme
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXY_COUNT
# Second factors and passkeys. Signing up with a passkey needs an address that is proven by a
# code; where no mail can be sent, no address ever is, and second factors do without.
MFA_ADAPTER = "accounts.adapter.MFAAdapter"
MFA_FORMS = {
    "authenticate": "accounts.mfa_forms.AuthenticateForm",
    "authenticate_webauthn": "accounts.mfa_forms.AuthenticatePasskeyForm",
    "reauthenticate": "accounts.mfa_forms.ReauthenticateForm",
    "reauthenticate_webauthn": "accounts.mfa_forms.ReauthenticatePasskeyForm",
    "activate_totp": "accounts.mfa_forms.ActivateTOTPForm",
    "add_webauthn": "accounts.mfa_forms.AddPasskeyForm",
    "signup_webauthn": "accounts.mfa_forms.SignupPasskeyForm",
    "edit_webauthn": "accounts.mfa_forms.RenamePasskeyForm",
    "login_webauthn": "accounts.mfa_forms.LoginPasskeyForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_PASSKEY_SIGNUP_ENABLED = CAN_SEND_MAIL
MFA_ALLOW_UNVERIFIED_EMAIL = not CAN_SEND_MAIL
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = _scheme != "https"  # browsers allow that on localhost alone
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_ISSUER = "Learnpath"
MFA_TOTP_TOLERANCE = 1
MFA_TRUST_ENABLED = True

# GitHub and Google, each of them there once its keys are.
_github_url = env.str("GITHUB_URL", default="").rstrip("/")  # of an instance of one's own
_known_providers: dict[str, dict[str, Any]] = {
    "github": {
        "SCOPE": ["read:user", "user:email"],
        "OAUTH_PKCE_ENABLED": True,
        **({"GITHUB_URL": _github_url} if _github_url else {}),
    },
    "google": {"SCOPE": ["profile", "email"], "OAUTH_PKCE_ENABLED": True},
}
SIGN_IN_PROVIDERS = {
    name: provider | {"APPS": [{"client_id": client_id, "secret": secret}]}
    for name, provider in _known_providers.items()
    if (client_id := env.str(f"{name.upper()}_CLIENT_ID", default=""))
    and (secret := env.str(f"{name.upper()}_CLIENT_SECRET", default=""))
}
_origins = {"github": _github_url or "https://github.com", "google": "https://accounts.google.com"}
PROVIDER_ORIGINS = [_origins[name] for name in SIGN_IN_PROVIDERS]
SOCIALACCOUNT_ADAPTER = "accounts.adapter.SocialAccountAdapter"
SOCIALACCOUNT_PROVIDERS = SIGN_IN_PROVIDERS
SOCIALACCOUNT_FORMS = {"signup": "accounts.forms.SocialSignupForm"}
SOCIALACCOUNT_AUTO_SIGNUP = False  # the name and the time zone are asked for
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False  # an address that matches proves nothing
