"""What belongs to one kind: an experiment's card and runs, an app's feedback, a contribution."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from portfolio import actions
from portfolio.charts import run_dots, scale_of, ticks
from portfolio.models import Experiment, Feedback, Item, Run
from portfolio.runs import RunRow, read_runs, write_runs
from tests.portfolio.factories import (
    FeedbackFactory,
    ItemFactory,
    PortfolioFactory,
    PublishedFactory,
)

NOW = dt.datetime(2026, 3, 9, 12, tzinfo=dt.UTC)


def address(name, item):
    return reverse(f"portfolio:{name}", args=[item.pk])


@pytest.mark.parametrize(
    ("kind", "sent"),
    [
        ("app", {"limits": "Only gardens.", "expert": "ornithologist", "expert_on": "2026-03-01"}),
        ("answer", {"place": "fast.ai forums", "topic": "unfreezing"}),
        ("experiment", {"question": "Does it?", "baseline_result": "0.81", "metric": "accuracy"}),
        ("open_source", {"project": "fastai", "lines_changed": "3", "state": "declined"}),
    ],
)
def test_save_kind_keeps_what_belongs_to_it(learner_client, learner, kind, sent):
    item = ItemFactory(learner=learner, kind=kind)
    name = "contribution" if kind == "open_source" else kind

    response = learner_client.post(
        address("save-kind", item),
        {f"kind-{key}": value for key, value in sent.items()},
        follow=True,
    )

    saved = getattr(Item.objects.with_kind().get(), name)
    assert {key: str(getattr(saved, key)) for key in sent} == sent
    assert [value for value in sent.values() if value not in response.text] == []


@pytest.mark.parametrize(
    ("kind", "sent", "message"),
    [
        ("app", {"model_card_url": "javascript:x"}, "begins with https:// or http://"),
        ("app", {"expert_on": "soon"}, "year-month-day"),
        ("experiment", {"baseline_result": "good"}, "Write the result as a number"),
        ("experiment", {"baseline_result": "1e999"}, "Write the result as a number"),
        ("experiment", {"baseline_result": "1e301"}, "result is a number"),
        ("experiment", {"data_url": "ftp://x"}, "begins with https:// or http://"),
        ("open_source", {"state": "opened", "lines_changed": "few"}, "Write the number of lines"),
        ("open_source", {"state": "won"}, "Select a valid choice"),
        ("answer", {"topic": "x" * 81}, "at most 80 characters"),
    ],
)
def test_save_kind_explains_what_is_wrong(learner_client, learner, kind, sent, message):
    item = ItemFactory(learner=learner, kind=kind)
    before = Item.objects.values().get()

    response = learner_client.post(
        address("save-kind", item), {f"kind-{key}": value for key, value in sent.items()}
    )

    assert message in response.text
    assert Item.objects.values().get() == before


def test_save_kind_of_a_blog_post_has_nothing_to_save(learner_client, learner):
    item = ItemFactory(learner=learner)

    assert learner_client.post(address("save-kind", item)).status_code == 302


def test_first_answer_comes_with_the_etiquette(learner_client, learner):
    item = ItemFactory(learner=learner, kind="answer")
    words = "How to be of help among strangers"

    first = learner_client.get(item.get_absolute_url()).text
    PublishedFactory(learner=learner, kind="answer")

    assert words in first
    assert words not in learner_client.get(item.get_absolute_url()).text


def test_declined_contributions_are_shown_kindly(learner_client, client, learner):
    item = PublishedFactory(learner=learner, kind="open_source")
    PortfolioFactory(learner=learner)
    item.contribution.state = "declined"
    actions.save_kind(of_kind=item.contribution, now=NOW)

    html = client.get(reverse("public:item", args=[learner.handle, item.slug])).text

    assert "Declined" in html
    assert "is the practice" in html


@pytest.mark.parametrize(
    ("pasted", "rows"),
    [
        ("", []),
        ("0.9", [(None, "", 0.9)]),
        ("lr=1e-3, 0.9\nlr=1e-2, 0.8", [(None, "lr=1e-3", 0.9), (None, "lr=1e-2", 0.8)]),
        ("1\tresnet\t0.9\n2\tresnet\t0.91", [(1, "resnet", 0.9), (2, "resnet", 0.91)]),
        ("seed;setting;result\n7;a;0,5\n", [(7, "a", 0.5)]),
        ("Accuracy,Model,Notes\n93 %,a,fine", [(None, "a", 93.0)]),
        ('1,"a, b",1e-3', [(1, "a, b", 0.001)]),
        (",a,.5\n\n", [(None, "a", 0.5)]),
        ("run|loss\n-3|+2", [(None, "-3", 2.0)]),
    ],
)
def test_runs_are_read_as_people_paste_them(pasted, rows):
    assert read_runs(pasted) == [RunRow(*row) for row in rows]


@pytest.mark.parametrize(
    ("pasted", "message"),
    [
        ("1,a,b", "Row 1: “b” is not a number."),
        ("seed,setting,result\n1,a,nan", "Row 2: “nan” is not a number."),
        ("1,a,1e301", "is not a number"),
        ("1,a,0.5\n1,a", "Row 2 has 2 columns"),
        ("1,2,3,4", "Row 1 has 4 columns"),
        ("1.5,a,0.5", "the seed “1.5” is not a whole number"),
        ("9" * 19 + ",a,0.5", "is not a whole number"),
        ("1," + "a" * 121 + ",0.5", "the setting is too long"),
        ("seed,setting\n1,a", "one of them has to be “result”"),
        ("result,loss\n1,2", "and only one"),
        ("0.5\n" * 201, "more than 200 runs"),
    ],
)
def test_runs_that_cannot_be_read_say_which_row(learner_client, learner, pasted, message):
    item = ItemFactory(learner=learner, kind="experiment")

    response = learner_client.post(address("set-runs", item), {"runs-runs": pasted})

    assert message in response.context["runs_form"].errors["runs"][0]
    assert pasted.split(",")[0][:9] in response.text
    assert not Run.objects.exists()


settings_text = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp")), max_size=40
).map(str.strip)
run_rows = st.builds(
    RunRow,
    seed=st.none() | st.integers(-(10**17), 10**17),
    setting=settings_text.filter(lambda words: not set(words) & set('"\t;,|')),
    result=st.floats(-1e6, 1e6).map(lambda value: float(f"{value:g}")),
)


@given(st.lists(run_rows, max_size=20))
def test_runs_that_are_written_are_read_back(runs):
    assert read_runs(write_runs(runs)) == runs


def test_set_runs_replaces_them(learner_client, learner):
    item = ItemFactory(learner=learner, kind="experiment")
    learner_client.post(address("set-runs", item), {"runs-runs": "1,a,0.5\n2,a,0.6"})
    learner_client.post(address("set-runs", item), {"runs-runs": "3,b,0.7"})

    runs = Run.objects.values_list("position", "seed", "setting", "result")
    assert list(runs) == [(0, 3, "b", 0.7)]
    assert "<circle" in learner_client.get(item.get_absolute_url()).text


def test_dots_name_each_run_and_the_baseline():
    experiment = Experiment(metric="accuracy", baseline="all sparrows", baseline_result=0.4)
    runs = [Run(seed=1, setting="a <b>", result=0.5), Run(setting="c", result=0.9)]

    drawn = run_dots(experiment, runs)

    assert drawn.count("<circle") == 2
    assert "<title>a &lt;b&gt;, seed 1, 0.5</title>" in drawn
    assert "<title>c, 0.9</title>" in drawn
    assert "<title>all sparrows: 0.4</title>" in drawn
    assert "2 runs of 2 settings, accuracy from 0.5 to 0.9" in drawn
    assert run_dots(experiment, []) == ""


def test_dots_draw_the_first_settings_only():
    runs = [Run(setting=str(n), result=n) for n in range(100)]

    assert run_dots(Experiment(), runs).count("<circle") == 40


@given(st.lists(st.floats(-1e299, 1e299), min_size=1, max_size=20))
def test_scale_has_every_value_in_it_and_a_few_ticks(values):
    scale = scale_of(values)

    assert all(3 <= scale.x(value) <= 97 for value in values)
    assert 1 <= len(ticks(scale)) <= 8


def test_feedback_is_of_today_unless_told(learner_client, learner):
    item = ItemFactory(learner=learner, kind="app")
    today = learner.study_day(timezone.now())

    assert f'value="{today.isoformat()}"' in learner_client.get(item.get_absolute_url()).text


FEEDBACK = {"person": "user", "how": "seen", "words": "Took it sideways", "change": "Turn it"}


def test_feedback_is_noted_and_own_tests_count_apart(learner_client, learner):
    item = ItemFactory(learner=learner, kind="app")
    for person in ("user", "expert", "maker"):
        sent = FEEDBACK | {"day": "2026-03-02", "person": person}
        learner_client.post(
            address("note-feedback", item),
            {f"feedback-{key}": value for key, value in sent.items()},
        )

    html = learner_client.get(item.get_absolute_url()).text

    assert Feedback.objects.count() == 3
    assert "2 people heard, 1 test of your own" in html
    assert html.count("Changed: Turn it") == 3


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"words": ""}, "Say what you saw or heard."),
        ({"day": "2999-01-01"}, "This day is not here yet."),
        ({"person": "cat"}, "Select a valid choice"),
    ],
)
def test_feedback_explains_what_is_wrong(learner_client, learner, change, message):
    item = ItemFactory(learner=learner, kind="app")
    sent = FEEDBACK | {"day": "2026-03-02"} | change

    response = learner_client.post(
        address("note-feedback", item), {f"feedback-{key}": value for key, value in sent.items()}
    )

    assert message in response.text
    assert "Turn it" in response.text
    assert not Feedback.objects.exists()


def test_feedback_has_a_limit(learner_client, learner, monkeypatch):
    monkeypatch.setattr(actions.kinds, "MOST_FEEDBACK", 1)
    item = ItemFactory(learner=learner, kind="app")
    FeedbackFactory(app=item.app)

    response = learner_client.post(
        address("note-feedback", item),
        {f"feedback-{key}": value for key, value in (FEEDBACK | {"day": "2026-03-02"}).items()},
    )

    assert "list is full" in response.text
    assert Feedback.objects.count() == 1


def test_delete_feedback_is_for_the_owner(learner_client, learner):
    own = FeedbackFactory(app=ItemFactory(learner=learner, kind="app").app)
    others = FeedbackFactory(app=ItemFactory(kind="app").app)

    responses = [
        learner_client.post(reverse("portfolio:delete-feedback", args=[each.pk])).status_code
        for each in (own, others)
    ]

    assert responses == [302, 404]
    assert Feedback.objects.get() == others
