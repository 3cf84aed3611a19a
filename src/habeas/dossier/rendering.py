"""The templates' environment: everything is escaped, nothing is undefined, every word of a text arrives as it is."""

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from habeas.dossier import words
from habeas.dossier.lookup import shown_name
from habeas.vocabulary import label


def _exact(value: object) -> object:
    """Keeps a carriage return, which a browser would turn into a line feed; a null byte cannot stand in HTML at all."""
    if isinstance(value, str) and not isinstance(value, Markup) and ("\r" in value or "\0" in value):
        return Markup(str(escape(value)).replace("\r", "&#13;").replace("\0", "�"))  # noqa: S704 - escaped above
    return value


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
        finalize=_exact,
    )
    env.globals.update(label=label, shown_name=shown_name, w=words)
    return env


def render(template: str, **context: object) -> str:
    """A page from a template."""
    return environment().get_template(template).render(**context)
