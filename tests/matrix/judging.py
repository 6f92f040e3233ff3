"""What is wrong with an answer, in a line that names the role and the address."""

from collections.abc import Iterator

from tests.matrix.addresses import Address
from tests.matrix.changing import may_change
from tests.matrix.people import OWNER
from tests.matrix.reading import may_read
from tests.matrix.rules import GONE, READ, SIGN_IN, expected
from tests.matrix.walking import GET, POST_PLAUSIBLE, Answer
from tests.matrix.words import WORD
from tests.matrix.world import World


def wrongs(world: World, role: str, address: Address, answer: Answer) -> Iterator[str]:
    """Every way in which an answer is not what the rules say."""
    begin = f"{role}: {answer.how} {address.name}"
    wanted = expected(address, role)
    if not _is(wanted, role, answer):
        to = f" to {answer.location}" if answer.location else ""
        yield f"{begin}: {answer.status}{to}, not {wanted}"
    for stands_for in sorted(said(world, answer)):
        if not may_read(role, stands_for):
            yield f"{begin}: shows {stands_for}"
    if role != OWNER and (changed := answer.changed - may_change(address, role)):
        yield f"{begin}: changes {', '.join(sorted(changed))}"


def said(world: World, answer: Answer) -> set[str]:
    """What the words in an answer stand for."""
    words = set(WORD.findall(answer.text)) | {word for word in world.signs if word in answer.text}
    return {world.words[word] for word in words if word in world.words}


def _is(wanted: str, role: str, answer: Answer) -> bool:
    if answer.status >= 500:
        return False
    if wanted == SIGN_IN:
        return answer.leads_to_sign_in
    if answer.is_not_for_this_method:
        return True
    if wanted == GONE:
        return answer.status == 404
    # A form that is not filled in well may be refused in many ways.
    must_work = answer.how == GET or (
        wanted != READ and role == OWNER and answer.how == POST_PLAUSIBLE
    )
    return not must_work or (answer.status < 400 and not answer.leads_to_sign_in)
