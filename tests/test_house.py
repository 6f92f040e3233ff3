"""Rules of the house, checked for all apps at once."""

import ast
import re
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import pytest
from django.apps import apps
from django.urls import URLPattern, URLResolver, get_resolver

from nudges.models import Kind
from nudges.rules import RULES

ROOT = Path(__file__).resolve().parent.parent
APPS = ["learnpath", "accounts", "curriculum", "study", "portfolio", "mentoring", "nudges"]
MODELS = [model for model in apps.get_models() if model.__module__.split(".")[0] in APPS]
PYTHON_FILES = [
    path for app in APPS for path in (ROOT / app).rglob("*.py") if "migrations" not in path.parts
]
PACKAGES = [
    f"{app}.{name}"
    for app in APPS
    for name in ("actions", "models", "queries", "forms")
    if find_spec(f"{app}.{name}")
]
TEMPLATES = list((ROOT / "templates").rglob("*.html"))
# Mail programs know no stylesheet, and no policy of ours.
MAIL_TEMPLATES = ROOT / "templates" / "nudges" / "mail"


def addresses(resolver, namespace=""):
    """Every named address of ours and allauth's, with its view; the admin's apart."""
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver) and pattern.namespace != "admin":
            inner = f"{pattern.namespace}:" if pattern.namespace else ""
            yield from addresses(pattern, namespace + inner)
        elif isinstance(pattern, URLPattern) and pattern.name:
            yield namespace + pattern.name, pattern.callback


def test_only_these_pages_are_public():
    public = {
        name
        for name, view in addresses(get_resolver())
        if not getattr(view, "login_required", True)
    }

    assert public == {
        "home",
        "healthz",
        "readyz",
        "manifest",
        "service-worker",
        "offline",
        "study:sync-entry",  # answers 401 itself, for a script to read
        "study:feed",  # by its secret address
        "nudges:stop",  # by a signed address, as snoozing
        "nudges:snooze",
        "nudges:health",
        "public:gallery",
        "public:page",
        "public:item",
        "public:atom",
        "public:json-feed",
        "public:card",
        "public:item-card",
        "portfolio:image",  # for whoever may see the item
        "study:path",
        "study:unit",
        "study:preview",  # a draft, by its secret address
        "study:about",
        "study:resources",
        "study:resource",
        "study:prompts",
        "curriculum:hype-check",
        "curriculum:history",
        "curriculum:not-needed",
        "curriculum:two-stories",
        "account_login",
        "account_logout",
        "account_signup",
        "account_inactive",
        "account_confirm_email",
        "account_confirm_login_code",
        "account_email_verification_sent",
        "account_request_login_code",
        "account_reset_password",
        "account_confirm_password_reset_code",
        "account_complete_password_reset",
        "account_password_reset_completed",
        "mfa_login_webauthn",
        "mfa_authenticate",
        "mfa_trust",
        "socialaccount_signup",
        "socialaccount_login_cancelled",
        "github_login",
        "github_callback",
        "google_login",
        "google_callback",
        "google_login_by_token",
    }


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_model_says_what_it_stands_for(model):
    generated_by_django = f"{model.__name__}("

    assert not (model.__doc__ or generated_by_django).startswith(generated_by_django)


@pytest.mark.parametrize("path", PYTHON_FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_file_is_too_long(path):
    assert len(path.read_text().splitlines()) <= 300


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_template_has_inline_style_or_script(path):
    # The content security policy drops them without a word to the person who looks.
    # A script of type application/json is data for another one.
    if path == MAIL_TEMPLATES / "base.html":
        return
    inline = r"<style|<script(?![^>]*(?:\bsrc=|type=\"application/json\"))|\sstyle=\"|\son[a-z]+=\"|hx-on"

    assert re.findall(inline, path.read_text()) == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_sign_out_sends_first_what_waits_on_the_device(path):
    # A plain one would remove entries that were typed without a network, without asking.
    forms = re.findall(r"<form[^>]*account_logout[^>]*>", path.read_text())

    assert [form for form in forms if " hidden" not in form and "data-sign-out" not in form] == []


@pytest.mark.parametrize("package", PACKAGES)
def test_everything_that_is_exported_exists(package):
    module = import_module(package)

    assert [name for name in getattr(module, "__all__", []) if not hasattr(module, name)] == []


@pytest.mark.parametrize("path", PYTHON_FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_there_is_one_way_out(path):
    # Addresses that people typed lead anywhere: portfolio/outbound.py alone goes there. The
    # supervisor asks its own web server.
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
        if isinstance(node, ast.ImportFrom):
            found.add(node.module or "")
    ways = {"requests", "requests_hardened", "urllib3", "urllib.request", "http.client", "httpx"}

    known = {ROOT / "portfolio" / "outbound.py", ROOT / "learnpath" / "up.py"}
    assert path in known or not found & ways


def calls(path):
    """The names of the methods and functions that a file calls."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call):
            yield getattr(node.func, "attr", getattr(node.func, "id", ""))


@pytest.mark.parametrize("path", PYTHON_FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_request_talks_to_the_broker(path):
    # With Redis silent, a publish blocks for minutes. Facts are stored; tasks look for them.
    assert {"delay", "apply_async", "send_task", "delay_on_commit"}.isdisjoint(calls(path))


@pytest.mark.parametrize(
    "path",
    [path for path in PYTHON_FILES if "actions" in path.parts or path.name == "actions.py"],
    ids=lambda path: str(path.relative_to(ROOT)),
)
def test_no_action_reads_the_clock(path):
    assert {"now", "today", "localdate", "utcnow"}.isdisjoint(calls(path))


@pytest.mark.parametrize("kind", Kind.values)
def test_every_kind_of_nudge_has_a_rule_and_two_templates(kind):
    assert RULES[kind].kind == kind
    for ending in ("txt", "html"):
        assert (MAIL_TEMPLATES / f"{kind}.{ending}").exists()
