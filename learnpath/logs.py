"""What log lines must not tell."""

import logging
import re

# Whatever follows, since addresses that are nearly right fail too; but not a learner's own page.
_SECRET = re.compile(r"(?<!/path/plan)(/calendar/)[\s/]*[^\s/?#]+", re.IGNORECASE)


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
