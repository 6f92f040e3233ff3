"""Fixtures: a learner, and a browser of theirs. No more without a fight."""

import hypothesis
import pytest
from django.test import Client

from accounts.models import User
from tests.factories import UserFactory

# An example may take as long as the machine needs: no test measures time.
hypothesis.settings.register_profile("learnpath", deadline=None)
hypothesis.settings.load_profile("learnpath")


@pytest.fixture
def learner(db: None) -> User:
    return UserFactory()


@pytest.fixture
def learner_client(learner: User) -> Client:
    client = Client()
    client.force_login(learner)
    return client
