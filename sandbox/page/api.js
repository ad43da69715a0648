// Everything that goes over the wire: the /sim calls and the stream of events.

export class SimError extends Error {
  constructor(message, status = 0) {
    super(message);
    this.status = status;
  }
}

async function request(path, options) {
  let response;
  try {
    response = await fetch(path, options);
  } catch {
    throw new SimError("network");
  }
  const text = await response.text();
  let body = null;
  try {
    body = text ? JSON.parse(text) : null;
  } catch { /* not JSON: the status decides below */ }
  if (!response.ok) throw new SimError(body?.error ?? `HTTP ${response.status}`, response.status);
  return body;
}

const get = (path, query = {}) => {
  const params = new URLSearchParams(query).toString();
  return request(params ? `${path}?${params}` : path);
};

const post = (path, body) => request(path, {
  method: "POST",
  headers: { "Content-Type": "application/json" },
  body: JSON.stringify(body),
});

function upload(path, { person, chat, caption, file }) {
  const form = new FormData();
  form.append("person", person);
  form.append("chat", chat);
  if (caption) form.append("caption", caption);
  form.append("file", file, file.name || "file");
  return request(path, { method: "POST", body: form });
}

export const sim = {
  people: () => get("/sim/people"),
  bot: () => get("/sim/bot"),
  chats: (person) => get("/sim/chats", { person }),
  messages: (chat, person) => get(`/sim/chats/${chat}/messages`, { person, limit: 200 }),
  commands: (person, chat) => get("/sim/commands", { person, chat }),
  hints: (person, chat) => get("/sim/hints", { person, chat }),
  calls: (after) => get("/sim/calls", { after }),
  say: (body) => post("/sim/say", body),
  edit: (body) => post("/sim/edit", body),
  tap: (body) => post("/sim/tap", body),
  read: (person, chat) => post("/sim/read", { person, chat }),
  contact: (body) => post("/sim/contact", body),
  forward: (body) => post("/sim/forward", body),
  block: (person) => post("/sim/block", { person }),
  unblock: (person) => post("/sim/unblock", { person }),
  changeMembers: (chat, body) => post(`/sim/groups/${chat}/members`, body),
  newGroup: (body) => post("/sim/groups", body),
  photo: (fields) => upload("/sim/photo", fields),
  document: (fields) => upload("/sim/document", fields),
};

/**
 * Watches the event stream. Browsers allow six connections to one server, and every tab holding a stream of its own
 * would use them up; so all tabs of a browser share one, held by a worker. `onUp` is called at each (re)connection:
 * whatever happened in between has to be read again there.
 */
export function watch({ onUp, onDown, onEvent }) {
  const handle = ({ kind, data }) => {
    if (kind === "up") onUp();
    else if (kind === "down") onDown();
    else if (kind === "event") onEvent(JSON.parse(data));
  };
  const alone = () => import("./stream.js").then(({ openStream }) => openStream(handle));
  if (typeof SharedWorker === "undefined") {
    alone();
    return;
  }
  const connect = () => {
    const worker = new SharedWorker("/page/stream-worker.js", { type: "module", name: "events" });
    worker.onerror = alone;
    worker.port.onmessage = (message) => handle(message.data);
    worker.port.start();
    addEventListener("pagehide", () => worker.port.postMessage("bye"), { once: true });
  };
  connect();
  addEventListener("pageshow", (event) => { if (event.persisted) connect(); });
}
