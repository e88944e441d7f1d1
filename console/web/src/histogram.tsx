/** Two kinds of scores as bars, and where the threshold lies among them. */

export type Series = { name: string; bars: number[]; kind: "same" | "different" };

const WIDTH = 640;
const HEIGHT = 220;
const LEFT = 8;
const BOTTOM = 24;
const TOP = 34;

type Props = { label: string; from: number; step: number; series: [Series, Series]; threshold: number };

export function Histogram({ label, from, step, series, threshold }: Props) {
  const count = series[0].bars.length;
  const shares = series.map((one) => {
    const all = one.bars.reduce((sum, bar) => sum + bar, 0);
    return one.bars.map((bar) => (all === 0 ? 0 : bar / all));
  });
  const most = Math.max(0.01, ...shares.flat());
  const place = (score: number) => LEFT + ((score - from) / step) * ((WIDTH - 2 * LEFT) / count);
  const wide = place(from + step) - place(from);
  const tall = (share: number) => (share / most) * (HEIGHT - BOTTOM - TOP);
  const at = Math.max(LEFT, Math.min(WIDTH - LEFT, place(threshold)));
  const marks = [0, 1, 2, 3, 4, 5, 6, 7].map((i) => -0.4 + 0.2 * i);
  return (
    <figure class="histogram">
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={label}>
        <defs>
          <pattern id="hatched" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <rect width="6" height="6" fill="#d9822b" fill-opacity="0.35" />
            <rect width="3" height="6" fill="#d9822b" />
          </pattern>
        </defs>
        {series.map((one, s) =>
          (shares[s] ?? []).map(
            (share, i) =>
              share > 0 && (
                <rect
                  key={`${one.kind} ${i}`}
                  x={place(from + i * step) + (s * wide) / 2}
                  y={HEIGHT - BOTTOM - tall(share)}
                  width={wide / 2 - 0.5}
                  height={tall(share)}
                  fill={one.kind === "same" ? "#2b7fc4" : "url(#hatched)"}
                  stroke={one.kind === "same" ? "#2b7fc4" : "#d9822b"}
                />
              ),
          ),
        )}
        <line class="axis" x1={LEFT} x2={WIDTH - LEFT} y1={HEIGHT - BOTTOM} y2={HEIGHT - BOTTOM} />
        {marks.map((mark) => (
          <text key={mark} x={place(mark)} y={HEIGHT - 6} text-anchor={mark < -0.3 ? "start" : mark > 0.9 ? "end" : "middle"}>
            {mark.toFixed(1)}
          </text>
        ))}
        <line class="threshold" x1={at} x2={at} y1={TOP - 8} y2={HEIGHT - BOTTOM} />
        <text class="threshold" x={at} y={TOP - 12} text-anchor={at > WIDTH - 110 ? "end" : at < 110 ? "start" : "middle"}>
          threshold {threshold.toFixed(3)}
        </text>
      </svg>
      <figcaption>
        {series.map((one) => (
          <span key={one.kind}>
            <svg class="key" viewBox="0 0 16 16" aria-hidden="true">
              <rect width="16" height="16" fill={one.kind === "same" ? "#2b7fc4" : "url(#hatched)"} stroke={one.kind === "same" ? "#2b7fc4" : "#d9822b"} />
            </svg>
            {one.name}
          </span>
        ))}
      </figcaption>
    </figure>
  );
}
