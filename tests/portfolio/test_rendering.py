"""What learners write, as HTML: everything they need, and nothing that acts."""

import re
import uuid

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portfolio.models.item import LONGEST_POST
from portfolio.rendering import LONGEST_FORMULA, pictures_in, render
from tests.portfolio.payloads import PAYLOADS

PICTURE = f"/portfolio/images/{uuid.UUID(int=7)}/"
ALLOWED = (
    r"</?(a|blockquote|br|code|del|em|h[3-6]|hr|input|label|li|ol|p|pre|s|strong|table|tbody|td|th|"
    r"thead|tr|ul|img|span|math|m[a-z]+)(?=[ >/])"
)


def test_formulas_become_mathml():
    inline, block = render("It is $x^2$ here."), render("$$\n\\frac{a}{b}\n$$")

    assert '<math display="inline"><mrow><msup><mi>x</mi><mn>2</mn></msup></mrow></math>' in inline
    assert '<math display="block">' in block
    assert "<mfrac>" in block


def test_money_is_no_formula():
    assert render("From $5 to $6.") == "<p>From $5 to $6.</p>\n"


@pytest.mark.parametrize("formula", ["\\frac{", "x" * (LONGEST_FORMULA + 1), "{" * 900])
def test_what_is_no_formula_is_shown_as_typed(formula):
    assert "<math" not in render(f"${formula}$")
    assert formula[:5] in render(f"${formula}$")


def test_code_is_coloured_in_known_languages():
    python, none = render("```python\nreturn 'x' # y\n```"), render("```nonesuch\n<b>\n```")

    assert '<span class="k">return</span>' in python
    assert '<span class="c"># y</span>' in python
    assert none == "<pre><code>&lt;b&gt;\n</code></pre>\n"


def test_long_code_is_left_plain():
    assert "<span" not in render(f"```python\n{'return 1; ' * 1100}\n```")


def test_own_pictures_are_shown_and_others_become_links():
    html = render(f"![A *bird*]({PICTURE}) ![curve](https://example.org/c.png)")

    assert f'<img src="{PICTURE}" alt="A bird" loading="lazy">' in html
    assert '<a href="https://example.org/c.png"' in html
    assert html.count("<img") == 1


@pytest.mark.parametrize("source", [PICTURE + "x", "/portfolio/budget/", "//e.org" + PICTURE])
def test_nothing_else_is_fetched(source):
    assert "<img" not in render(f"![x]({source})")


def test_pictures_of_a_text_are_found_once_each():
    assert pictures_in(f"![a]({PICTURE}) ![b]({PICTURE})") == [str(uuid.UUID(int=7))]


def test_what_is_too_long_is_shown_as_typed():
    assert render("*" * (LONGEST_POST + 1)).startswith("<pre>***")


@pytest.mark.parametrize("payload", PAYLOADS)
def test_nothing_active_is_left(payload):
    check(render(payload))


@settings(max_examples=150)
@given(
    st.lists(st.sampled_from([*PAYLOADS, "$", "```", "\n\n", "- ", "![", "](", ")"]), max_size=6)
)
def test_nothing_active_is_left_of_any_mixture(parts):
    check(render("".join(parts)))


def check(html):
    """Every tag and attribute is one of a short list, and no address has another scheme."""
    assert re.sub(r"</?[^>]*>", "", re.sub(ALLOWED, "<x", html)).count("<") == 0
    for tag in re.findall(r"<[a-z][^>]*>", html):
        assert re.match(ALLOWED, tag)
        names = re.findall(r"""\s([^\s=>"']+)(?:="[^"]*")?""", re.sub(r'="[^"]*"', '=""', tag))
        assert {name.split("=")[0] for name in names} <= {
            "href", "title", "rel", "start", "type", "checked", "disabled", "src", "alt",
            "loading", "class", "display", "fence", "stretchy", "form", "movablelimits",
            "minsize", "maxsize", "mathvariant", "linethickness", "displaystyle", "scriptlevel",
            "columnalign",
        }  # fmt: skip
    for address in re.findall(r'href="([^"]*)"', html):
        assert re.match(r"(https?:|mailto:)", address, re.IGNORECASE)
