import { useEffect, useRef, useState } from "preact/hooks";
import { get, path, type Camera, type Face, type FrameHeader, type Visit } from "./api";
import { useEvery, useNames } from "./hooks";
import { why } from "./words";

const COLOURS = { IDENTIFIED: "#35c46a", UNKNOWN: "#f0a020", PENDING: "#d0d4da" } as const;
const AGAIN_MILLIS = 2000;

/** Of the plain ground on which boxes are drawn where there is no picture. */
const PLAIN_WIDTH = 640;

/** All cameras with what is found in them. */
export function Live() {
  const called = useNames();
  const [cameras, problem] = useEvery(() => get<Camera[]>("/api/cameras"), 2000);
  if (cameras === null) {
    return <p class="quiet">{problem ?? "…"}</p>;
  }
  return (
    <section aria-label="Cameras" class="cameras">
      {cameras.map((camera) => (
        <CameraView key={camera.cameraId} camera={camera} called={called} />
      ))}
    </section>
  );
}

type Called = (personId: string) => string;

function CameraView({ camera, called }: { camera: Camera; called: Called }) {
  const names = useRef<Called>(called);
  names.current = called;
  const canvas = useRef<HTMLCanvasElement>(null);
  const [faces, setFaces] = useState<Face[]>([]);
  const [delay, setDelay] = useState<number | null>(null);
  const [shown, setShown] = useState(false);
  const [lost, setLost] = useState(false);
  useEffect(
    () =>
      watch(
        camera.cameraId,
        async (header, jpeg) => {
          if (canvas.current !== null) {
            await draw(canvas.current, header, jpeg, names.current);
            setFaces(header.faces);
            setDelay(header.delayMillis);
            setShown(true);
            setLost(false);
          }
        },
        () => {
          setFaces([]);
          setDelay(null);
          setShown(false);
          setLost(true);
        },
      ),
    [camera.cameraId],
  );
  const seen = faces.filter((face) => face.outcome === "IDENTIFIED").map((face) => called(face.personId));
  return (
    <article class="camera">
      <header>
        <h2>{camera.cameraId}</h2>
        {!lost && <State camera={camera} />}
      </header>
      <div class="picture" hidden={!shown && camera.noPicture !== ""}>
        <canvas ref={canvas} width={640} height={360} role="img" aria-label={`${camera.cameraId}: ${say(faces, seen)}`} />
        {(!shown || camera.state === "down") && <p class="over">{lost ? "no connection to the run" : nothing(camera)}</p>}
      </div>
      {camera.noPicture !== "" && <LastFaces cameraId={camera.cameraId} />}
      <p class="facts">
        {camera.noPicture === "" ? `${lost ? "–" : camera.framesASecond.toFixed(1)} frames/s` : `No picture: ${camera.noPicture}`}
        {delay !== null && ` · shown after ${delay} ms`}
        {drops(camera) > 0 && ` · ${drops(camera).toLocaleString("en")} dropped`}
        {camera.notShown > 0 && ` · ${camera.notShown.toLocaleString("en")} not shown`}
      </p>
    </article>
  );
}

/** Where there is no picture: the faces that are kept of the last visits. */
function LastFaces({ cameraId }: { cameraId: string }) {
  const [visits] = useEvery(() => get<Visit[]>(`/api/visits?${new URLSearchParams({ camera: cameraId, limit: "5" })}`), 5000);
  return (
    <div class="last-faces">
      {visits?.map((visit) => (
        <img
          key={visit.visitId + visit.lastSeenAt}
          src={path`/api/visits/${visit.visitId}/face`}
          alt={`Face of the visit at ${visit.firstSeenAt}`}
          onError={(event) => (event.currentTarget.hidden = true)}
        />
      ))}
    </div>
  );
}

/** Why there is no picture. */
function nothing(camera: Camera): string {
  switch (camera.state) {
    case "down":
      return `down${sinceWhen(camera)}${camera.reason === "" ? "" : `: ${why(camera.reason)}`}`;
    case "ended":
      return "the recording has ended";
    case "unknown":
      return why(camera.reason);
    default:
      return "waiting for a frame";
  }
}

function sinceWhen(camera: Camera): string {
  return camera.since === null ? "" : ` since ${new Date(camera.since).toLocaleTimeString()}`;
}

/** Frames that the job has not looked at because it was behind. */
function drops(camera: Camera): number {
  return Object.entries(camera.counts)
    .filter(([name]) => name.startsWith("framesDropped"))
    .reduce((sum, [, count]) => sum + count, 0);
}

function say(faces: Face[], names: string[]): string {
  if (faces.length === 0) {
    return "nobody";
  }
  const others = faces.length - names.length;
  return [...names, ...(others > 0 ? [`${others} without a name`] : [])].join(", ");
}

function State({ camera }: { camera: Camera }) {
  const told = camera.noPicture !== "" && (camera.state === "down" || camera.state === "unknown") && camera.reason !== "";
  return (
    <span class={`state ${camera.state}`}>
      {camera.state}
      {camera.live || camera.state === "down" ? sinceWhen(camera) : ""}
      {told && `: ${why(camera.reason)}`}
    </span>
  );
}

/** Receives frames until the result is called; comes back by itself when the connection ends. */
function watch(cameraId: string, show: (header: FrameHeader, jpeg: Blob) => Promise<void>, lost: () => void): () => void {
  let socket: WebSocket | null = null;
  let ended = false;
  let drawing = false;
  const open = () => {
    if (ended) {
      return;
    }
    const address = new URL(`/api/cameras/${encodeURIComponent(cameraId)}/live`, location.href);
    address.protocol = address.protocol === "https:" ? "wss:" : "ws:";
    socket = new WebSocket(address);
    socket.binaryType = "arraybuffer";
    socket.onmessage = async (message: MessageEvent<ArrayBuffer>) => {
      if (drawing) {
        return; // the next one is newer
      }
      drawing = true;
      try {
        const length = new DataView(message.data).getInt32(0);
        const header = JSON.parse(new TextDecoder().decode(new Uint8Array(message.data, 4, length))) as FrameHeader;
        await show(header, new Blob([new Uint8Array(message.data, 4 + length)], { type: "image/jpeg" }));
      } finally {
        drawing = false;
      }
    };
    socket.onclose = () => {
      if (!ended) {
        lost();
        setTimeout(open, AGAIN_MILLIS);
      }
    };
  };
  open();
  return () => {
    ended = true;
    socket?.close();
  };
}

/** Draws a frame, and over it what was found in this very frame. */
async function draw(canvas: HTMLCanvasElement, header: FrameHeader, jpeg: Blob, called: Called): Promise<void> {
  const picture = jpeg.size === 0 ? null : await createImageBitmap(jpeg);
  const width = picture?.width ?? PLAIN_WIDTH;
  const height = picture?.height ?? Math.round((PLAIN_WIDTH * header.frameHeight) / header.frameWidth);
  if (canvas.width !== width || canvas.height !== height) {
    canvas.width = width;
    canvas.height = height;
  }
  const pen = canvas.getContext("2d");
  if (pen === null) {
    return;
  }
  if (picture === null) {
    pen.fillStyle = "#3a4452";
    pen.fillRect(0, 0, width, height);
  } else {
    pen.drawImage(picture, 0, 0);
    picture.close();
  }
  const scale = width / header.frameWidth;
  for (const face of header.faces) {
    box(pen, face, called(face.personId), scale, canvas.width, canvas.height);
  }
}

function box(pen: CanvasRenderingContext2D, face: Face, name: string, scale: number, width: number, height: number) {
  const [x, y, w, h] = [face.x * scale, face.y * scale, face.width * scale, face.height * scale];
  pen.strokeStyle = COLOURS[face.outcome];
  pen.lineWidth = 2;
  pen.strokeRect(x, y, w, h);
  const text =
    face.outcome === "IDENTIFIED" ? `${name} ${face.score.toFixed(2)}` : face.outcome === "UNKNOWN" ? "unknown" : "";
  if (text === "") {
    return;
  }
  pen.font = "600 14px system-ui, sans-serif";
  const textWidth = pen.measureText(text).width + 8;
  const left = Math.max(0, Math.min(x, width - textWidth));
  const top = y >= 20 ? y - 20 : Math.min(y + h, height - 20);
  pen.fillStyle = COLOURS[face.outcome];
  pen.fillRect(left, top, textWidth, 20);
  pen.fillStyle = "#10151c";
  pen.fillText(text, left + 4, top + 15);
}
