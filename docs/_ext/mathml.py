"""Formulas as MathML, which browsers draw themselves: no script is loaded from anywhere."""

import html

from docutils import nodes
from docutils.utils.math import MathError
from docutils.utils.math.latex2mathml import tex2mathml
from sphinx.application import Sphinx
from sphinx.util import logging
from sphinx.writers.html5 import HTML5Translator

logger = logging.getLogger(__name__)


def render_inline(translator: HTML5Translator, node: nodes.math) -> None:
    translator.body.append(_to_mathml(node, as_block=False))
    raise nodes.SkipNode


def render_display(translator: HTML5Translator, node: nodes.math_block) -> None:
    formula = _to_mathml(node, as_block=True)
    anchor = f' id="{node["ids"][0]}"' if node.get("ids") else ""
    translator.body.append(f'<div class="math"{anchor}>{formula}</div>\n')
    raise nodes.SkipNode


def _to_mathml(node: nodes.math | nodes.math_block, *, as_block: bool) -> str:
    text = node.astext()
    try:
        return str(tex2mathml(text, as_block=as_block))
    except MathError as error:
        logger.warning("formula cannot be shown: %s (%s)", text, error, location=node)
        return f"<code>{html.escape(text)}</code>"


def setup(app: Sphinx) -> dict[str, bool]:
    app.add_html_math_renderer("mathml", (render_inline, None), (render_display, None))
    return {"parallel_read_safe": True, "parallel_write_safe": True}
