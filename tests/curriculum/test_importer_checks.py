"""Files of the right form that contradict themselves or each other."""

import re

import pytest

from curriculum.importer import BUILT_IN_FILES, Files, RefusedError, check
from tests.curriculum.files import line_of, refusal, written

FIRST = "      - slug: first-model-today\n"
QUOTA = '"Write down quota, session limit and your shut-down habit", minutes: '
VIDEO = '          - {label: "Video", minutes: 83}\n'
NEEDS_FIRST = "prerequisites: [first-model-today]"
PROMPTS = "blog_prompts: [free-gpu-setup-notes, notebook-habits]"
HOME = "    url: https://course.fast.ai/\n"
YIELDS_BLOG = "portfolio: {yields: true, kind: blog}"

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
        ("  pdl-home:", None),
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
    (PROMPTS, "blog_prompts: [notebook-habits]", [
        ("blog_prompts: [notebook-habits]", "first-model-today: blog_prompts has 1, not 2 to 3"),
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
    ("  - slug: two-stories-about-ml\n", "  - slug: why-i-start-now\n", None),
    ("{when: after_unit, unit: orient-your-path}", "{when: anytime, unit: orient-your-path}", [
        ("{when: anytime, unit", "why-i-start-now: name unit if, and only if, when is after_unit"),
    ]),
    ("{when: after_hours, hours: 10}", "{when: after_hours}", [
        ("{when: after_hours}", "<>"),
    ]),
]  # fmt: skip
