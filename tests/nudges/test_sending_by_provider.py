"""The same sender, where a provider takes the messages."""

import pytest
from anymail.message import AnymailRecipientStatus
from anymail.signals import post_send
from django.core.mail import EmailMessage, mailers

from nudges.sending import Answer, Result, Sender, is_hard
from tests.certificates import certificate, tls_of
from tests.nudges.provider import ACCEPTED, provider

INACTIVE = {
    "ErrorCode": 406,
    "Message": "You tried to send to a recipient that has been marked as inactive.\n"
    " Found inactive addresses: ada@example.org.\n"
    " Inactive recipients are ones that have generated a hard bounce or a spam complaint. ",
}
# Not as Postmark writes it, so that Anymail cannot say what became of the recipient.
UNREADABLE = INACTIVE | {"Message": "No."}


@pytest.fixture
def postmark(settings):
    with provider() as found:
        settings.MAILERS = found.mailers()
        yield found


def message(to="ada@example.org"):
    return EmailMessage("Time to study", "Unit 3", "reminders@example.org", [to])


def send():
    with Sender() as sender:
        return sender.send(message())


def test_message_is_accepted_with_the_providers_id(postmark):
    answer = send()

    assert answer == Answer(Result.ACCEPTED, "api", provider_id=ACCEPTED["MessageID"])
    assert [asked["To"] for asked in postmark.asked] == ["ada@example.org"]


def test_provider_is_found_by_the_settings_that_the_environment_makes(postmark, settings):
    settings.MAILERS = {"nudges": {"BACKEND": "anymail.backends.postmark.EmailBackend"}}
    settings.ANYMAIL = {
        "REQUESTS_TIMEOUT": 7,
        "POSTMARK_SERVER_TOKEN": "a-token",
        "POSTMARK_API_URL": postmark.url,
    }

    assert mailers["nudges"].timeout == 7
    assert send().result == Result.ACCEPTED


def test_messages_share_a_connection(postmark):
    with Sender() as sender:
        results = {sender.send(message()).result for _ in range(5)}

    assert results == {Result.ACCEPTED}
    assert len(postmark.asked) == 5
    assert len(postmark.connections) == 1


@pytest.mark.parametrize(
    ("status", "answer", "expected"),
    [
        (400, "no", ("refused", "api", 400)),
        (401, "wrong token", ("deferred", "api", 401)),
        (403, "not allowed", ("deferred", "api", 403)),
        (408, "too slow", ("unknown", "api", 408)),
        (422, {"ErrorCode": 401, "Message": "no such sender"}, ("refused", "api", 422)),
        (429, "too many", ("deferred", "api", 429)),
        (500, "oh", ("unknown", "api", 500)),
        (503, "later", ("unknown", "api", 503)),
        (200, "not JSON", ("unknown", "api", 200)),
        (422, UNREADABLE, ("unknown", "api", None)),
        (422, INACTIVE, ("refused", "rcpt", None)),
    ],
)
def test_answer_follows_from_the_status(postmark, status, answer, expected):
    postmark.status, postmark.answer = status, answer

    found = send()

    assert (found.result, found.phase, found.code) == expected
    assert is_hard(found) is (answer is INACTIVE)
    assert "ada" not in found.detail


def test_answer_that_cannot_be_read_is_no_error_of_the_message(postmark):
    postmark.answer = ACCEPTED | {"To": "nobody at all <"}

    assert send() == Answer(Result.UNKNOWN, "api")


def test_refused_recipient_is_not_asked_for_again(postmark):
    with Sender() as sender:
        sender.send(message())
        postmark.status, postmark.answer = 422, INACTIVE
        answer = sender.send(message())

    assert answer.result == Result.REFUSED
    assert len(postmark.asked) == 2


@pytest.mark.parametrize("how", ["is_rude", "is_silent"])
def test_lost_answer_leaves_it_open(postmark, settings, how):
    settings.MAILERS = postmark.mailers(timeout=0.3)
    setattr(postmark, how, True)

    answer = send()

    assert (answer.result, answer.phase, answer.code) == (Result.UNKNOWN, "api", None)
    assert len(postmark.asked) == 1


def test_provider_that_is_away_was_certainly_not_told(settings):
    with provider() as found:
        settings.MAILERS = found.mailers()

    answer = send()

    assert (answer.result, answer.phase, answer.code) == (Result.DEFERRED, "api", None)


def test_provider_with_a_wrong_certificate_was_not_told(tmp_path, settings):
    with provider(tls_of(certificate(tmp_path))) as found:
        settings.MAILERS = found.mailers()
        answer = send()

    assert (answer.result, answer.phase) == (Result.DEFERRED, "api")
    assert found.asked == []


def test_failure_that_a_provider_tells_of_in_its_answer_is_none_of_the_mailbox(postmark):
    def fail(sender, message, status, **kwargs):
        failed = AnymailRecipientStatus(message_id=None, status="failed")
        status.set_recipient_status(dict.fromkeys(status.recipients, failed))

    post_send.connect(fail, weak=False)
    try:
        answer = send()
    finally:
        post_send.disconnect(fail)

    assert answer == Answer(Result.REFUSED, "api")
    assert not is_hard(answer)


def test_error_of_the_message_is_raised(postmark):
    with Sender() as sender, pytest.raises(ValueError, match="nobody"):
        sender.send(message("nobody at all <"))

    assert postmark.asked == []
