"""Markdown that people type, as HTML that does nothing but show it.

Parsed without raw HTML, then cleaned against a list of what may stay. The second step
trusts nothing of the first.
"""

import re
from collections.abc import MutableMapping, Sequence
from typing import Any

import nh3
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

LONGEST_TEXT = 20_000
"""Characters. What is longer is not parsed: parsing time may grow faster than the text."""

TAGS = {
    "a", "blockquote", "br", "code", "del", "em", "h3", "h4", "h5", "h6", "hr", "input", "label",
    "li", "ol", "p", "pre", "s", "strong", "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
ATTRIBUTES = {"a": {"href", "title"}, "input": {"type", "checked", "disabled"}, "ol": {"start"}}
SCHEMES = {"http", "https", "mailto"}
LINK_REL = "nofollow ugc noopener noreferrer"

TASK = re.compile(r"\[([ xX])\] ")

# The page a text is shown on has its own h1 and h2.
HIGHEST_HEADING = 3


def markdown(text: str) -> SafeString:
    """Render Markdown: CommonMark with tables, strikethrough, task lists and bare addresses.

    Nothing active is left, nothing is fetched from elsewhere (an image becomes a link to
    it), and headings begin at h3. A text that is too long is shown as it was typed; what is
    nested more than twenty levels deep ends it.
    """
    if len(text) > LONGEST_TEXT:
        return format_html("<pre>{}</pre>", text)
    clean = nh3.clean(
        _parser.render(text),
        tags=TAGS,
        attributes=ATTRIBUTES,
        url_schemes=SCHEMES,
        url_relative="deny",
        link_rel=LINK_REL,
        # Only task lists make one, and only to be looked at.
        set_tag_attribute_values={"input": {"type": "checkbox", "disabled": ""}},
    )
    return mark_safe(clean)  # noqa: S308


def lower_headings(state: StateCore) -> None:
    """Give the highest level a text uses h3, the next one it uses h4, and so on to h6."""
    headings = [token for token in state.tokens if token.type in ("heading_open", "heading_close")]
    ranks = {tag: rank for rank, tag in enumerate(sorted({token.tag for token in headings}))}
    for token in headings:
        token.tag = f"h{min(HIGHEST_HEADING + ranks[token.tag], 6)}"


def tasks(state: StateCore) -> None:
    """Show list items that begin with [ ] or [x] as tasks, each with a box to look at.

    The plugin for this takes a second and more for a list of thousands.
    """
    for index, token in enumerate(state.tokens):
        if token.type == "inline" and (match := TASK.match(token.content)) and token.children:
            before = [each.type for each in state.tokens[max(index - 2, 0) : index]]
            if before == ["list_item_open", "paragraph_open"]:
                box = '<input type="checkbox" checked>' if match[1] != " " else "<input>"
                token.children[0].content = token.children[0].content[3:]
                token.children.insert(0, Token("html_inline", "", 0, content=f"<label>{box}"))
                token.children.append(Token("html_inline", "", 0, content="</label>"))


def image_as_link(
    renderer: RendererHTML,
    tokens: Sequence[Token],
    index: int,
    options: Any,
    env: MutableMapping[str, Any],
) -> str:
    """A link to an image, in its place; inside another link only its words."""
    image = tokens[index]
    source = str(image.attrs["src"])
    words = renderer.renderInlineAsText(image.children, options, env) or source
    if sum(token.nesting for token in tokens[:index] if token.type.startswith("link_")):
        return format_html("{}", words)
    return format_html('<a href="{}">{}</a>', source, words)


def make_parser() -> MarkdownIt:
    """A parser of what people type; what it makes is not clean yet."""
    parser = MarkdownIt("gfm-like", {"html": False})
    parser.core.ruler.push("lower_headings", lower_headings)
    parser.core.ruler.push("tasks", tasks)
    parser.add_render_rule("image", image_as_link)
    if parser.linkify is not None:
        # Without a scheme, "train.py" would be an address in Paraguay.
        parser.linkify.set({"fuzzy_link": False})
    return parser


_parser = make_parser()
