import { get, type Health as State } from "./api";
import { useEvery } from "./hooks";

/** How the run does. */
export function Health() {
  const [health, problem] = useEvery(() => get<State>("/api/health"), 2000);
  if (health === null) {
    return <p class="quiet">{problem ?? "…"}</p>;
  }
  return (
    <section aria-label="Health">
      <dl class="health">
        <dt>Since</dt>
        <dd>{new Date(health.since).toLocaleString()}</dd>
        <dt>Device asked for</dt>
        <dd>{health.provider}</dd>
        <dt>Slots</dt>
        <dd>{health.parallelism}</dd>
        <dt>Checkpoint every</dt>
        <dd>{(health.checkpointIntervalMillis / 1000).toFixed(1)} s</dd>
        <dt>Events</dt>
        <dd>
          {health.events}
          {health.eventsRefused > 0 && `, ${health.eventsRefused} unreadable`}
        </dd>
      </dl>
      <div class="scroll">
        <table>
          <caption>Cameras</caption>
          <thead>
            <tr>
              <th scope="col">Camera</th>
              <th scope="col">State</th>
              <th scope="col">Source</th>
              <th scope="col">Frames</th>
              <th scope="col">Frames/s</th>
              <th scope="col">Decided after</th>
              <th scope="col">Not shown</th>
            </tr>
          </thead>
          <tbody>
            {health.cameras.map((camera) => (
              <tr key={camera.cameraId}>
                <th scope="row">{camera.cameraId}</th>
                <td>{camera.state}</td>
                <td>{camera.source}</td>
                <td class="figure">{camera.frames}</td>
                <td class="figure">{camera.framesASecond.toFixed(1)}</td>
                <td class="figure">{camera.decidedAfterMillis} ms</td>
                <td class="figure">{camera.notShown}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
