// Building elements without ever parsing strings as HTML.

export const $ = (id) => document.getElementById(id);

/** h("button", { class: "x", onclick: fn, "aria-label": "…" }, child, "text", null) */
export function h(tag, props = {}, ...children) {
  const el = document.createElement(tag);
  setProps(el, props);
  append(el, children);
  return el;
}

function setProps(el, props) {
  for (const [name, value] of Object.entries(props)) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === "function") el.addEventListener(name.slice(2), value);
    else if (name === "testid") el.dataset.testid = value;
    else if (name === "value") el.value = value;
    else el.setAttribute(name, value === true ? "" : String(value));
  }
}

function append(el, children) {
  for (const child of children.flat(Infinity)) {
    if (child === null || child === undefined || child === false) continue;
    el.append(child);
  }
}

const SVG = "http://www.w3.org/2000/svg";

// Drawn on a 24 × 24 grid with a 1.8 stroke.
const SHAPES = {
  back: "M15 5l-7 7 7 7",
  send: "M12 19V5M6 11l6-6 6 6",
  check: "M5 12.5l4.5 4.5L19 7.5",
  clip: "M19 11.5l-7.2 7.2a4.6 4.6 0 0 1-6.5-6.5l7.6-7.6a3 3 0 0 1 4.3 4.3l-7.5 7.5a1.5 1.5 0 0 1-2.1-2.1l6.7-6.8",
  slash: "M14.5 6l-5 12M6.5 3.5h11a3 3 0 0 1 3 3v11a3 3 0 0 1-3 3h-11a3 3 0 0 1-3-3v-11a3 3 0 0 1 3-3z",
  keys: "M5.5 6h13A2.5 2.5 0 0 1 21 8.5v7a2.5 2.5 0 0 1-2.5 2.5h-13A2.5 2.5 0 0 1 3 15.5v-7A2.5 2.5 0 0 1 5.5 6zM7 10h.01M12 10h.01M17 10h.01M8.5 14.3h7",
  more: "M12 5.5h.01M12 12h.01M12 18.5h.01",
  dots: "M5.5 12h.01M12 12h.01M18.5 12h.01",
  close: "M6.5 6.5l11 11M17.5 6.5l-11 11",
  down: "M6 9.5l6 6 6-6",
  right: "M9.5 6l6 6-6 6",
  reply: "M9.5 6L4.5 11l5 5M5 11h8.5a6 6 0 0 1 6 6v1",
  edit: "M4.5 19.5l1-4.5L16 4.5l3.5 3.5L9 18.5l-4.5 1zM13.5 7l3.5 3.5",
  copy: "M9 9h9.5v10.5H9zM5.5 15V4.5H15",
  forward: "M14.5 6l5 5-5 5M19 11h-8.5a6 6 0 0 0-6 6v1",
  photo: "M4 6.5h16v12H4zM4.5 16l4.5-4.5 4 4 2.5-2.5 4 4M15.5 10h.01",
  file: "M7 3.5h7L18.5 8v12.5H7zM13.5 4v4.5h4.5",
  person: "M12 11.5a3.7 3.7 0 1 0 0-7.4 3.7 3.7 0 0 0 0 7.4zM4.8 20a7.2 7.2 0 0 1 14.4 0",
  people: "M9 11.3a3.3 3.3 0 1 0 0-6.6 3.3 3.3 0 0 0 0 6.6zM2.8 19.3a6.2 6.2 0 0 1 12.4 0M15.5 5.2a3.3 3.3 0 0 1 0 5.8M17.8 14.3a6.2 6.2 0 0 1 3.4 5",
  block: "M12 3.5a8.5 8.5 0 1 1 0 17 8.5 8.5 0 0 1 0-17zM6 6l12 12",
  calls: "M8 7l-5 5 5 5M16 7l5 5-5 5M13.5 5l-3 14",
  pause: "M9 6v12M15 6v12",
  play: "M8 5.5v13l10.5-6.5z",
  trash: "M5 7h14M9.5 7V4.5h5V7M7 7l.8 12.5h8.4L17 7",
  link: "M8 16L16.5 7.5M9.5 7h7.5v7.5",
  bulb: "M9.5 17.5h5M10.5 20.5h3M8.5 14.5a6 6 0 1 1 7 0c-.7.6-1 1.3-1 2.1h-5c0-.8-.3-1.5-1-2.1z",
  globe: "M12 3.5a8.5 8.5 0 1 1 0 17 8.5 8.5 0 0 1 0-17zM3.8 12h16.4M12 3.5c-5 5-5 12 0 17 5-5 5-12 0-17z",
  chat: "M5 5.5h14a1.5 1.5 0 0 1 1.5 1.5v8.5A1.5 1.5 0 0 1 19 17h-7l-4.5 3.5V17H5a1.5 1.5 0 0 1-1.5-1.5V7A1.5 1.5 0 0 1 5 5.5z",
};

export function icon(name, size = 22) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("width", size);
  svg.setAttribute("height", size);
  svg.setAttribute("class", `icon icon-${name}`);
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", SHAPES[name] ?? "");
  svg.append(path);
  return svg;
}

export function iconButton(name, label, props = {}) {
  return h("button", { type: "button", class: "icon-button", "aria-label": label, title: label, ...props }, icon(name));
}

export function clear(el, ...children) {
  el.replaceChildren();
  append(el, children);
  return el;
}
