"""The rows that have the Python SDK as their peer as a picture: how many times better, on a logarithmic scale."""

import math
from html import escape

from report import Row, figure

WIDTH, LABELS, BAR, GAP, TOP = 760, 270, 18, 10, 44
INK, MUTED, OURS, MARK = "#1f2933", "#7b8794", "#f05138", "#1f2933"


def svg(rows, caption):
    rows = [row for row in rows if isinstance(row, Row) and row.peer_name == "Python SDK" and row.ratio]
    limit = 10 ** math.ceil(math.log10(max([row.ratio for row in rows] + [10])))
    height = TOP + len(rows) * (BAR + GAP) + 30
    place = lambda ratio: LABELS + (WIDTH - LABELS - 70) * math.log10(max(ratio, 1)) / math.log10(limit)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" font-family="sans-serif" font-size="13">',
        f'<rect width="{WIDTH}" height="{height}" fill="#ffffff"/>',
        f'<text x="12" y="22" fill="{INK}" font-size="15" font-weight="bold">Times better than the Python SDK</text>',
        f'<text x="{WIDTH - 12}" y="22" fill="{MUTED}" font-size="11" text-anchor="end">'
        f'{escape(caption)}; the dark line is the mark</text>',
    ]
    ticks = [10**power for power in range(int(math.log10(limit)) + 1)]
    for tick in ticks:
        x = place(tick)
        parts.append(f'<line x1="{x:.1f}" y1="{TOP - 8}" x2="{x:.1f}" y2="{height - 24}" stroke="#e4e7eb"/>')
        parts.append(f'<text x="{x:.1f}" y="{height - 8}" fill="{MUTED}" text-anchor="middle">{tick}×</text>')
    for index, row in enumerate(rows):
        y = TOP + index * (BAR + GAP)
        end = place(row.ratio)
        parts.append(f'<text x="{LABELS - 10}" y="{y + 13}" fill="{INK}" text-anchor="end">{escape(row.title)}</text>')
        parts.append(f'<rect x="{LABELS}" y="{y}" width="{max(end - LABELS, 1):.1f}" height="{BAR}" fill="{OURS}"/>')
        parts.append(f'<text x="{end + 6:.1f}" y="{y + 13}" fill="{INK}">{figure(row.ratio)}×</text>')
        if row.mark:
            x = place(row.mark)
            parts.append(f'<line x1="{x:.1f}" y1="{y - 3}" x2="{x:.1f}" y2="{y + BAR + 3}" stroke="{MARK}" stroke-width="2"/>')
    parts.append("</svg>")
    return "\n".join(parts) + "\n"
