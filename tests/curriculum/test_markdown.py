"""Markdown shows what was typed and does nothing else, whatever was typed."""

import time
from html.parser import HTMLParser
from urllib.parse import urlsplit

import pytest

from curriculum.markdown import LONGEST_TEXT, markdown

# Written out once more on purpose: what may be left, whatever the code allows.
PLAIN = (
    "blockquote br code del em h3 h4 h5 h6 hr label li p pre s strong table tbody td th thead tr ul"
)
ALLOWED: dict[str, set[str]] = {tag: set() for tag in PLAIN.split()} | {
    "a": {"href", "title", "rel"},
    "input": {"type", "checked", "disabled"},
    "ol": {"start"},
}
REL = "nofollow ugc noopener noreferrer"

PAYLOADS = [
    "<script>alert(1)</script>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "</p></div><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><a xlink:href='javascript:alert(1)'><text>x</text></a></svg>",
    "<math><mtext><style><img src=x onerror=alert(1)></style></mtext></math>",
    "<iframe src='javascript:alert(1)'></iframe>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<object data='data:text/html,<script>alert(1)</script>'></object>",
    "<embed src='data:text/html,x'>",
    "<form action='/log/entries/'><button>x</button></form>",
    "<button formaction='javascript:alert(1)'>x</button>",
    "<input autofocus onfocus=alert(1)>",
    "<details open ontoggle=alert(1)>x</details>",
    "<video><source onerror=alert(1)></video>",
    "<body onload=alert(1)>",
    "<base href='https://evil.example/'>",
    "<meta http-equiv=refresh content='0;url=https://evil.example'>",
    "<link rel=stylesheet href='https://evil.example/x.css'>",
    "<style>@import 'https://evil.example/x.css'</style>",
    "<p style='position:fixed;inset:0'>over everything</p>",
    "<p class='visually-hidden' id='main' data-set='x' data-for='y'>x</p>",
    "<div hx-get='/accounts/logout/' hx-trigger='load'>x</div>",
    "<div data-hx-post='/path/goal/edit/' data-hx-trigger='load'>x</div>",
    "<a hx-on:click='alert(1)' href='#'>x</a>",
    "<a x-data x-on:click='alert(1)'>x</a>",
    "<template><script>alert(1)</script></template>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
    "<textarea></textarea><script>alert(1)</script>",
    "<!--><script>alert(1)</script>-->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?xml version='1.0'?><script>alert(1)</script>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java\tscript:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](javascript&colon;alert(1))",
    "[x](\\javascript:alert(1))",
    "[x](<javascript:alert(1)>)",
    "[x](vbscript:msgbox(1))",
    "[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)",
    "[x](data:image/svg+xml,<svg onload=alert(1)>)",
    "[x](file:///etc/passwd)",
    "[x](ftp://evil.example/)",
    "[x](//evil.example/)",
    "[x](/accounts/logout/)",
    "[x]: javascript:alert(1)\n\n[x]",
    '[x](https://e.example "\\" onmouseover=alert(1) \\"")',
    "[x](https://e.example/\"onmouseover='alert(1)')",
    "<javascript:alert(1)>",
    "<https://e.example/\"onclick='alert(1)'>",
    "![x](https://evil.example/pixel.png)",
    "![x](javascript:alert(1))",
    "![x](data:image/svg+xml;base64,PHN2Zz48L3N2Zz4=)",
    '![" onerror="alert(1)](https://e.example/a.png)',
    "![<script>alert(1)</script>](https://e.example/a.png)",
    "[![x](https://e.example/a.png)](javascript:alert(1))",
    "[a [b](https://e.example) c](https://f.example)",
    "```<script>alert(1)</script>\n<script>alert(1)</script>\n```",
    '```js" onmouseover="alert(1)\nx\n```',
    "`<img src=x onerror=alert(1)>`",
    "|<script>a</script>|\n|-|\n|<img src=x onerror=alert(1)>|",
    "- [ ] <input type=image src=x onerror=alert(1)>",
    "- [x] <script>alert(1)</script>",
    "# <svg/onload=alert(1)>",
    "> <iframe src=//evil.example>",
    "**<b onclick=alert(1)>x</b>**",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;alert(1)&#60;/script&#62;",
    "\u202e<script>alert(1)</script>",
    "<a href='jav&#x09;ascript:alert(1)'>x</a>",
    "<a\nhref='javascript:alert(1)'\n>x</a>",
]


class Found(HTMLParser):
    """Every tag with its attributes, and everything that is neither tag nor text."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.others = [], []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_comment(self, data):
        self.others.append(data)

    handle_decl = handle_pi = unknown_decl = handle_comment


@pytest.mark.parametrize("text", PAYLOADS)
@pytest.mark.parametrize("around", ["{}", "> - {}", "x {} y", "\n\n{}\n\nend"])
def test_nothing_active_is_left(text, around):
    found = Found(markdown(around.format(text)))

    assert found.others == []
    for tag, attributes in found.tags:
        assert set(attributes) <= ALLOWED[tag]
        if tag == "a":
            assert attributes["rel"] == REL
            assert urlsplit(attributes.get("href", "https:")).scheme in ("http", "https", "mailto")
        if tag == "input":
            assert attributes["type"] == "checkbox"
            assert "disabled" in attributes


def tags(text):
    return [tag for tag, _attributes in Found(markdown(text)).tags]


def test_what_markdown_is_for_is_shown():
    text = "**b** *i* ~~s~~ `c` https://e.example/x\n\n|a|\n|-|\n|1|\n\n> q\n\n3. three\n\n```\n<x>\n```"

    html = markdown(text)

    for part in (
        "<strong>b</strong> <em>i</em> <s>s</s> <code>c</code>",
        f'<a href="https://e.example/x" rel="{REL}">https://e.example/x</a>',
        "<td>1</td>",
        "<blockquote>",
        '<ol start="3">',
        "<pre><code>&lt;x&gt;\n</code></pre>",
    ):
        assert part in html


def test_headings_begin_at_the_third_level_and_leave_none_out():
    assert tags("# A\n\n### B\n\n###### C") == ["h3", "h4", "h5"]
    assert tags("## A\n\n## B") == ["h3", "h3"]
    assert tags("\n\n".join("#" * level + " x" for level in range(1, 7))) == [
        "h3", "h4", "h5", "h6", "h6", "h6",
    ]  # fmt: skip


def test_an_image_becomes_a_link_to_it():
    html = markdown("![a *loss* curve](https://e.example/a.png)")

    assert html == f'<p><a href="https://e.example/a.png" rel="{REL}">a loss curve</a></p>\n'


def test_an_image_in_a_link_becomes_the_words_of_the_link():
    html = markdown("[![curve](https://e.example/a.png)](https://f.example)")

    assert html == f'<p><a href="https://f.example" rel="{REL}">curve</a></p>\n'


def test_tasks_are_boxes_to_look_at():
    html = markdown("- [x] train\n- [ ] tune\n- [y] no task")

    assert html.count('type="checkbox"') == 2
    assert html.count("checked") == 1
    assert "<label>" in html
    assert "[y] no task" in html


def test_a_file_name_is_no_address():
    assert "<a" not in markdown("See train.py and readme.md")


def test_a_line_in_brackets_of_no_list_stays_as_it_is():
    assert markdown("[ ] not a task") == "<p>[ ] not a task</p>\n"


HEAVY = ["[", "]", "(", "<", ">", "*", "_", "`", "~", "!", "|", "#", "-", "&", "\\", "\n", " "]
HEAVY += ["![", "[a](", "[](", "**a ", "*a_", "> ", "- ", "1. ", "- [ ] x\n", "|a|\n|-|\n", "<a "]
HEAVY += ["http://a.b/", "a@b.cd ", "https://(", "[x]: y\n", "[a][b]", "~~a", "&#", "![a](b)"]


@pytest.mark.parametrize("piece", HEAVY)
def test_the_longest_text_is_rendered_in_bounded_time(piece):
    text = (piece * LONGEST_TEXT)[:LONGEST_TEXT]

    started = time.process_time()
    html = markdown(text)

    assert time.process_time() - started < 3  # the worst takes 0.7 s
    assert {tag for tag, _ in Found(html).tags} <= set(ALLOWED)


@pytest.mark.parametrize("opening", ["> ", "- ", "  - a\n", "*", "[", "![", "**_"])
def test_deep_nesting_is_no_trouble(opening):
    html = markdown("before\n\n" + opening * 900 + "deep")

    assert "before" in html
    assert {tag for tag, _ in Found(html).tags} <= set(ALLOWED)


def test_longer_text_is_not_parsed():
    html = markdown("<b>*" * LONGEST_TEXT)

    assert html.startswith("<pre>&lt;b&gt;*")
    assert tags("<b>*" * LONGEST_TEXT) == ["pre"]
