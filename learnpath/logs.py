"""What log lines must not tell."""

import logging
import re

_SECRET = re.compile(r"(/calendar/)[\w-]+(?=\.ics)")


class HideSecretAddresses(logging.Filter):
    """Cut the token out of a calendar feed's address: who has it can read the plan.

    Django names the address of every request that fails.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg = _hidden(record.msg)
        if isinstance(record.args, tuple):
            record.args = tuple(map(_hidden, record.args))
        return True


def _hidden(text: object) -> object:
    return _SECRET.sub(r"\1…", text) if isinstance(text, str) else text
