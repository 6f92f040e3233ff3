"""All settings but those of mail and of sign-in, which are in mail_settings.py and
sign_in_settings.py. Every deployment difference is an environment variable.

What each variable means is in .env.example. Production is what you get when nothing is
set, save for the data services: without DATABASE_URL or REDIS_URL the embedded ones are
used, which `bin/run` starts.
"""

import os
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import dj_database_url
from celery.schedules import crontab
from django.utils.csp import CSP
from django.utils.translation import gettext_lazy as _

from learnpath.environment import BASE_DIR, HOME, SITE_URL, TRUSTED_PROXY_COUNT, env
from learnpath.mail_settings import *  # noqa: F403
from learnpath.sign_in_settings import *  # noqa: F403
from learnpath.sign_in_settings import PROVIDER_ORIGINS, SIGN_IN_PROVIDERS

# --- What kind of instance this is ------------------------------------------------------
DATABASE_URL = env.str("DATABASE_URL", default="")
REDIS_URL = env.str("REDIS_URL", default="")
# An embedded instance keeps its own Postgres: somebody runs it for themselves.
IS_EMBEDDED = not DATABASE_URL
# learnpath/wsgi.py says so; the worker, beat and manage.py do not.
IS_WEB = os.environ.get("LEARNPATH_PROCESS") == "web"

DEBUG = env.bool("DEBUG", default=False)
if not os.environ.get("SECRET_KEY") and HOME.secret_key.exists():
    SECRET_KEY = HOME.secret_key.read_text().strip()  # bin/run made it
else:
    SECRET_KEY = env.str("SECRET_KEY")
SECRET_KEY_FALLBACKS: list[str] = env.list("SECRET_KEY_FALLBACKS", default=[])

# --- Where it is reached ----------------------------------------------------------------
_site = urlsplit(SITE_URL)
IS_HTTPS = _site.scheme == "https"
ALLOWED_HOSTS = env.list(
    "ALLOWED_HOSTS", default=[_site.hostname or "localhost", "localhost", "127.0.0.1", "[::1]"]
)
CSRF_TRUSTED_ORIGINS = [SITE_URL]

# --- Applications -----------------------------------------------------------------------
INSTALLED_APPS = [
    "learnpath",
    "nudges",
    "mentoring",
    "portfolio",
    "study",
    "curriculum",
    "accounts",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    *(f"allauth.socialaccount.providers.{name}" for name in SIGN_IN_PROVIDERS),
    "django_htmx",
    "anymail",
    "pgtrigger",
    "pghistory",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",  # pages; static files are compressed on disk
    "learnpath.middleware.MalformedRequestMiddleware",
    "accounts.middleware.PrivatePagesMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "accounts.middleware.LoginRequiredMiddleware",
    "accounts.middleware.TimeZoneMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "accounts.middleware.LastSeenMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]
ROOT_URLCONF = "learnpath.urls"
WSGI_APPLICATION = "learnpath.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "accounts.context_processors.mail",
                "learnpath.context_processors.bar",
            ],
            "builtins": [
                "learnpath.filters",
                "django.templatetags.static",
                "django.templatetags.i18n",
            ],
        },
    }
]

# --- Data -------------------------------------------------------------------------------
DATABASES = {
    "default": dj_database_url.parse(DATABASE_URL or HOME.database_url, conn_health_checks=True)
}
if IS_WEB:
    # Each of the web server's threads keeps a connection, checked before each request. A
    # pool took seconds to notice a restart of Postgres (docs/adr/0012).
    DATABASES["default"]["CONN_MAX_AGE"] = 600
    # A page that waits longer than this is broken; better a clear 503 than a hung browser.
    DATABASES["default"].setdefault("OPTIONS", {})["options"] = (
        "-c statement_timeout=5s -c lock_timeout=2s -c idle_in_transaction_session_timeout=30s"
    )
else:
    # What is prepared (study/prepared.py) is planned once and for all.
    DATABASES["default"].setdefault("OPTIONS", {})["options"] = (
        "-c plan_cache_mode=force_generic_plan"
    )

# Sessions and rate limits live in Postgres, so that a Redis outage signs nobody out and
# opens no door (docs/adr/0009). Redis carries Celery's messages and nothing else.
SESSION_ENGINE = "django.contrib.sessions.backends.db"
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    },
    # Public pages, each under a digest of all it shows (portfolio/views/public.py): nothing
    # here is ever out of date, so each process may keep its own.
    "pages": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "TIMEOUT": 3600,
        "OPTIONS": {"MAX_ENTRIES": 64},
    },
}
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"

# --- Background jobs --------------------------------------------------------------------
CELERY_BROKER_URL = (REDIS_URL or HOME.redis_url).replace("unix://", "redis+socket://", 1)
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 900,
    "global_keyprefix": "learnpath:",
    "socket_timeout": 5,
    "socket_connect_timeout": 0.5,
}
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_SOFT_TIME_LIMIT = 240
CELERY_TASK_TIME_LIMIT = 300
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_MAX_TASKS_PER_CHILD = 500
CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT = 10
CELERY_TIMEZONE = "UTC"
CELERY_BEAT_SCHEDULE_FILENAME = str(HOME.beat_schedule)
CELERY_BEAT_SCHEDULE = {
    # A tick that nobody took in time is of no use: the next one finds the same.
    "nudges": {"task": "nudges.tasks.tick", "schedule": 60, "options": {"expires": 55}},
    "mail": {"task": "accounts.tasks.send_mail", "schedule": 2, "options": {"expires": 1.9}},
    "feeds": {
        "task": "portfolio.tasks.read_feeds",
        "schedule": crontab(minute="*/5"),
        "options": {"expires": 290},
    },
    "links": {
        "task": "portfolio.tasks.check_links",
        "schedule": crontab(minute=7),
        "options": {"expires": 3600},
    },
    "mentoring": {
        "task": "mentoring.tasks.sweep",
        "schedule": crontab(minute="*/5"),
        "options": {"expires": 290},
    },
    "forget-imports": {"task": "study.tasks.forget_imports", "schedule": crontab(minute=23)},
    "what-it-takes": {
        "task": "study.tasks.work_out_takes",
        "schedule": crontab(hour=2, minute=53),
        "options": {"expires": 3600},
    },
    "forget-expired-sessions": {
        "task": "accounts.tasks.forget_expired_sessions",
        "schedule": crontab(hour=3, minute=17),
        "options": {"expires": 3600},
    },
    "forget-mail": {
        "task": "accounts.tasks.forget_mail",
        "schedule": crontab(hour=3, minute=41),
        "options": {"expires": 3600},
    },
}

# --- Language and time ------------------------------------------------------------------
LANGUAGE_CODE = "en"
# One language so far; its variants differ in how dates and numbers are written.
LANGUAGES = [
    ("en", _("English")),
    ("en-au", _("Australian English")),
    ("en-ca", _("Canadian English")),
    ("en-gb", _("British English")),
    ("en-ie", _("Irish English")),
]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

# --- Static files -----------------------------------------------------------------------
STATIC_URL = "static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = Path(env.str("STATIC_ROOT", default=str(HOME.static)))
STORAGES: dict[str, Any] = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "learnpath.storage.HashedFilesStorage"
    },
}

# --- Pictures -----------------------------------------------------------------------------
# Views alone hand them out, so neither the folder nor the bucket needs to be public.
MEDIA_ROOT = Path(env.str("MEDIA_ROOT", default=str(HOME.media)))
if MEDIA_S3_BUCKET := env.str("MEDIA_S3_BUCKET", default=""):
    STORAGES["default"] = {
        "BACKEND": "storages.backends.s3.S3Storage",  # django-storages[s3], installed by hand
        "OPTIONS": {
            "bucket_name": MEDIA_S3_BUCKET,
            "endpoint_url": env.str("MEDIA_S3_ENDPOINT", default="") or None,
            "signature_version": "s3v4",
            "file_overwrite": False,
        },
    }

# --- Security ---------------------------------------------------------------------------
# No inline script or style anywhere, so the policy stays this short.
SECURE_CSP = {
    "default-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "object-src": [CSP.NONE],
    "base-uri": [CSP.NONE],
    # Browsers hold the redirect that answers a form to this, too.
    "form-action": [CSP.SELF, *PROVIDER_ORIGINS],
    "frame-ancestors": [CSP.NONE],
}
CSRF_FAILURE_VIEW = "learnpath.errors.csrf_failure"
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = IS_HTTPS
# Monitors do not follow redirects, nor do programs that stop mail with one click.
SECURE_REDIRECT_EXEMPT = [r"^healthz/", r"^readyz/$", r"^reminders/(stop|snooze)/"]
SECURE_HSTS_SECONDS = 31_536_000 if IS_HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = IS_HTTPS
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_HTTPS
SESSION_COOKIE_AGE = 60 * 60 * 24 * 90
if TRUSTED_PROXY_COUNT:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "filters": {"secrets": {"()": "learnpath.logs.HideSecretAddresses"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["secrets"]}
    },
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {"django": {"handlers": ["console"], "level": "INFO", "propagate": False}},
}
