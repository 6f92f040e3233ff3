"""The pages about oneself, the set-up link, and mail kept in files."""

import pytest
from django.core.mail import EmailMessage
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts import actions
from accounts.models import SetUp, User
from tests.factories import UserFactory
from tests.races import overtaken

PROFILE = reverse("accounts:profile")
MAIL = reverse("accounts:mail")
TYPED = {
    "display_name": "Ada Lovelace",
    "handle": "ada",
    "time_zone": "Europe/Vienna",
    "day_starts_at": "3",
    "week_start": "7",
    "colour_scheme": "dark",
}


@pytest.fixture
def admin_browser(db: None) -> Client:
    client = Client()
    client.force_login(UserFactory.create(is_staff=True, is_superuser=True))
    return client


def test_profile_shows_what_is_known(learner_client, learner):
    response = learner_client.get(PROFILE)

    assert f'value="{learner.display_name}"' in response.text
    assert '<option value="UTC" selected>UTC</option>' in response.text
    assert '<option value="Pacific/Auckland">Auckland</option>' in response.text
    assert '<optgroup label="Europe">' in response.text
    assert learner.email in response.text
    assert "no-store" in response.headers["Cache-Control"]


def test_profile_is_saved(learner_client, learner):
    response = learner_client.post(PROFILE, TYPED)

    learner.refresh_from_db()
    assert response.url == PROFILE
    assert (learner.display_name, learner.handle) == ("Ada Lovelace", "ada")
    assert (learner.time_zone, learner.week_start) == ("Europe/Vienna", 7)
    assert learner.day_starts_at == 3
    assert learner.colour_scheme == "dark"
    assert "Profile saved." in learner_client.get(PROFILE).text


@pytest.mark.parametrize(
    ("field", "typed", "message"),
    [
        ("display_name", "  ", "Say what we should call you."),
        ("display_name", "\N{RIGHT-TO-LEFT OVERRIDE}", "Say what we should call you."),
        ("display_name", "x" * 81, "at most 80 characters"),
        ("handle", "", "Choose a handle."),
        ("handle", "not a slug", "small letters, digits and single hyphens"),
        ("handle", "admin", "This handle is reserved. Choose another."),
        ("handle", "taken", "This handle is taken."),
        ("handle", "x" * 31, "at most 30 characters"),
        ("time_zone", "Mars/Olympus", "Choose a time zone from the list."),
        ("day_starts_at", "7", "Select a valid choice"),
        ("week_start", "8", "Select a valid choice"),
        ("colour_scheme", "sepia", "Select a valid choice"),
    ],
)
def test_profile_says_what_is_wrong_and_keeps_what_was_typed(
    learner_client, learner, field, typed, message
):
    UserFactory(handle="taken")

    response = learner_client.post(PROFILE, TYPED | {field: typed})

    form = response.context["form"]
    assert message in response.text
    assert list(form.errors) == [field]
    assert f'aria-describedby="id_{field}' in response.text
    assert "Europe/Vienna" in response.text
    assert User.objects.get(pk=learner.pk).display_name == learner.display_name


def test_profile_takes_a_name_without_what_cannot_be_seen(learner_client, learner):
    typed = "Ada\N{ZERO WIDTH SPACE}\n\tLove\N{RIGHT-TO-LEFT OVERRIDE}lace\0"

    learner_client.post(PROFILE, TYPED | {"display_name": typed})

    learner.refresh_from_db()
    assert learner.display_name == "Ada Lovelace"


def test_profile_takes_a_handle_in_any_case(learner_client, learner):
    learner_client.post(PROFILE, TYPED | {"handle": "ADA"})

    learner.refresh_from_db()
    assert learner.handle == "ada"


@pytest.mark.django_db(transaction=True)
def test_profile_refuses_a_handle_taken_in_the_same_moment(learner_client, learner):
    response = overtaken(
        lambda: UserFactory(handle="ada"), lambda: learner_client.post(PROFILE, TYPED)
    )

    assert response.context["form"].errors == {"handle": ["This handle is taken."]}
    assert 'value="Ada Lovelace"' in response.text
    assert User.objects.get(pk=learner.pk).handle == learner.handle


def test_profile_changes_nothing_else(learner_client, learner):
    learner_client.post(
        PROFILE, TYPED | {"is_staff": "on", "is_superuser": "on", "email": "x@example.org"}
    )

    person = User.objects.get(pk=learner.pk)
    assert (person.is_staff, person.is_superuser, person.email) == (False, False, learner.email)


def test_profile_asks_a_stranger_to_sign_in(client, db):
    assert client.get(PROFILE).url == f"{reverse('account_login')}?next={PROFILE}"


def test_profile_makes_htmx_reload_when_the_session_is_over(client, db):
    response = client.get(PROFILE, headers={"HX-Request": "true"})

    assert response.headers["HX-Refresh"] == "true"


def test_set_up_asks_somebody_unknown_to_create_an_account(client, set_up):
    address = actions.set_up_link().removeprefix("http://localhost:8000")

    assert client.get(address).url == f"{reverse('account_signup')}?next={address}"


def test_set_up_makes_the_holder_the_admin_with_the_button_only(learner_client, learner, set_up):
    address = actions.set_up_link()

    page = learner_client.get(address)

    learner.refresh_from_db()
    assert "Make me the admin" in page.text
    assert learner.is_superuser is False

    response = learner_client.post(address)

    learner.refresh_from_db()
    assert response.url == reverse("home")
    assert (learner.is_staff, learner.is_superuser) == (True, True)
    assert learner_client.get(address).status_code == 404
    assert learner_client.post(address).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_set_up_makes_nobody_an_admin_with_a_link_used_in_the_same_moment(
    learner_client, learner, set_up
):
    address = actions.set_up_link()

    response = overtaken(
        lambda: SetUp.objects.claim(now=timezone.now()), lambda: learner_client.post(address)
    )

    learner.refresh_from_db()
    assert response.status_code == 404
    assert learner.is_superuser is False


@pytest.mark.parametrize("method", ["get", "post"])
def test_set_up_is_not_there_with_another_token(learner_client, learner, set_up, method):
    actions.set_up_link()

    response = getattr(learner_client, method)(reverse("accounts:set-up", args=["x" * 32]))

    learner.refresh_from_db()
    assert response.status_code == 404
    assert learner.is_superuser is False


def test_mail_is_empty_at_first(admin_browser, mail_folder):
    assert "Nothing yet." in admin_browser.get(MAIL).text


def test_mail_lists_and_shows_what_would_have_been_sent(admin_browser, mail_folder):
    EmailMessage("A <b>subject</b>", "Text with <script>", to=["ada@example.org"]).send()

    page = admin_browser.get(MAIL)
    message = page.context["mail"][0]
    opened = admin_browser.get(reverse("accounts:mail-message", args=[message.name]))

    assert "A &lt;b&gt;subject&lt;/b&gt;" in page.text
    assert "ada@example.org" in page.text
    assert "Text with &lt;script&gt;" in opened.text


@pytest.mark.parametrize(
    "name",
    ["nothing.log~0", "..%2F..%2Fsecret-key", "../secret-key.log", "%00", "secret-key", "~0"],
)
def test_mail_opens_nothing_but_mail(admin_browser, mail_folder, name):
    (mail_folder.parent / "secret-key").write_text("very secret")
    (mail_folder / "secret-key").write_text("very secret")

    response = admin_browser.get(f"{MAIL}{name}/")

    assert response.status_code in {400, 404}
    assert "very secret" not in response.text


def test_mail_is_not_there_for_others(learner_client, mail_folder):
    EmailMessage("A subject", "Text", to=["ada@example.org"]).send()
    name = next(mail_folder.glob("*.log")).name + "~0"

    assert learner_client.get(MAIL).status_code == 404
    assert learner_client.get(reverse("accounts:mail-message", args=[name])).status_code == 404


def test_mail_is_not_there_where_a_mail_server_takes_it(admin_browser):
    assert admin_browser.get(MAIL).status_code == 404
    assert admin_browser.get(f"{MAIL}x/").status_code == 404


@pytest.mark.parametrize("mail_count", [1, 3])
def test_mail_runs_the_same_queries_however_much_there_is(
    admin_browser, mail_folder, mail_count, django_assert_num_queries
):
    for number in range(mail_count):
        EmailMessage(f"Subject {number}", "Text", to=["ada@example.org"]).send()

    with django_assert_num_queries(3):  # session, user, timer of the page's head
        page = admin_browser.get(MAIL)

    assert len(page.context["mail"]) == mail_count


def test_mail_with_its_codes_is_not_for_staff_who_are_no_admins(client, db, mail_folder):
    client.force_login(UserFactory.create(is_staff=True))

    assert client.get(reverse("accounts:mail")).status_code == 404
