"""How mail leaves: by an SMTP server, through a provider, or into files.

A part of settings.py, which imports all of it.
"""

from importlib.util import find_spec
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from learnpath.environment import HOME, SITE_URL, env

SMTP_HOST = env.str("SMTP_HOST", default="")
MAIL_PROVIDER = env.str("MAIL_PROVIDER", default="")
CAN_SEND_MAIL = bool(SMTP_HOST or MAIL_PROVIDER)
MAIL_TIMEOUT_SECONDS = 10  # for each thing that a server or provider is waited for
# How long mail about signing in waits for a worker before the web process sends it.
MAIL_FALLBACK_SECONDS = env.float("MAIL_FALLBACK_SECONDS", default=10.0)
MAIL_HOST_NAME = urlsplit(SITE_URL).hostname or "localhost"  # in Message-IDs and List-IDs

DEFAULT_FROM_EMAIL = env.str("FROM_EMAIL", default="Learnpath <learnpath@localhost>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
# Reminders have a sender of their own: what people do with them, and what their mail
# programs think of them, should not hold up the codes that people sign in with.
NUDGES_FROM_EMAIL = env.str(
    "NUDGES_FROM_EMAIL", default=f"Learnpath reminders <reminders@{MAIL_HOST_NAME}>"
)
# How many leave in a minute at most, for servers and providers that have a limit of their own.
NUDGES_PER_MINUTE = env.int("NUDGES_PER_MINUTE", default=6000)

if MAIL_PROVIDER and not find_spec(f"anymail.backends.{MAIL_PROVIDER}"):
    raise ImproperlyConfigured(f"MAIL_PROVIDER: Anymail has no provider {MAIL_PROVIDER!r}.")
_options = dict(env.json("MAIL_PROVIDER_OPTIONS", default={}))
_webhook_secret = env.str("MAIL_WEBHOOK_SECRET", default="")
# Both the mailers and the webhooks look here for what they need of the options.
ANYMAIL: dict[str, Any] = {
    "REQUESTS_TIMEOUT": MAIL_TIMEOUT_SECONDS,
    **({"WEBHOOK_SECRET": _webhook_secret} if _webhook_secret else {}),
    **{f"{MAIL_PROVIDER}_{name}".upper(): value for name, value in _options.items()},
}

if MAIL_PROVIDER:
    MAILERS: dict[str, dict[str, Any]] = {
        alias: {"BACKEND": f"anymail.backends.{MAIL_PROVIDER}.EmailBackend"}
        for alias in ("default", "nudges")
    }
elif SMTP_HOST:
    _security = env.str("SMTP_SECURITY", default="starttls")
    _smtp = {
        "host": SMTP_HOST,
        "port": env.int("SMTP_PORT", default=587),
        "username": env.str("SMTP_USER", default=""),
        "password": env.str("SMTP_PASSWORD", default=""),
        "use_tls": _security == "starttls",
        "use_ssl": _security == "ssl",
        "timeout": MAIL_TIMEOUT_SECONDS,
    }
    MAILERS = {
        "default": {"BACKEND": "django.core.mail.backends.smtp.EmailBackend", "OPTIONS": _smtp},
        "nudges": {"BACKEND": "nudges.smtp.PhasedEmailBackend", "OPTIONS": _smtp},
    }
else:
    MAILERS = {
        alias: {
            "BACKEND": "django.core.mail.backends.filebased.EmailBackend",
            "OPTIONS": {"file_path": str(HOME.mail)},
        }
        for alias in ("default", "nudges")
    }
