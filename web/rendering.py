"""Templates to HTML: escaped always, and an error wherever a template names what is not there."""

import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined

from web import address
from web.spans import split_marked
from web.wording import Language, Wording

STATIC_FOLDER = Path(__file__).parent / "static"


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around every page.

    Attributes:
        language: of the interface.
        section: which page of the navigation it is: ``search``, ``tasks``, ``library`` or "".
        switch_url: this page in the other language.
        json_url: its JSON twin, or "" where it has none.
        question: what the search box holds.
        editable: whether the library may be changed from here.
    """

    language: Language
    section: str
    switch_url: str
    json_url: str = ""
    question: str = ""
    editable: bool = False


def render(template: str, frame: Frame, page: object) -> str:
    """Return a page as HTML.

    Args:
        template: file name below ``templates``.
        frame: what stands around it.
        page: the dataclass that the template documents as its ``page``.
    """
    say = Wording(frame.language)

    def link(url: str) -> str:
        return address.with_language(url, frame.language)

    return _environment().get_template(template).render(frame=frame, page=page, say=say, link=link)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(address=address, asset=asset_url, split_marked=split_marked)
    environment.filters["day"] = address.day_in_words
    return environment


@cache
def asset_url(name: str) -> str:
    """Return the address of a static file, with its content's hash so that it may be cached for ever."""
    content = (STATIC_FOLDER / name).read_bytes()
    return f"{address.STATIC}/{name}?v={hashlib.sha256(content).hexdigest()[:12]}"
