"""Every address: each app's, and the pages that belong to none."""

from allauth.account.decorators import secure_admin_login
from anymail import urls as anymail_urls
from django.conf import settings
from django.contrib import admin
from django.contrib.auth.decorators import login_not_required
from django.urls import URLPattern, include, path

from learnpath import admin_site, phone, views

admin.site.site_header = admin.site.site_title = "Learnpath"
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]

handler404 = "learnpath.errors.not_found"
handler500 = "learnpath.errors.server_error"

urlpatterns = [
    path("", views.home, name="home"),
    path("healthz/", views.healthz, name="healthz"),
    path("readyz/", views.readyz, name="readyz"),
    path("manifest.webmanifest", phone.manifest, name="manifest"),
    path("sw.js", phone.service_worker, name="service-worker"),
    path("offline/", phone.offline, name="offline"),
    path("", include("nudges.urls")),
    path("reviews/", include("mentoring.urls")),
    path("", include("study.urls")),
    path("path/", include("curriculum.urls")),
    path("portfolio/", include("portfolio.urls")),
    path("", include("portfolio.public_urls")),
    path("accounts/", include("accounts.urls")),
    path("accounts/", include("accounts.whole_urls")),
    path("accounts/", include("allauth.urls")),
    path(
        "admin/r/<int:content_type_id>/<path:object_id>/",
        admin.site.admin_view(admin_site.view_on_site),
    ),
    path("admin/", admin.site.urls),
]


def webhooks(provider: str) -> list[URLPattern]:
    """Where a provider tells what became of mail. Anymail checks the secret and the signature."""
    name = f"{provider}_tracking_webhook"
    found = [each for each in anymail_urls.urlpatterns if each.name == name]
    for each in found:
        login_not_required(each.callback)
    return found


if settings.MAIL_PROVIDER and "WEBHOOK_SECRET" in settings.ANYMAIL:
    urlpatterns.append(path("anymail/", include(webhooks(settings.MAIL_PROVIDER))))
