"""The confusion as a picture: an SVG that is read on a light and on a dark page, and aloud."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from bot.confusion import ASKED, TAKEN, Confusion

CELL = 26
LEFT = 150
"""Room for the names of the rows."""
TOP = 190
"""Room for the title and the names of the columns."""
MARGIN = 16
FOOT = 42
SIZE = (LEFT + CELL * len(TAKEN) + 2 * MARGIN, TOP + CELL * len(ASKED) + FOOT)

# The picture brings its own paper, so its colours hold on any page; the numbers say what the colours say.
# No CSS variables: some programs that show or print pictures do not know them.
STYLE = """
  .paper { fill: #ffffff } text { font: 12px system-ui, sans-serif; fill: #1a1a1a } .note { fill: #4f5864 }
  .right { fill: #1d5fa8 } .wrong { fill: #c2561a } .grid { stroke: #d5d9de; fill: none }
  .title { font-size: 15px; font-weight: 600 } .count { text-anchor: middle } .row { text-anchor: end }
  @media (prefers-color-scheme: dark) {
    .paper { fill: #14181d } text { fill: #eceff2 } .note { fill: #a3adb8 }
    .right { fill: #5aa2ee } .wrong { fill: #f0924f } .grid { stroke: #39424d }
  }
"""


def draw(confusion: Confusion, title: str) -> str:
    """The picture of a confusion."""
    width, height = SIZE
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}" role="img" aria-labelledby="title desc">'
    )
    lines = [
        head,
        f'<title id="title">{escape(title)}</title>',
        f'<desc id="desc">{escape(described(confusion))}</desc>',
        f"<style>{STYLE}</style>",
        f'<rect class="paper" width="{width}" height="{height}"/>',
        f'<text class="title" x="{MARGIN}" y="26">{escape(title)}</text>',
        f'<text class="note" x="{MARGIN}" y="46">Rows: what was asked. Columns: what the bot took it for. '
        "Numbers are messages.</text>",
        *_names(),
        *_cells(confusion),
        *_key(),
        "</svg>",
    ]
    return "\n".join(lines) + "\n"


def described(confusion: Confusion) -> str:
    """The picture in a few sentences, for whoever cannot see it."""
    total = sum(confusion.counts.values())
    right = sum(count for (asked, taken), count in confusion.counts.items() if asked == taken)
    mixed = [(count, pair) for pair, count in confusion.counts.items() if pair[0] != pair[1]]
    often = sorted(mixed, key=lambda each: (-each[0], each[1]))[:5]
    named = "; ".join(f"{_plain(asked)} as {_plain(taken)}, {count}" for count, (asked, taken) in often)
    return f"{right} of {total} messages stand on the diagonal. Most often mixed up: {named or 'none'}."


def _names() -> Iterator[str]:
    for index, name in enumerate(ASKED):
        y = TOP + CELL * index + CELL * 0.68
        yield f'<text class="row" x="{LEFT - 8}" y="{y:.0f}">{_plain(name)}</text>'
    for index, name in enumerate(TAKEN):
        x = LEFT + CELL * index + CELL * 0.68
        turned = f"rotate(-60 {x:.0f} {TOP - 8})"
        yield f'<text x="{x:.0f}" y="{TOP - 8}" transform="{turned}">{_plain(name)}</text>'


def _cells(confusion: Confusion) -> Iterator[str]:
    for row, asked in enumerate(ASKED):
        counts = confusion.row(asked)
        total = sum(counts)
        for column, (taken, count) in enumerate(zip(TAKEN, counts, strict=True)):
            x, y = LEFT + CELL * column, TOP + CELL * row
            if count:
                kind = "right" if asked == taken else "wrong"
                depth = 0.15 + 0.45 * count / total
                box = f'x="{x}" y="{y}" width="{CELL}" height="{CELL}"'
                yield f'<rect class="{kind}" {box} fill-opacity="{depth:.2f}"/>'
                yield f'<text class="count" x="{x + CELL / 2:.0f}" y="{y + CELL * 0.68:.0f}">{count}</text>'
    width, height = CELL * len(TAKEN), CELL * len(ASKED)
    for index in range(len(ASKED) + 1):
        yield f'<path class="grid" d="M{LEFT} {TOP + CELL * index}h{width}"/>'
    for index in range(len(TAKEN) + 1):
        yield f'<path class="grid" d="M{LEFT + CELL * index} {TOP}v{height}"/>'


def _key() -> Iterator[str]:
    y = SIZE[1] - FOOT + 16
    for x, kind, text in (
        (LEFT, "right", "taken for what it was"),
        (LEFT + 200, "wrong", "taken for something else"),
    ):
        yield f'<rect class="{kind}" x="{x}" y="{y}" width="14" height="14" fill-opacity="0.6"/>'
        yield f'<text class="note" x="{x + 20}" y="{y + 12}">{text}</text>'


def _plain(name: str) -> str:
    return name.replace("_", " ")
