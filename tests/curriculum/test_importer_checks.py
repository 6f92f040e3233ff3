"""Files of the right form that contradict themselves or each other."""

import json
import re

import pytest
import yaml

from curriculum.importer import BUILT_IN_FILES, Files, RefusedError, check, load, load_builtin
from curriculum.models import Unit
from tests.curriculum.files import LATER, NOW, line_of, refusal, written

FIRST = "      - slug: first-model-today\n"
QUOTA = '"Write down quota, session limit and your shut-down habit", minutes: '
VIDEO = '          - {label: "Video", minutes: 83}\n'
NEEDS_FIRST = "prerequisites: [first-model-today]"
PROMPTS = "blog_prompts: [free-gpu-setup-notes, notebook-habits]"
HOME = "    url: https://course.fast.ai/\n"

# What is edited, into what; then a snippet of each line at fault, and the reason. In a
# reason, <snippet> stands for the line of that snippet.
CURRICULUM = [
    (QUOTA + "10}", QUOTA + "20}", [
        ("        minutes: 85\n", "first-model-today: steps add up to 95 minutes, the unit says 85"),
    ]),
    ("    minutes: 600\n", "    minutes: 540\n", [
        ("total_minutes", "modules add up to 4140 minutes, meta says 4200 minutes and 70 hours"),
        ("    minutes: 540\n", "whole-game: units add up to 600 minutes, the module says 540"
         " minutes and 10 hours"),
    ]),
    ("  total_hours: 70\n", "  total_hours: 71\n", [
        ("  total_minutes", "modules add up to 4200 minutes, meta says 4200 minutes and 71 hours"),
    ]),
    ("{ref: nb-jupyter101, use: core}", "{ref: nb-jupiter, use: core}", [
        ("  nb-jupyter101:\n", "nb-jupyter101: nobody uses this resource"),
        ("{ref: nb-jupiter", "first-model-today: unknown resource nb-jupiter"),
    ]),
    ("nagging\", ref: math-nn1}", "nagging\", ref: math-nn9}", [
        ("math-nn9", "lesson-1-watch: unknown resource math-nn9"),
    ]),
    ("          - {ref: nb-jupyter101, use: core}\n", "", [
        ("  nb-jupyter101:\n", "nb-jupyter101: nobody uses this resource"),
    ]),
    ("{ref: pdl-repo, use: optional}", "{ref: pdl-kaggle, use: optional}", [
        ("{ref: pdl-kaggle, use: optional}", "first-model-today: resource pdl-kaggle twice, first"
         " on line <{ref: pdl-kaggle, use: core}>"),
    ]),
    (NEEDS_FIRST, "prerequisites: [first-classifier]", [
        ("prerequisites: [first-classifier]", "lesson-1-watch: prerequisite first-classifier does"
         " not come before it"),
    ]),
    (NEEDS_FIRST, "prerequisites: [lesson-1-watch]", [
        ("prerequisites: [lesson-1-watch]", "lesson-1-watch: prerequisite lesson-1-watch does not"
         " come before it"),
    ]),
    (NEEDS_FIRST, "prerequisites: [first-modell]", [
        ("prerequisites: [first-modell]", "lesson-1-watch: unknown prerequisite first-modell"),
    ]),
    (NEEDS_FIRST, "prerequisites: [first-model-today, first-model-today]", [
        ("prerequisites: [first-model-today, ", "lesson-1-watch: prerequisite first-model-today"
         " twice, first on line <prerequisites: [first-model-today, >"),
    ]),
    (HOME, "    url: http://course17.fast.ai/\n", [
        ("    url: http://course17.fast.ai/\n    url_status: seen\n    seen_in: \"fastai/course22 ",
         "address http://course17.fast.ai/ twice, first on line <    url: http://course17>"),
    ]),
    ("        order: 1\n", "        order: 2\n", [
        ("        order: 2\n", "first-model-today: order is 2, but it is unit 1"),
    ]),
    ("    order: 1\n", "    order: 3\n", [
        ("    order: 3\n", "whole-game: order is 3, but it is module 1"),
    ]),
    ('- "Can start a GPU', '- "Start a GPU', [
        ('- "Start a GPU', 'first-model-today: an outcome begins with "Can "'),
    ]),
    ("portfolio: {yields: false}", "portfolio: {yields: true}", [
        ("portfolio: {yields: true}", "first-model-today: portfolio names a kind if, and only if,"
         " it yields something"),
    ]),
    ("        # basis: N Jupyter", "        # N Jupyter", [
        (FIRST, "first-model-today: no basis comment between its slug and its steps"),
    ]),
    ("        self_check:\n", '        self_check:\n          - {q: "Why?", a: "So."}\n', [
        ("        self_check:\n", "first-model-today: self_check has 3, not 1 to 2"),
    ]),
    (PROMPTS, PROMPTS[:-1] + ", why-i-start-now]", [
        (PROMPTS[:-1], "first-model-today: prompt why-i-start-now fits orient-your-path"),
    ]),
    (PROMPTS, PROMPTS[:-1] + ", two-years-in-public]", [
        (PROMPTS[:-1], "first-model-today: unknown prompt two-years-in-public"),
    ]),
    (PROMPTS, PROMPTS[:-1] + ", notebook-habits]", [
        (PROMPTS[:-1], f"first-model-today: prompt notebook-habits twice, first on line <{PROMPTS[:-1]}>"),
    ]),
    (VIDEO, VIDEO.replace("83", "40") + VIDEO.replace("83", "43"), [
        ('{label: "Video", minutes: 43}', "lesson-1-watch: step Video twice, first on line"
         ' <{label: "Video", minutes: 40}>'),
    ]),
    ("    minutes: 1175\n", "    minutes: 1180\n", [
        ("    minutes: 1180\n", "domain-builder: units add up to 1175 minutes, the track says 1180"),
    ]),
    ("    units:\n      - first-model-today\n", "    units:\n      - first-model\n", [
        ("    minutes: 1175\n", "domain-builder: units add up to 1090 minutes, the track says 1175"),
        ("      - first-model\n", "domain-builder: unknown unit first-model"),
    ]),
    ("source_article: art-topbots", "source_article: art-missing", [
        ("source_article: art-missing", "meta: unknown resource art-missing"),
    ]),
    ("module: lift-the-lid}", "module: lift-the-lit}", [
        ("module: lift-the-lit}", "yardstick_2017: unknown module lift-the-lit"),
    ]),
    ("    fits_after: inside-out\n", "    fits_after: inside\n", [
        ("    fits_after: inside\n", "el-part-2-rest: unknown module inside"),
    ]),
    ("  - slug: ready-vision\n", "  - slug: ready-loop\n", [
        ('  - slug: ready-loop\n    text: "I can take', "statement ready-loop twice, first on line"
         ' <  - slug: ready-loop\n    text: "I can write>'),
    ]),
]  # fmt: skip

PROMPTS_FILE = [
    ("  - slug: first-two-hours\n", "  - slug: ten-hour-check\n", [
        ('  - slug: ten-hour-check\n    text: "Ten', "prompt ten-hour-check twice, first on line"
         " <  - slug: ten-hour-check>"),
    ]),
    ("{when: after_hours, hours: 10}", "{when: anytime, hours: 10}", [
        ("{when: anytime, hours", "ten-hour-check: name hours if, and only if, when is"
         " after_hours"),
    ]),
    ("{when: after_hours, hours: 10}", "{when: after_unit}", [
        ("{when: after_unit}", "ten-hour-check: name unit if, and only if, when is after_unit"),
    ]),
    ("{when: after_hours, hours: 10}", "{when: after_unit, unit: first-model}", [
        ("unit: first-model}", "ten-hour-check: unknown unit first-model"),
    ]),
    ("{when: after_hours, hours: 10}", "{when: after_unit, unit: first-classifier}", [
        ("{when: after_unit, unit: first-classifier}\n    audience: \"you six months ago\"\n"
         "    format: reading", "ten-hour-check: unit first-classifier does not name it"),
    ]),
]  # fmt: skip
HYPE_CHECK = [
    ("        order: 2\n", "        order: 3\n", [
        ("        order: 3\n", "evaluation-built-in: order is 3, but it is question 2"),
    ]),
    ("      - slug: evaluation-built-in\n", "      - slug: training-data-exists\n", [
        ("      - slug: training-data-exists\n        order: 2", "question training-data-exists"
         " twice, first on line <      - slug: training-data-exists>"),
    ]),
    ("  - slug: need\n", "  - slug: budget\n", [
        ('  - slug: budget\n    title: "Who', "section budget twice, first on line"
         " <  - slug: budget>"),
    ]),
    ("  - slug: merity\n", "  - slug: smerity\n", [
        ("sections:", "merity: 0 questions, not 6"),
    ]),
]  # fmt: skip
CASES = [
    (name, *case)
    for name, cases in (
        ("curriculum", CURRICULUM), ("prompts", PROMPTS_FILE), ("hypecheck", HYPE_CHECK)
    )
    for case in cases
]  # fmt: skip


@pytest.mark.parametrize(("name", "old", "new", "expected"), CASES)
def test_a_contradiction_is_refused_with_its_line(tmp_path, name, old, new, expected):
    faults = refusal(tmp_path, name, old, new)

    assert faults == [
        (
            line_of(tmp_path, name, snippet),
            re.sub(r"<(.+)>", lambda it: str(line_of(tmp_path, name, it[1])), reason, flags=re.S),
        )
        for snippet, reason in expected
    ]


def _data(name):
    return yaml.safe_load(getattr(BUILT_IN_FILES, name).read_text())


def test_the_built_in_path_keeps_its_size(tmp_path):
    data = _data("curriculum")
    data["modules"] = data["modules"][:3]
    files = written(tmp_path, "curriculum", yaml.safe_dump(data, sort_keys=False).encode())

    with pytest.raises(RefusedError) as refused:
        check(files)

    reasons = {fault.reason for fault in refused.value.faults}
    assert reasons >= {
        "3 modules, not 4 to 8",
        "17 units, not 24 to 40",
        "units add up to 1800 minutes, not to 70 hours give or take one",
        "no unit yields a portfolio item: open_source",
    }


def test_the_built_in_path_has_many_prompts(tmp_path):
    files = written(tmp_path, "prompts", b"prompts: []")

    with pytest.raises(RefusedError) as refused:
        check(files)

    assert f"{files.prompts}:1: 0 prompts, fewer than 60" in str(refused.value)


def test_merity_has_six_questions(tmp_path):
    data = _data("hypecheck")
    data["sections"][2]["questions"].insert(0, data["sections"][1]["questions"].pop())
    files = written(tmp_path, "hypecheck", yaml.safe_dump(data, sort_keys=False).encode())

    with pytest.raises(RefusedError) as refused:
        check(files)

    [fault] = refused.value.faults
    assert fault.reason == "merity: 5 questions, not 6"
    assert fault.line == line_of(tmp_path, "hypecheck", "- slug: merity")


@pytest.mark.django_db
def test_another_path_and_another_hype_check_have_sizes_of_their_own(tmp_path):
    load_builtin(now=NOW)

    report = load(_small_path(tmp_path), now=LATER)

    assert str(report).startswith("curriculum: 1 module, 1 unit, 60 minutes, 3 resources")
    assert Unit.objects.get(slug="first-steps").placements.get().edition.path.slug == "small"
    assert Unit.objects.filter(retired_at=None).count() == 41


def _small_path(folder):
    """A path of one module, one unit and two prompts."""
    data, prompts, hype = _data("curriculum"), _data("prompts"), _data("hypecheck")
    kept = ["art-topbots", "course-2017", "nb-bird"]
    data["meta"] |= {"slug": "small", "total_minutes": 60, "total_hours": 1}
    data["meta"]["yardstick_2017"]["mapping"] = []
    data["resources"] = {slug: data["resources"][slug] for slug in kept}
    module = data["modules"][0] | {"minutes": 60, "hours": 1}
    unit = module["units"][0] | {
        "slug": "first-steps",
        "minutes": 60,
        "steps": [{"label": "Take them", "minutes": 60}],
        "resources": [{"ref": "nb-bird", "use": "core"}],
        "blog_prompts": ["a", "b"],
    }
    data |= {"modules": [module | {"units": [unit]}], "electives": [], "tracks": []}
    data["sample_posts"] = []
    fits = {"when": "after_unit", "unit": "first-steps"}
    prompt = prompts["prompts"][0]
    hype["meta"]["slug"] = "small-check"
    hype["sections"] = [hype["sections"][0] | {"slug": "all", "questions": []}]
    text = yaml.safe_dump(data, sort_keys=False).replace("    steps:", "    # basis: J\n    steps:")
    written(folder, "curriculum", text.encode())
    both = [prompt | {"slug": slug, "fits": fits} for slug in "ab"]
    written(folder, "prompts", json.dumps({"prompts": both}).encode())
    written(folder, "hypecheck", yaml.safe_dump(hype, sort_keys=False).encode())
    return Files(*(folder / f"{name}.yaml" for name in ("curriculum", "prompts", "hypecheck")))
