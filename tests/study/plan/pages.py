"""What tests of the plan's pages share."""

import re


def unit(enrolment, number):
    return enrolment.edition.placements.order_by("position")[number].unit


def words(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.text))
