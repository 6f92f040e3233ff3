"""Files that cannot be read or have not the form they should, and what is said of them."""

from dataclasses import replace

import pytest

from curriculum.importer import BUILT_IN_FILES, RefusedError, load, load_builtin
from tests.curriculum.files import NOW, edited, line_of, refusal, row_versions, written

SLUG = "must be a slug: small letters, digits and single hyphens between them"
ADDRESS = "must be an address that begins with http:// or https://"
HOME = "    url: https://course.fast.ai/\n"
GAME = 'title: "The whole game"'
MINUTES = "        minutes: 85\n"

# What is edited, into what, a snippet of the line at fault, the reason.
WRONG_FORMS = [
    ("kind: code", "kind: coding", "kind: coding", "first-model-today: kind: must be one of"
     " watch, read, code, build, publish, reflect, not 'coding'"),
    ("{ref: pdl-repo, use: optional}", "{ref: pdl-repo, use: maybe}", "use: maybe",
     "first-model-today: use: must be one of core, optional, not 'maybe'"),
    ('        title: "A trained model before anything else"\n', "",
     "      - slug: first-model-today\n", "first-model-today: title is missing"),
    ("    url_status: seen\n", "    url_status: seen\n    licens: MIT\n", "    licens: MIT",
     "art-topbots: licens: unknown key; did you mean licence?"),
    ("meta:\n", "meta:\n  colour: green\n", "  colour: green",
     "learnpath-70: colour: unknown key"),
    (MINUTES, "        minutes: eighty\n", "        minutes: eighty\n",
     "first-model-today: minutes: must be a whole number, not 'eighty'"),
    (MINUTES, '        minutes: "85"\n', '        minutes: "85"',
     "first-model-today: minutes: must be a whole number, not '85'"),
    (MINUTES, "        minutes: 8.5\n", "        minutes: 8.5",
     "first-model-today: minutes: must be a whole number, not 8.5"),
    (MINUTES, "        minutes: 99999\n", "        minutes: 99999",
     "first-model-today: minutes: must be less than or equal to 1440, not 99999"),
    ('- {label: "Video", minutes: 83}', "- Video", "          - Video\n",
     "lesson-1-watch: steps, item 1: must have keys and values, not 'Video'"),
    ('  - "Watch with notes"', "  - watch: notes", "  - watch: notes",
     "learnpath-70: study_cycle, item 1: must be text"),
    (GAME, 'title: " "', 'title: " "', "whole-game: title: must not be blank, not ' '"),
    (GAME, "title: yes", "title: yes", "whole-game: title: must be text, not True"),
    (GAME, "title:", "title:\n    minutes: 600", "whole-game: title: must be text, not empty"),
    (GAME, f'title: "{"game " * 30}"', "title: \"game game", f"whole-game: title: must have at"
     f" most 120 characters, not '{('game ' * 12)[:56]}..."),
    (GAME, 'title: "The\\0game"', 'title: "The\\0', "whole-game: title: must not contain a NUL"
     " character, not 'The\\x00game'"),
    (HOME, "    url: ftp://course.fast.ai/\n", "    url: ftp:",
     f"pdl-home: url: {ADDRESS}, not 'ftp://course.fast.ai/'"),
    (HOME, '    url: "http://[half"\n', '    url: "http://[',
     f"pdl-home: url: {ADDRESS}, not 'http://[half'"),
    (HOME, '    url: "http://fast.ai/a b"\n', '    url: "http://fast.ai/a b"',
     f"pdl-home: url: {ADDRESS}, not 'http://fast.ai/a b'"),
    ("  pdl-home:\n", "  pdl_home:\n", "  pdl_home:", f"pdl_home: {SLUG}, not 'pdl_home'"),
    ("    units: all\n", "    units:\n", "    units:\n    minutes: 4200",
     "practitioner: units: must be a list of units, or all, not empty"),
    ("    units: all\n", "    units: some\n", "    units: some",
     "practitioner: units: must be a list, not 'some'"),
    ("compiled: 2026-11-22", "compiled: last week", "compiled: last week",
     "learnpath-70: compiled: must be a date such as 2026-11-22, not 'last week'"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "snippet", "reason"), WRONG_FORMS)
def test_a_wrong_form_is_refused_with_its_line(tmp_path, old, new, snippet, reason):
    faults = refusal(tmp_path, "curriculum", old, new)

    assert faults == [(line_of(tmp_path, "curriculum", snippet), reason)]


# The whole content of a file, the line at fault, the reason.
UNREADABLE = [
    (b"", 1, "the file is empty"),
    (b"# nothing but a comment\n", 1, "the file is empty"),
    (b"null\n", 1, "the file is empty"),
    (b"prompts:\n\t- slug: a\n", 2, "not valid YAML: found character that cannot start any token"),
    (b"prompts: [a, b\n", 2, "not valid YAML: did not find expected ',' or ']'"),
    (b"prompts: []\n---\nprompts: []\n", 2, "not valid YAML: but found another document"),
    (b"# fine\nprompts: caf\xe9\n", 2, "not UTF-8: byte 0xe9"),
    (b"# fine\n\nprompts: \x07\n", 3, "control character 0x07"),
    (b"a: &a [1]\nprompts: *a\n", 2, "aliases (*) are not used here"),
    (b"prompts: " + b"[" * 100_000, 1, "nested more than 20 deep"),
    (b"prompts: []\n" * 2, 2, "prompts: duplicate key, first on line 1"),
    (b"prompts: []\n1: x\n", 2, "a key must be plain text"),
    (b"prompts: []\n[a]: x\n", 2, "a key must be plain text"),
    (b"\nprompts: 2026-13-45\n", 2, "'2026-13-45' is not a value that can be read"),
    (b"prompts: !!python/name:os.system x\n", 1, "'x' is not a value that can be read"),
    (b"- a\n- b\n", 1, "the file: must have keys and values"),
    (b"promts: []\n", 1, "prompts is missing"),
    (b"prompts: {a: b}\n", 1, "prompts: must be a list"),
]


@pytest.mark.parametrize(("content", "line", "reason"), UNREADABLE)
def test_an_unreadable_file_is_refused_with_its_line(tmp_path, content, line, reason):
    files = written(tmp_path, "prompts", content)

    with pytest.raises(RefusedError) as refused:
        load(files, now=NOW)

    assert f"{files.prompts}:{line}: {reason}" in str(refused.value).splitlines()


def test_a_directory_is_refused(tmp_path):
    with pytest.raises(RefusedError) as refused:
        load(replace(BUILT_IN_FILES, hypecheck=tmp_path), now=NOW)

    assert str(refused.value) == f"{tmp_path}:1: cannot be read: Is a directory"


def test_faults_of_all_files_are_listed_in_the_order_of_their_lines(tmp_path):
    files = edited(tmp_path, "curriculum", (MINUTES, "        minutes: 0\n"), (GAME, "title: 7"))
    broken = written(tmp_path, "prompts", b"")

    with pytest.raises(RefusedError) as refused:
        load(replace(files, prompts=broken.prompts), now=NOW)

    assert [(fault.file[-15:], fault.line) for fault in refused.value.faults] == [
        ("curriculum.yaml", 1242),
        ("curriculum.yaml", 1256),
        (broken.prompts.as_posix()[-15:], 1),
    ]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("curriculum", MINUTES, "        minutes: 90\n"),
        ("curriculum", "kind: code", "kind: coding"),
        ("curriculum", "meta:\n", "meta:\n\tx: y\n"),
        ("prompts", "    minutes: 45\n", "    minutes: 5\n"),
        ("hypecheck", "order: 22", "order: 23"),
    ],
)
def test_refused_files_change_nothing(tmp_path, name, old, new):
    load_builtin(now=NOW)
    before = row_versions()

    refusal(tmp_path, name, old, new)

    assert row_versions() == before
