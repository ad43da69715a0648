// The side pane: what the bot asks of the Bot API, as it happens.
import { sim } from "./api.js";
import { $, clear, h, icon, iconButton } from "./dom.js";
import { emit, on } from "./state.js";
import { t } from "./texts.js";

const MOST = 400;
const OPEN_KEY = "kakdela.calls";
const wide = matchMedia("(min-width: 1100px)");

let calls = []; // oldest first
let last = 0;
let held = []; // came while paused
let paused = false;
const opened = new Set(); // numbers of the calls unfolded

let listEl, filterEl, pauseEl, noteEl;

const matches = (call) => {
  const wanted = filterEl.value.trim().toLowerCase();
  return !wanted || call.method.toLowerCase().includes(wanted) || JSON.stringify(call).toLowerCase().includes(wanted);
};

export function addCall(call, live = true) {
  if (call.n <= last) return;
  last = call.n;
  if (paused) {
    held.push(call);
    note();
    return;
  }
  keep(call, live);
}

function keep(call, live = true) {
  calls.push(call);
  const gone = calls.length > MOST ? calls.shift() : null;
  if (gone) listEl.querySelector(`[data-n="${gone.n}"]`)?.remove();
  if (!matches(call)) return;
  listEl.querySelector(".pane-empty")?.remove();
  const el = row(call);
  if (live) el.classList.add("fresh");
  listEl.prepend(el);
}

/** Reads what was missed: at the start and after each reconnection. A server begun anew counts from one again. */
export async function catchUp() {
  const known = await sim.calls(0).catch(() => []);
  if ((known.at(-1)?.n ?? 0) < last) {
    calls = [];
    held = [];
    last = 0;
    opened.clear();
    renderList();
  }
  for (const call of known.slice(-MOST)) addCall(call, false);
}

function about(call) {
  const params = call.params ?? {};
  const text = params.text ?? params.caption ?? params.action ?? params.callback_query_id ?? "";
  return String(text).replace(/<[^>]+>/g, "").replace(/\s+/g, " ").slice(0, 90);
}

function row(call) {
  const open = opened.has(call.n);
  const when = new Date(call.at > 1e12 ? call.at : call.at * 1000).toLocaleTimeString("ru", { hour12: false });
  const head = h("button", { type: "button", class: "call-head", "aria-expanded": String(open) },
    h("span", { class: "call-state", title: call.ok ? "ok" : t("failed") }, icon(call.ok ? "check" : "close", 14)),
    h("span", { class: "call-main" },
      h("span", { class: "call-method" }, call.method),
      h("span", { class: "call-about" }, call.lost ? t("lost") : call.ok ? about(call) : call.description)),
    h("span", { class: "call-side" }, h("span", {}, `${Math.round(call.ms * 10) / 10} ${t("ms")}`), h("time", {}, when)));
  const el = h("li", { class: `call ${call.ok ? "" : "failed"}`, testid: "call-row", "data-n": call.n, "data-method": call.method, "data-ok": String(Boolean(call.ok)) }, head);
  if (open) el.append(details(call));
  head.addEventListener("click", () => {
    const now = !opened.has(call.n);
    head.setAttribute("aria-expanded", String(now));
    if (now) {
      opened.add(call.n);
      el.append(details(call));
    } else {
      opened.delete(call.n);
      el.querySelector(".call-details").remove();
    }
  });
  return el;
}

function details(call) {
  return h("div", { class: "call-details", testid: "call-details" },
    h("h3", {}, t("params")), pretty(call.params ?? {}),
    h("h3", {}, t(call.ok ? "result" : "failed")), call.ok ? pretty(call.result ?? null) : h("pre", {}, call.description ?? ""));
}

const TOKENS = /("(?:[^"\\]|\\.)*")(\s*:)?|\b(?:true|false|null)\b|-?\d+(?:\.\d+)?(?:e[+-]?\d+)?/gi;

function pretty(value) {
  const text = JSON.stringify(unfold(value), null, 2);
  const pre = h("pre", { tabindex: "0" });
  let end = 0;
  for (const match of text.matchAll(TOKENS)) {
    pre.append(text.slice(end, match.index));
    const kind = match[2] !== undefined ? "json-key" : match[1] ? "json-text" : "json-other";
    pre.append(h("span", { class: kind }, match[1] ?? match[0]), match[2] ?? "");
    end = match.index + match[0].length;
  }
  pre.append(text.slice(end));
  return pre;
}

/** Parameters sent as JSON inside a string (reply_markup) are shown as what they are. */
function unfold(params) {
  if (params === null || typeof params !== "object" || Array.isArray(params)) return params;
  return Object.fromEntries(Object.entries(params).map(([name, value]) => {
    if (typeof value !== "string" || !/^[[{]/.test(value)) return [name, value];
    try {
      return [name, JSON.parse(value)];
    } catch {
      return [name, value];
    }
  }));
}

function renderList() {
  const shown = calls.filter(matches).reverse();
  clear(listEl, shown.length ? shown.map(row) : h("li", { class: "pane-empty" }, t(calls.length && filterEl.value ? "nothingFound" : "noCalls")));
}

function note() {
  noteEl.hidden = !paused;
  noteEl.textContent = paused ? t("paused", { n: held.length }) : "";
}

function setPaused(next) {
  paused = next;
  clear(pauseEl, icon(paused ? "play" : "pause"));
  pauseEl.setAttribute("aria-label", t(paused ? "resume" : "pause"));
  pauseEl.title = t(paused ? "resume" : "pause");
  pauseEl.classList.toggle("on", paused);
  if (!paused) {
    for (const call of held) keep(call);
    held = [];
  }
  note();
}

function show(open, byHand = false) {
  $("calls").hidden = !open;
  $("app").classList.toggle("with-calls", open);
  if (byHand) {
    localStorage.setItem(OPEN_KEY, open ? "open" : "closed");
    if (open && !wide.matches) filterEl.focus();
  }
  emit("calls-shown", open);
}

export function startCalls() {
  pauseEl = iconButton("pause", t("pause"), { testid: "calls-pause", onclick: () => setPaused(!paused) });
  filterEl = h("input", { type: "search", placeholder: t("filter"), "aria-label": t("filter"), testid: "calls-filter", oninput: renderList });
  listEl = h("ol", { class: "call-list", "aria-label": t("calls") });
  noteEl = h("p", { class: "pane-note", role: "status", hidden: true });
  clear($("calls"),
    h("header", { class: "bar calls-bar" }, h("h2", {}, t("calls")), pauseEl,
      iconButton("trash", t("clearCalls"), { testid: "calls-clear", onclick: () => { calls = []; held = []; opened.clear(); renderList(); note(); } }),
      iconButton("close", t("close"), { testid: "calls-close", onclick: () => show(false, true) })),
    h("div", { class: "calls-tools" }, filterEl),
    noteEl, listEl);
  $("calls").setAttribute("aria-label", t("calls"));
  $("calls").addEventListener("keydown", (event) => { if (event.key === "Escape" && !wide.matches) show(false, true); });
  renderList();
  on("toggle-calls", () => show($("calls").hidden, true));
  show(wide.matches && localStorage.getItem(OPEN_KEY) !== "closed");
}
