// One event stream for all tabs of this browser.
import { openStream } from "./stream.js";

const ports = new Set();
let stream = null;
let up = false;

function tell(message) {
  if (message.kind !== "event") up = message.kind === "up";
  for (const port of ports) port.postMessage(message);
}

self.onconnect = (event) => {
  const port = event.ports[0];
  ports.add(port);
  port.onmessage = ({ data }) => {
    if (data !== "bye") return;
    ports.delete(port);
    if (ports.size === 0) {
      stream?.close();
      stream = null;
      up = false;
    }
  };
  port.start();
  if (stream === null) stream = openStream(tell);
  else if (up) port.postMessage({ kind: "up" });
};
