"""The exported post: what a learner typed stays what they typed."""

import datetime as dt
import re

import pytest
from django.urls import reverse
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from curriculum.models import HypeQuestion
from portfolio import actions
from portfolio.hype_files import _address, _plain
from portfolio.models import HypeReport
from portfolio.queries import Answered

RENDER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
HEADING = re.compile(r"<h[1-6]")

typed = st.text(st.sampled_from('ab1.)(&lt;#=-+*_~`|$<>![]{}:\\/ \n\t"'), max_size=20)


@given(typed)
@example("1. First")
@example("12) Twelfth")
@example("&lt;b&gt; &#60;")
@example("=== \n ---")
@example("a\n===")
@example("```\ncode")
def test_words_are_one_paragraph_that_reads_as_typed(words):
    paragraphs = RENDER.parse(_plain(words))

    text = " ".join(words.split())
    assert [each.type for each in paragraphs] == (
        ["paragraph_open", "inline", "paragraph_close"] if text else []
    )
    inline = [each for token in paragraphs for each in token.children or []]
    assert {each.type for each in inline} <= {"text", "text_special"}
    assert "".join(each.content for each in inline) == text


@pytest.mark.parametrize(
    "url",
    [
        "https://p.example/a",
        "https://p.example/><script>alert(1)</script>",
        "https://p.example/<b",
        'https://p.example/"x=1&y=2',
        "https://p.example/a](javascript:alert(1))",
    ],
)
def test_an_address_is_one_link(url):
    (token,) = [each for each in RENDER.parse(_address(url)) if each.type == "inline"]

    assert [each.type for each in token.children] == ["link_open", "text", "link_close"]
    assert token.children[0].attrs["href"].startswith("https://p.example/")
    assert "<script" not in RENDER.render(_address(url))


def test_no_field_of_a_report_breaks_out_of_the_post(learner_client, report):
    hostile = "1. <img src=x onerror=alert(1)>\n\n# Injected &lt;script&gt;"
    link = "https://p.example/><script>alert(1)</script>"
    fields = dict.fromkeys(("claim", "strongest", "gaps", "conclusion"), hostile)
    HypeReport.objects.update(subject="1. # &amp;", url=link, **fields)
    said = Answered("shown", hostile, link, dt.date(2026, 3, 2))
    actions.save_answers(report=report, answers=dict.fromkeys(HypeQuestion.objects.current(), said))
    plain = reverse("portfolio:hype-markdown", args=[report.pk])

    html = RENDER.render(learner_client.get(plain).text)

    assert "<script" not in html
    assert "<img" not in html
    assert "<ol" not in html
    assert not re.search(r"<h\d>Injected", html)


def test_the_post_says_whose_questions_these_are(learner_client, report):
    where = reverse("portfolio:hype-markdown", args=[report.pk])

    lines = learner_client.get(where).text.splitlines()

    start = lines.index("## Where the questions come from")
    assert lines[start + 2 :] == [
        f"- {_plain(source['title'])}, {source['author']}: <{source['url']}>"
        for source in report.hype_check.sources
    ]
    assert "Stephen Merity" in lines[start + 3]


def test_the_page_says_what_to_heed_before_publishing(learner_client, report):
    page = learner_client.get(report.get_absolute_url()).text

    assert all(f"<li>{rule}</li>" in page for rule in report.hype_check.publish_rules)
    assert "Offer the maker the chance to answer and add the reply." in page
    assert reverse("curriculum:hype-check") in page
