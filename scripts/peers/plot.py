"""Draws charts over the size of a catalogue as one SVG, both axes logarithmic: straight lines show how something grows."""

from html import escape
from math import ceil, floor, log10

WIDTH, HEIGHT, ACROSS = 360, 240, 2
LEFT, RIGHT, TOP, BOTTOM = 58, 22, 34, 34
COLOURS = ["#1f6feb", "#d1622b"]


def svg(charts):
    """From {title: {line: [(tracks, value)…]}}."""
    down = ceil(len(charts) / ACROSS)
    size = f'width="{WIDTH * ACROSS}" height="{HEIGHT * down}"'
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} font-family="sans-serif" font-size="11">',
        '<rect width="100%" height="100%" fill="white"/>',
    ]
    for place, (title, lines) in enumerate(charts.items()):
        x, y = place % ACROSS * WIDTH, place // ACROSS * HEIGHT
        parts += [f'<g transform="translate({x} {y})">', *chart(title, lines), "</g>"]
    return "\n".join([*parts, "</svg>\n"])


def chart(title, lines):
    points = [point for line in lines.values() for point in line]
    across = Axis([x for x, _ in points], LEFT, WIDTH - RIGHT)
    up = Axis([y for _, y in points], HEIGHT - BOTTOM, TOP)
    yield f'<text x="{LEFT}" y="18" font-weight="bold">{escape(title)}</text>'
    yield f'<text x="{WIDTH - RIGHT}" y="{HEIGHT - 4}" text-anchor="end" fill="#666">tracks</text>'
    for value in up.ticks():
        y = up.at(value)
        yield f'<line x1="{LEFT}" y1="{y}" x2="{WIDTH - RIGHT}" y2="{y}" stroke="#ddd"/>'
        yield f'<text x="{LEFT - 6}" y="{y + 4}" text-anchor="end">{short(value)}</text>'
    for value in across.ticks():
        x = across.at(value)
        yield f'<line x1="{x}" y1="{TOP}" x2="{x}" y2="{HEIGHT - BOTTOM}" stroke="#ddd"/>'
        yield f'<text x="{x}" y="{HEIGHT - BOTTOM + 15}" text-anchor="middle">{short(value)}</text>'
    for (name, line), colour in zip(lines.items(), COLOURS):
        at = [(across.at(x), up.at(y)) for x, y in line]
        path = " ".join(f"{x},{y}" for x, y in at)
        yield f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>'
        yield from (f'<circle cx="{x}" cy="{y}" r="3" fill="{colour}"/>' for x, y in at)
        if len(lines) > 1:
            x, y = at[-1]
            yield f'<text x="{x}" y="{y - 8}" text-anchor="end" fill="{colour}">{escape(name)}</text>'


class Axis:
    """Values from the tick below the least to the tick above the greatest, between two places on the paper."""

    def __init__(self, values, first, last):
        self.first, self.last = first, last
        self.low, self.high = tick_below(min(values)), tick_above(max(values))
        if self.low == self.high:
            self.high = tick_above(self.high * 1.01)

    def at(self, value):
        share = (log10(value) - log10(self.low)) / (log10(self.high) - log10(self.low))
        return round(self.first + share * (self.last - self.first), 1)

    def ticks(self):
        value = self.low
        while value <= self.high * 1.001:
            yield value
            value = tick_above(value * 1.01)


def tick_below(value):
    power = 10.0 ** floor(log10(value))
    return max(step * power for step in (1, 2, 5) if step * power <= value * 1.0001)


def tick_above(value):
    power = 10.0 ** floor(log10(value))
    return min(step * power for step in (1, 2, 5, 10) if step * power >= value * 0.9999)


def short(value):
    for unit, name in ((1e6, "M"), (1e3, "K")):
        if value >= unit:
            return f"{value / unit:g}{name}"
    return f"{value:g}"
