"""Charts as inline SVG, coloured by the page's style sheet."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from eval.wording import say_both

_WIDTH, _HEIGHT = 460, 280
_LEFT, _RIGHT, _TOP, _BOTTOM = 52, 14, 14, 44
_BAR, _GAP, _NAMES = 13, 8, 172


@dataclass(frozen=True, slots=True)
class Line:
    """A named line; `sizes`, if given, are the radii of its points in pixels."""

    name: str
    points: tuple[tuple[float, float], ...]
    sizes: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Axis:
    """One axis: its wording, its range, and where it is marked with what."""

    wording: str
    low: float
    high: float
    ticks: tuple[tuple[float, str], ...]


SHARE_TICKS = tuple((step / 5, f"{step / 5:.1f}") for step in range(6))


def draw_lines(wording: str, lines: Sequence[Line], x: Axis, y: Axis, diagonal: bool = False) -> str:
    """Draw lines over two axes.

    Args:
        wording: key of the chart's title.
        lines: at most a handful; the first gets the first colour.
        x, y: the axes.
        diagonal: whether to draw what perfection would look like, y = x.
    """
    parts = [_frame(x, y)]
    if diagonal:
        (left, bottom), (right, top) = _place(x, y, 0, 0), _place(x, y, 1, 1)
        parts.append(f'<line class="ideal" x1="{left}" y1="{bottom}" x2="{right}" y2="{top}"/>')
    parts += [_line(number, line, x, y) for number, line in enumerate(lines)]
    return _figure(wording, _WIDTH, _HEIGHT, "".join(parts), [line.name for line in lines])


def _place(x: Axis, y: Axis, right: float, up: float) -> tuple[float, float]:
    across = (right - x.low) / ((x.high - x.low) or 1)
    upward = (up - y.low) / ((y.high - y.low) or 1)
    return (
        round(_LEFT + across * (_WIDTH - _LEFT - _RIGHT), 1),
        round(_HEIGHT - _BOTTOM - upward * (_HEIGHT - _TOP - _BOTTOM), 1),
    )


def _frame(x: Axis, y: Axis) -> str:
    parts = []
    for value, mark in y.ticks:
        left, height = _place(x, y, x.low, value)
        parts.append(f'<line class="grid" x1="{left}" y1="{height}" x2="{_WIDTH - _RIGHT}" y2="{height}"/>')
        parts.append(f'<text class="tick" x="{left - 6}" y="{height + 4}" text-anchor="end">{mark}</text>')
    for value, mark in x.ticks:
        across, bottom = _place(x, y, value, y.low)
        parts.append(f'<text class="tick" x="{across}" y="{bottom + 16}" text-anchor="middle">{mark}</text>')
    middle, foot = (_LEFT + _WIDTH - _RIGHT) / 2, _HEIGHT - 8
    parts.append(
        f'<text class="axis" x="{middle}" y="{foot}" text-anchor="middle">{say_both(x.wording, "tspan")}</text>'
    )
    centre = (_TOP + _HEIGHT - _BOTTOM) / 2
    parts.append(
        f'<text class="axis" transform="translate(13 {centre}) rotate(-90)" text-anchor="middle">'
        f"{say_both(y.wording, 'tspan')}</text>"
    )
    return "".join(parts)


def _line(number: int, line: Line, x: Axis, y: Axis) -> str:
    places = [_place(x, y, *point) for point in line.points]
    path = " ".join(f"{across},{height}" for across, height in places)
    sizes = line.sizes or (3.0,) * len(places) if len(places) <= 20 else ()
    dots = "".join(
        f'<circle cx="{across}" cy="{height}" r="{size:.1f}"><title>{point[0]:.3g} · {point[1]:.3f}</title></circle>'
        for (across, height), size, point in zip(places, sizes, line.points, strict=False)
    )
    return f'<g class="series s{number % 6}"><polyline points="{path}"/>{dots}</g>'


def draw_bars(
    wording: str, groups: Sequence[tuple[str, Sequence[float | None]]], names: Sequence[str]
) -> str:
    """Draw a group of bars (0..1) for each slice.

    Args:
        wording: key of the chart's title.
        groups: the slice's name, and a value for each of `names`; None draws no bar.
        names: what each bar of a group is.
    """
    step = len(names) * _BAR + _GAP
    height = len(groups) * step + _GAP
    parts = []
    for row, (slice_name, values) in enumerate(groups):
        top = _GAP + row * step
        middle = top + len(names) * _BAR / 2 + 4
        shown = slice_name if len(slice_name) <= 26 else slice_name[:25] + "…"
        parts.append(
            f'<text class="tick" x="{_NAMES - 8}" y="{middle}" text-anchor="end">{escape(shown)}'
            f"<title>{escape(slice_name)}</title></text>"
        )
        parts += [_bar(number, top, value) for number, value in enumerate(values) if value is not None]
    return _figure(wording, _WIDTH, height, "".join(parts), names)


def _bar(number: int, top: float, value: float) -> str:
    room = _WIDTH - _NAMES - 46
    above = top + number * _BAR
    width = round(value * room, 1)
    return (
        f'<rect class="bar s{number % 6}" x="{_NAMES}" y="{above}" width="{width}" height="{_BAR - 2}"/>'
        f'<text class="value" x="{_NAMES + width + 5}" y="{above + _BAR - 3}">{value:.2f}</text>'
    )


def _figure(wording: str, width: float, height: float, body: str, names: Sequence[str]) -> str:
    keys = "".join(
        f'<span class="key"><i class="s{number % 6}"></i>{escape(name)}</span>'
        for number, name in enumerate(names)
    )
    name = f"chart-{wording}"
    return (
        f'<figure><figcaption id="{name}">{say_both(wording)}</figcaption>'
        f'<svg viewBox="0 0 {width} {height}" role="img" aria-labelledby="{name}">{body}</svg>'
        f'<p class="keys">{keys}</p></figure>'
    )
