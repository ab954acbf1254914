"""Numbered lists of a docx file."""

from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from corpus.formats.docx_styles import Style, Styles, W, read_flag, read_number, read_value
from corpus.formats.numbering import Counter, Level


@dataclass(slots=True)
class Lists:
    """All numbered lists of a file; each counts its paragraphs as they come."""

    counters: dict[str, Counter] = field(default_factory=dict)
    restarts: dict[str, dict[int, int]] = field(default_factory=dict)
    styled: dict[tuple[str, str], int] = field(default_factory=dict)

    def label(self, list_id: str, depth: int) -> tuple[str, bool]:
        """Count one paragraph and return its label, and whether it is a bullet."""
        counter = self.counters.get(list_id)
        if counter is None:
            return "", False
        for level, start in self.restarts.pop(list_id, {}).items():
            counter.numbers[level] = start - 1
        level_of = counter.levels.get(depth)
        return counter.advance(depth), level_of is not None and level_of.style == "bullet"


def read_lists(root: Element | None, styles: Styles) -> Lists:
    """Read the numbering part; instances of one abstract list count together."""
    lists = Lists()
    if root is None:
        return lists
    abstract = {key: item for item in root.iter(f"{W}abstractNum") if (key := item.get(f"{W}abstractNumId"))}
    instances = {key: item for item in root.iter(f"{W}num") if (key := item.get(f"{W}numId"))}
    shared: dict[str, Counter] = {}
    for list_id, instance in instances.items():
        key = _follow_link(read_value(instance, "abstractNumId") or "", abstract, instances, styles)
        if key not in abstract:
            continue
        levels = _read_levels(abstract[key])
        own = _read_levels(instance)
        if own:
            lists.counters[list_id] = Counter(levels | own)
        else:
            lists.counters[list_id] = shared.setdefault(key, Counter(levels))
        lists.restarts[list_id] = _read_restarts(instance)
        for element in abstract[key].iter(f"{W}lvl"):
            if style := read_value(element, "pStyle"):
                lists.styled[list_id, style] = read_number(element.get(f"{W}ilvl"), 0) or 0
    return lists


def _follow_link(
    key: str, abstract: dict[str, Element], instances: dict[str, Element], styles: Styles
) -> str:
    """A list may be only the name of a style, whose own list holds the levels."""
    link = read_value(abstract[key], "numStyleLink") if key in abstract else None
    if link is None:
        return key
    list_id = styles.found.get(link, Style()).list_id
    return (read_value(instances[list_id], "abstractNumId") or key) if list_id in instances else key


def _read_levels(element: Element) -> dict[int, Level]:
    levels = {}
    for level in element.iter(f"{W}lvl"):
        depth = read_number(level.get(f"{W}ilvl"), 0) or 0
        legal = level.find(f"{W}isLgl")
        levels[depth] = Level(
            start=read_number(read_value(level, "start"), 1) or 0,
            style=read_value(level, "numFmt") or "decimal",
            text=read_value(level, "lvlText") or "",
            restart=read_number(read_value(level, "lvlRestart"), None),
            legal=legal is not None and read_flag(legal.get(f"{W}val")),
        )
    return levels


def _read_restarts(instance: Element) -> dict[int, int]:
    restarts = {}
    for override in instance.iter(f"{W}lvlOverride"):
        start = read_number(read_value(override, "startOverride"), None)
        if start is not None:
            restarts[read_number(override.get(f"{W}ilvl"), 0) or 0] = start
    return restarts
