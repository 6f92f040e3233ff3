"""What learners write, as HTML: the same for the page, the preview, the feed and mentors.

Markdown as in notes, and besides: pictures of one's own, coloured code, formulas.
Parsed without raw HTML, then cleaned against a list of what may stay. The second step trusts
nothing of the first.
"""

import re
from collections.abc import MutableMapping, Sequence
from dataclasses import dataclass
from typing import Any

import nh3
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from latex2mathml import converter
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from mdit_py_plugins.dollarmath import dollarmath_plugin
from pygments.lexers import get_lexer_by_name
from pygments.token import Comment, Keyword, Name, Number, Operator, String
from pygments.util import ClassNotFound

from curriculum.markdown import ATTRIBUTES, LINK_REL, SCHEMES, TAGS, image_as_link, make_parser
from portfolio.models.item import LONGEST_POST

LONGEST_FORMULA = 1_000
LONGEST_COLOURED = 10_000  # characters of code in one block

# Of MathML Core, what shows something and fetches nothing. No annotation-xml, no mglyph:
# they change how a parser reads what is inside.
_MATHS = {
    "math", "mfrac", "mi", "mn", "mo", "mover", "mroot", "mrow", "mspace", "msqrt", "mstyle",
    "msub", "msubsup", "msup", "mtable", "mtd", "mtext", "mtr", "munder", "munderover",
}  # fmt: skip
_OF_MATHS = {
    "math": {"display"},
    "mo": {"fence", "stretchy", "form", "movablelimits", "minsize", "maxsize"},
    "mi": {"mathvariant"},
    "mfrac": {"linethickness"},
    "mstyle": {"displaystyle", "scriptlevel"},
    "mtable": {"columnalign"},
    "mtd": {"columnalign"},
}
PICTURES = "/portfolio/images/"  # where the portfolio's own are
_PICTURE = re.compile(rf"{PICTURES}([0-9a-f-]{{36}})/")
_COLOURS = (
    (Comment, "c"), (Keyword, "k"), (Name.Function, "f"), (Name.Class, "f"),
    (Name.Builtin, "b"), (String, "s"), (Number, "n"), (Operator.Word, "k"),
)  # fmt: skip
_CLEAN: dict[str, Any] = {
    "tags": TAGS | _MATHS | {"img", "span"},
    "attributes": ATTRIBUTES | _OF_MATHS | {"img": {"src", "alt", "loading"}},
    "allowed_classes": {"span": {code for _type, code in _COLOURS}},
    "url_schemes": SCHEMES,
    "link_rel": LINK_REL,
    "set_tag_attribute_values": {
        "input": {"type": "checkbox", "disabled": ""},
        "img": {"loading": "lazy"},
    },
}


def render(text: str) -> SafeString:
    """Render what a learner wrote. Nothing active is left and nothing is fetched from elsewhere.

    Pictures of the portfolio are shown, others become links; what is too long, or what is no
    formula, is shown as it was typed.
    """
    if len(text) > LONGEST_POST:
        return format_html("<pre>{}</pre>", text)
    return _cleaned(_parser.render(text))


@dataclass(frozen=True)
class TextBlock:
    """A paragraph, heading, list or the like of a text: its lines, from 0, and itself as HTML."""

    first: int
    end: int  # the line after its last
    html: SafeString
    is_code: bool


def render_blocks(text: str) -> list[TextBlock]:
    """Render a text block by block, for who speaks of one of them. As safe as `render`."""
    env: dict[str, Any] = {}
    tokens = _parser.parse(text, env)
    blocks, start = [], 0
    for place, token in enumerate(tokens):
        if token.level or token.nesting == 1:
            continue
        html = _parser.renderer.render(tokens[start : place + 1], _parser.options, env)
        opening, start = tokens[start], place + 1
        if opening.map:
            first, end = opening.map
            blocks.append(TextBlock(first, end, _cleaned(html), is_code=token.type == "fence"))
    return blocks


def _cleaned(html: str) -> SafeString:
    """HTML with nothing in it but what is on the list."""
    return mark_safe(nh3.clean(html, attribute_filter=_keep, **_CLEAN))  # noqa: S308


def pictures_in(text: str) -> list[str]:
    """The ids of the portfolio's pictures that a text shows, in order, each once."""
    return list(dict.fromkeys(_PICTURE.findall(text)))


def _keep(tag: str, attribute: str, value: str) -> str | None:
    """Let pictures of our own through, and no link that leads nowhere."""
    if attribute == "src":
        return value if _PICTURE.fullmatch(value) else None
    if attribute == "href" and not re.match(r"(https?:|mailto:)", value, re.IGNORECASE):
        return None
    return value


def _picture(
    renderer: RendererHTML,
    tokens: Sequence[Token],
    index: int,
    options: Any,
    env: MutableMapping[str, Any],
) -> str:
    image = tokens[index]
    source = str(image.attrs["src"])
    if not _PICTURE.fullmatch(source):
        return image_as_link(renderer, tokens, index, options, env)
    words = renderer.renderInlineAsText(image.children or [], options, env)
    return format_html('<img src="{}" alt="{}">', source, words)


def _formula(source: str, options: dict[str, Any]) -> str:
    """A formula as MathML; what is none, or is too long, as code."""
    display = "block" if options["display_mode"] else "inline"
    if len(source) <= LONGEST_FORMULA:
        try:
            return str(converter.convert(source, display=display))
        except Exception:  # noqa: S110  any mistake of the writer's, in many classes
            pass
    return format_html("<code>{}</code>", source)


def _coloured(code: str, language: str, _attributes: str) -> str:
    """Code with its words in a few classes of colour; plain if its language is unknown."""
    try:
        lexer = get_lexer_by_name(language) if len(code) <= LONGEST_COLOURED else None
    except ClassNotFound:
        lexer = None
    if lexer is None:
        return format_html("{}", code)
    return "".join(_span(kind, words) for kind, words in lexer.get_tokens(code))


def _span(kind: Any, words: str) -> str:
    colour = next((code for each, code in _COLOURS if kind in each), "")
    if not colour:
        return format_html("{}", words)
    return format_html('<span class="{}">{}</span>', colour, words)


def _make_parser() -> MarkdownIt:
    parser = make_parser()
    parser.use(dollarmath_plugin, renderer=_formula, allow_digits=False, allow_space=False)
    parser.options["highlight"] = _coloured
    parser.add_render_rule("image", _picture)
    return parser


_parser = _make_parser()
