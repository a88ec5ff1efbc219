"""Draws time and memory against size from lines of `verb,interactions,processor_seconds,peak_mib`, both axes logarithmic. Usage: curve.py curve.csv curve.svg"""
import csv
import math
import sys

WIDTH, HEIGHT, LEFT, TOP, RIGHT, BOTTOM = 760, 320, 60, 30, 20, 45
COLOURS = {"import": "#2563eb", "score": "#d97706"}


def panel(out, rows, x0, width, column, title):
    xs = [math.log10(r["interactions"]) for r in rows]
    ys = [math.log10(r[column]) for r in rows]
    low_x, high_x = math.floor(min(xs)), math.ceil(max(xs))
    low_y, high_y = math.floor(min(ys)), math.ceil(max(ys))

    def at(x, y):
        return (x0 + (x - low_x) / (high_x - low_x) * width, TOP + (high_y - y) / (high_y - low_y) * (HEIGHT - TOP - BOTTOM))

    out.append(f'<text x="{x0}" y="18" font-weight="bold">{title}</text>')
    for x in range(low_x, high_x + 1):
        px, py = at(x, low_y)
        out.append(f'<path d="M{px:.1f} {TOP}V{py:.1f}" class="grid"/><text x="{px:.1f}" y="{py + 18:.1f}" text-anchor="middle">{10 ** x / 1e6:g} M</text>')
    for y in range(low_y, high_y + 1):
        px, py = at(low_x, y)
        out.append(f'<path d="M{px:.1f} {py:.1f}h{width}" class="grid"/><text x="{px - 6:.1f}" y="{py + 4:.1f}" text-anchor="end">{10 ** y:,.0f}</text>')
    for verb, colour in COLOURS.items():
        points = [at(math.log10(r["interactions"]), math.log10(r[column])) for r in rows if r["verb"] == verb]
        out.append(f'<polyline fill="none" stroke="{colour}" stroke-width="2" points="{" ".join(f"{x:.1f},{y:.1f}" for x, y in points)}"/>')
        out.extend(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="{colour}"/>' for x, y in points)
        out.append(f'<text x="{points[0][0] + 8:.1f}" y="{points[0][1] - 12:.1f}" fill="{colour}">{verb}</text>')


def main(source, target):
    with open(source, newline="", encoding="utf-8") as file:
        rows = [{"verb": r["verb"], **{k: float(r[k]) for k in ("interactions", "processor_seconds", "peak_mib")}} for r in csv.DictReader(file)]
    out = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="Processor seconds and peak memory of import and score against interactions">',
           "<style>text{font:12px sans-serif}.grid{stroke:#d1d5db;fill:none}</style>",
           f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>']
    width = (WIDTH - 2 * LEFT - 2 * RIGHT) / 2
    panel(out, rows, LEFT, width, "processor_seconds", "Processor seconds by interactions")
    panel(out, rows, 2 * LEFT + RIGHT + width, width, "peak_mib", "Peak memory, MiB")
    out.append("</svg>")
    with open(target, "w", encoding="utf-8") as file:
        file.write("\n".join(out) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:3])
