"""A look at a subject."""

import datetime as dt

import factory
from factory.django import DjangoModelFactory

from curriculum.models import HypeCheck
from portfolio.models import HypeReport
from tests.factories import UserFactory


class HypeReportFactory(DjangoModelFactory):
    class Meta:
        model = HypeReport

    learner = factory.SubFactory(UserFactory)
    hype_check = factory.LazyFunction(HypeCheck.objects.get)
    subject = "A parcel scanner"
    begun_on = dt.date(2026, 3, 2)
