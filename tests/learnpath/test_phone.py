import math
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.urls import reverse

from tests.factories import UnitFactory

MANIFEST, WORKER, OFFLINE = reverse("manifest"), reverse("service-worker"), reverse("offline")
SITE_CSS = Path("static/css/site.css")


def srgb(lightness, chroma, hue):
    """Convert a colour from OKLCH to the #rrggbb of manifests and meta tags."""
    a, b = chroma * math.cos(math.radians(hue)), chroma * math.sin(math.radians(hue))
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    linear = (
        4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
    )
    curved = (12.92 * c if c <= 0.0031308 else 1.055 * c ** (1 / 2.4) - 0.055 for c in linear)
    return "#" + "".join(f"{round(255 * c):02x}" for c in curved)


def paper():
    """The page's background in light and dark, as the style sheet has it."""
    token = re.search(r"--paper: light-dark\((.+)\);", SITE_CSS.read_text())[1]
    found = re.findall(r"oklch\(([\d.]+)% ([\d.]+) ([\d.]+)\)", token)
    return [srgb(float(light) / 100, float(chroma), float(hue)) for light, chroma, hue in found]


def test_manifest_says_what_a_phone_needs_to_install(client, db, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = client.get(MANIFEST)

    assert response.headers["Content-Type"] == "application/manifest+json"
    assert response.headers["Cache-Control"] == "public, max-age=3600"
    manifest = response.json()
    assert (manifest["name"], manifest["short_name"]) == ("Learnpath", "Learnpath")
    assert (manifest["start_url"], manifest["scope"], manifest["id"]) == ("/", "/", "/")
    assert manifest["display"] == "standalone"
    assert manifest["theme_color"] == manifest["background_color"] == paper()[0]
    assert [(icon["sizes"], icon["purpose"]) for icon in manifest["icons"]] == [
        ("192x192", "any"),
        ("512x512", "any"),
        ("512x512", "maskable"),
        ("any", "any"),
    ]


@pytest.mark.parametrize(
    ("name", "size"),
    [("app-192", 192), ("app-512", 512), ("app-maskable-512", 512), ("app-apple-180", 180)],
)
def test_icon_is_small_and_of_the_size_it_says(name, size):
    content = Path(finders.find(f"img/{name}.png")).read_bytes()

    assert content[:8] == b"\x89PNG\r\n\x1a\n"
    assert [int.from_bytes(content[at : at + 4]) for at in (16, 20)] == [size, size]
    assert len(content) < 20_000


@pytest.mark.parametrize(
    ("scheme", "colours"),
    [
        (
            "system",
            ['0" media="(prefers-color-scheme: light)"', '1" media="(prefers-color-scheme: dark)"'],
        ),
        ("light", ['0"']),
        ("dark", ['1"']),
    ],
)
def test_bars_around_the_page_have_its_colour(learner_client, learner, scheme, colours):
    learner.colour_scheme = scheme
    learner.save(update_fields=["colour_scheme"])

    text = learner_client.get(reverse("home")).text

    expected = [f'content="{paper()[int(colour[0])]}{colour[1:]}' for colour in colours]
    assert re.findall(r'<meta name="theme-color" (.+?)>', text) == expected
    assert f'<link rel="manifest" href="{MANIFEST}">' in text
    assert 'rel="apple-touch-icon"' in text


def test_worker_is_checked_each_time_and_controls_every_page(client, db):
    response = client.get(WORKER)

    assert WORKER == "/sw.js"  # so that its scope is the whole site
    assert response.headers["Content-Type"] == "text/javascript"
    assert response.headers["Cache-Control"] == "no-cache"
    assert "Set-Cookie" not in response.headers
    assert not response.cookies


def test_worker_keeps_static_files_and_the_offline_page_alone(client, db):
    text = client.get(WORKER).text

    files = re.search(r"FILES = \[(.*?)\]", text)[1]
    assert all(each.strip().startswith('"/static/') for each in files.split(","))
    assert f'PAGE = "{OFFLINE}"' in text


def version(client):
    return re.search(r'CACHE = "learnpath-(\w{12})"', client.get(WORKER).text)[1]


def test_worker_changes_with_what_it_keeps_and_with_nothing_else(client, learner_client):
    unit = UnitFactory(title="Gradient descent")
    before = version(client)

    assert version(learner_client) == before
    unit.title = "Gradient descent by hand"
    unit.save(update_fields=["title"])
    assert version(client) != before


def test_worker_is_not_there_while_developing(client, db, settings):
    settings.DEBUG = True

    assert client.get(WORKER).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_offline_page_has_the_form_with_kinds_and_units(
    client, db, count, django_assert_num_queries
):
    units = UnitFactory.create_batch(count)

    with django_assert_num_queries(1):  # units
        response = client.get(OFFLINE)

    assert response.headers["Cache-Control"] == "no-cache"
    assert all(unit.title in response.text for unit in units)
    assert '<option value="publish"' in response.text


def test_offline_page_is_the_same_for_everybody(client, learner_client, learner):
    theirs = learner_client.get(OFFLINE)

    assert theirs.text == client.get(OFFLINE).text
    assert learner.display_name not in theirs.text
    assert learner.device_key not in theirs.text
    assert "csrfmiddlewaretoken" not in theirs.text
    assert not theirs.cookies


def test_pages_say_whose_they_are_with_a_key_that_tells_nothing(client, learner_client, learner):
    text = learner_client.get(reverse("home")).text

    assert f'data-learner="{learner.device_key}"' in text
    assert re.fullmatch(r"[0-9a-f]{20}", learner.device_key)
    assert "data-learner" not in client.get(reverse("home")).text


def test_key_of_a_learner_stays_when_they_change_how_they_are_called(learner):
    key = learner.device_key

    learner.email, learner.handle, learner.display_name = "new@example.org", "new", "New"

    assert learner.device_key == key
