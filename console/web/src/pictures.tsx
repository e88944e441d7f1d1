import { useEffect, useRef, useState } from "preact/hooks";
import type { Intake } from "./api";
import { verdict } from "./words";

const JPEG_QUALITY = 0.95;

/** Pictures from files, by drag and drop, or from this computer's camera. */
export function PicturePicker({ files, change }: { files: File[]; change: (files: File[]) => void }) {
  const [over, setOver] = useState(false);
  const [camera, setCamera] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const add = (more: FileList | File[] | null | undefined) => change([...files, ...Array.from(more ?? [])]);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    add(event.dataTransfer?.files);
  };
  return (
    <div>
      <div
        class={over ? "drop over" : "drop"}
        onDragOver={(event) => (event.preventDefault(), setOver(true))}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <input
          ref={input}
          type="file"
          multiple
          accept="image/jpeg,image/png,image/webp"
          aria-label="Picture files"
          onChange={(event) => (add(event.currentTarget.files), (event.currentTarget.value = ""))}
        />
        <span class="quiet">or drop them here</span>
        <button type="button" aria-expanded={camera} onClick={() => setCamera(!camera)}>
          {camera ? "Camera off" : "Use a camera"}
        </button>
      </div>
      {camera && <Camera take={(file) => add([file])} />}
      {files.length > 0 && (
        <ul class="shots" aria-label="Chosen pictures">
          {files.map((file, i) => (
            <li key={`${file.name} ${i}`}>
              <Preview file={file} />
              <span class="name">{file.name}</span>
              <button type="button" aria-label={`Leave out ${file.name}`} onClick={() => change(files.filter((_, j) => j !== i))}>
                Leave out
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function Preview({ file }: { file: File }) {
  const [address, setAddress] = useState("");
  useEffect(() => {
    const made = URL.createObjectURL(file);
    setAddress(made);
    return () => URL.revokeObjectURL(made);
  }, [file]);
  return address === "" ? null : <img src={address} alt="" />;
}

/** The picture of this computer's camera, until it is closed. */
function Camera({ take }: { take: (file: File) => void }) {
  const video = useRef<HTMLVideoElement>(null);
  const [problem, setProblem] = useState("");
  const [ready, setReady] = useState(false);
  useEffect(() => {
    let stream: MediaStream | null = null;
    let ended = false;
    const open = async () => {
      try {
        const opened = await navigator.mediaDevices.getUserMedia({ video: { width: { ideal: 1280 } }, audio: false });
        stream = opened;
        if (ended || video.current === null) {
          opened.getTracks().forEach((track) => track.stop());
          return;
        }
        video.current.srcObject = opened;
        await video.current.play();
        setReady(true);
      } catch (error) {
        setProblem(cameraProblem(error as Error));
      }
    };
    void open();
    return () => {
      ended = true;
      stream?.getTracks().forEach((track) => track.stop());
    };
  }, []);
  const shoot = () => {
    const source = video.current;
    if (source === null) {
      return;
    }
    const canvas = document.createElement("canvas");
    canvas.width = source.videoWidth;
    canvas.height = source.videoHeight;
    canvas.getContext("2d")?.drawImage(source, 0, 0);
    canvas.toBlob(
      (blob) => blob !== null && take(new File([blob], `camera ${new Date().toLocaleTimeString()}.jpg`, { type: "image/jpeg" })),
      "image/jpeg",
      JPEG_QUALITY,
    );
  };
  return (
    <div class="webcam">
      {problem === "" ? <video ref={video} muted playsInline aria-label="Camera" /> : <p class="bad">{problem}</p>}
      <button type="button" disabled={!ready} onClick={shoot}>
        Take a picture
      </button>
    </div>
  );
}

function cameraProblem(error: Error): string {
  switch (error.name) {
    case "NotAllowedError":
      return "The browser was not allowed to use the camera.";
    case "NotFoundError":
      return "This computer has no camera.";
    case "NotReadableError":
      return "The camera is used by another program.";
    default:
      return `The camera cannot be used: ${error.message}`;
  }
}

/** What came of pictures that were sent. */
export function IntakeReport({ intake, name }: { intake: Intake; name: string }) {
  const refused = intake.pictures.filter((picture) => picture.verdict !== "TAKEN");
  return (
    <div role="status" class="intake">
      <p class={intake.taken > 0 ? "good" : "bad"}>
        {intake.taken > 0
          ? `${name}: ${intake.taken} of ${intake.pictures.length} ${intake.pictures.length === 1 ? "picture" : "pictures"} taken. The run knows within two seconds.`
          : `${name}: no picture was taken, so nothing has changed.`}
      </p>
      {refused.length > 0 && (
        <ul>
          {refused.map((picture, i) => (
            <li key={i}>
              <strong>{picture.file}</strong>: {verdict(picture)}
            </li>
          ))}
        </ul>
      )}
      {intake.warnings.map((warning) => (
        <p key={warning} class="warn">
          Look at this: {warning}
        </p>
      ))}
    </div>
  );
}

/** The pictures as the form that the server takes. */
export function formOf(files: File[], fields: Record<string, string> = {}): FormData {
  const form = new FormData();
  Object.entries(fields).forEach(([name, value]) => value !== "" && form.append(name, value));
  files.forEach((file) => form.append("pictures", file));
  return form;
}
