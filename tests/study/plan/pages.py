"""What tests of the plan's pages share."""

import re


def unit(enrolment, number):
    return enrolment.edition.placements.order_by("position")[number].unit


def words(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.text))


def rhythm(**changes):
    """What the form of the rhythm sends."""
    known = {"weekly_hours": "5", "study_days": list("1234567"), "study_time": "", "target_on": ""}
    return known | changes
