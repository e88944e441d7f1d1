import type { Visit } from "./api";
import { stranger, when } from "./words";

const WIDTH = 1000;
const LANE = 22;
const LEFT = 90;
const FOOT = 22;
const LEAST = 4;
const MOST_LANES = 8;

type Props = { visits: Visit[]; called: (personId: string) => string; choose: (visitId: string) => void };

/** Who was before which camera when: a lane a camera, a bar a visit. The list below says the same in words. */
export function Timeline({ visits, called, choose }: Props) {
  const cameras = [...new Set(visits.map((visit) => visit.cameraId))].sort().slice(0, MOST_LANES);
  const from = Math.min(...visits.map((visit) => Date.parse(visit.firstSeenAt)));
  const to = Math.max(...visits.map((visit) => Date.parse(visit.lastSeenAt)));
  if (visits.length < 2 || to <= from) {
    return null;
  }
  const place = (time: string) => LEFT + ((Date.parse(time) - from) / (to - from)) * (WIDTH - LEFT - LEAST);
  const height = cameras.length * LANE + FOOT;
  const file = visits.every((visit) => visit.mediaTimeMillis !== null);
  const mark = (millis: number) => when(new Date(millis).toISOString(), file ? millis - from + Math.min(...visits.map((visit) => visit.mediaTimeMillis ?? 0)) : null);
  return (
    <svg class="timeline" viewBox={`0 0 ${WIDTH} ${height}`} aria-hidden="true">
      {cameras.map((camera, lane) => (
        <g key={camera}>
          <text x={0} y={lane * LANE + 15}>
            {camera.length > 10 ? `${camera.slice(0, 9)}…` : camera}
          </text>
          <line x1={LEFT} x2={WIDTH} y1={(lane + 1) * LANE - 1} y2={(lane + 1) * LANE - 1} />
        </g>
      ))}
      {visits
        .filter((visit) => cameras.includes(visit.cameraId))
        .map((visit) => (
          <rect
            key={visit.visitId}
            class={visit.personId === null ? "unnamed" : "named"}
            x={place(visit.firstSeenAt)}
            y={cameras.indexOf(visit.cameraId) * LANE + 4}
            width={Math.max(LEAST, place(visit.lastSeenAt) - place(visit.firstSeenAt))}
            height={LANE - 8}
            rx={2}
            onClick={() => choose(visit.visitId)}
          >
            <title>{visit.personId === null ? stranger(visit.strangerId) : called(visit.personId)}</title>
          </rect>
        ))}
      <text x={LEFT} y={height - 5}>
        {mark(from)}
      </text>
      <text x={WIDTH} y={height - 5} text-anchor="end">
        {mark(to)}
      </text>
    </svg>
  );
}
