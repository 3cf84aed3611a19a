"""The templates' environment: everything is escaped, nothing is undefined, nothing that hides reaches a page as it is.

A lone mark that turns the reading direction would make evidence read backwards, and a control character would vanish.
Both stand as their codes; no word is changed but on its way to a page, so passages keep their offsets.
"""

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from habeas.dossier import words
from habeas.dossier.lookup import shown_name
from habeas.model.visible import escaped, hides
from habeas.vocabulary import label

_GAPS = frozenset("\t\n\r")
"""Controls that a page shows as what they are, a gap or a new line."""


def _hidden(text: str) -> list[str]:
    return [c for c in set(text) if c not in _GAPS and hides(c)]


def _kept(markup: str) -> Markup:
    """Keeps a carriage return, which a browser would turn into a line feed. `markup` is escaped already."""
    return Markup(markup.replace("\r", "&#13;"))  # noqa: S704


def exact(text: str) -> Markup:
    r"""Words of a text as an element's content: each hidden character is an element that names it, as `\u202e`."""
    marks = {ord(c): f'<bdi class="hidden-mark" title="U+{ord(c):04X}">{escaped(c)}</bdi>' for c in _hidden(text)}
    return _kept(str(escape(text)).translate(marks))


def _finalized(value: object) -> object:
    """Any other string, which may stand in an attribute: each hidden character is its code."""
    if not isinstance(value, str) or isinstance(value, Markup):
        return value
    return _kept(str(escape(value.translate({ord(c): escaped(c) for c in _hidden(value)}))))


@cache
def environment() -> Environment:
    """The one environment of all pages."""
    env = Environment(
        loader=PackageLoader("habeas.dossier"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=_finalized,
    )
    env.globals.update(label=label, shown_name=shown_name, w=words)
    env.filters.update(exact=exact)
    return env


def render(template: str, **context: object) -> str:
    """A page from a template."""
    return environment().get_template(template).render(**context)
