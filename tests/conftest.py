"""Fixtures: a learner, and a browser of theirs. No more without a fight."""

import hypothesis
import pytest
from django.db import connection
from django.test import Client

from accounts.models import User
from tests.factories import UserFactory
from tests.template import template

# An example may take as long as the machine needs: no test measures time.
hypothesis.settings.register_profile("learnpath", deadline=None)
hypothesis.settings.load_profile("learnpath")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """Make the tests' database a copy of one that has its tables."""
    connection.settings_dict["TEST"]["TEMPLATE"] = template()


@pytest.fixture
def learner(db: None) -> User:
    return UserFactory()


@pytest.fixture
def learner_client(learner: User) -> Client:
    client = Client()
    client.force_login(learner)
    return client
