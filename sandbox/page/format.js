// How people, times and messages are put into words.
import { lang, t } from "./texts.js";
import { h } from "./dom.js";

const AVATAR_COLOURS = 8;

export function fullName(person) {
  return [person.first_name, person.last_name].filter(Boolean).join(" ");
}

export function initials(name) {
  const words = name.replace(/[^\p{L}\p{N}\s]/gu, " ").trim().split(/\s+/).filter(Boolean);
  const letters = words.length > 1 ? [...words[0]][0] + [...words[1]][0] : [...(words[0] ?? "?")].slice(0, 1).join("");
  return letters.toUpperCase();
}

/** A small stable number: the same id always gets the same colour. */
export function colourOf(id) {
  return Math.abs(Math.trunc(Number(id) || 0)) % AVATAR_COLOURS;
}

export function avatar(id, name, kind = "") {
  return h("span", { class: `avatar tint-${colourOf(id)} ${kind}`, "aria-hidden": "true" }, initials(name));
}

const clockFormat = () => new Intl.DateTimeFormat(lang, { hour: "2-digit", minute: "2-digit", hour12: false });
const clocks = new Map();

function formatter(key, make) {
  if (!clocks.has(key)) clocks.set(key, make());
  return clocks.get(key);
}

const asDate = (unix) => new Date(unix * 1000);
const dayStart = (date) => new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();

export function clock(unix) {
  return formatter("clock", clockFormat).format(asDate(unix));
}

export function dayKey(unix) {
  return dayStart(asDate(unix));
}

export function dayName(unix) {
  const days = Math.round((dayStart(new Date()) - dayKey(unix)) / 86_400_000);
  if (days === 0) return t("today");
  if (days === 1) return t("yesterday");
  const sameYear = asDate(unix).getFullYear() === new Date().getFullYear();
  const format = formatter(`day${sameYear}`, () => new Intl.DateTimeFormat(lang, {
    day: "numeric", month: "long", ...(sameYear ? {} : { year: "numeric" }),
  }));
  return format.format(asDate(unix));
}

export function shortWhen(unix) {
  if (dayKey(unix) === dayStart(new Date())) return clock(unix);
  return formatter("short", () => new Intl.DateTimeFormat(lang, { day: "2-digit", month: "2-digit" })).format(asDate(unix));
}

export function fullWhen(unix) {
  return formatter("full", () => new Intl.DateTimeFormat(lang, { dateStyle: "long", timeStyle: "medium" })).format(asDate(unix));
}

/** One line of plain text that stands for a message: in the chat list, in a reply quote. */
export function snippet(message) {
  if (!message) return "";
  const words = (message.text || message.caption || "").replace(/\s+/g, " ").trim();
  if (message.service) return serviceWords(message.service);
  const kind = message.photo ? t("photo")
    : message.document ? message.document.file_name || t("file")
      : message.contact ? `${t("contact")}: ${fullName(message.contact)}` : "";
  return [kind, words].filter(Boolean).join(", ").slice(0, 160);
}

/** The server says what happened in English; the usual things are put into the page's language. */
export function serviceWords(service) {
  return t(`service: ${service}`, {}, service);
}

export function fileSize(bytes) {
  if (!Number.isFinite(bytes)) return "";
  const [size, unit] = bytes < 1024 ? [bytes, "B"] : bytes < 1_048_576 ? [bytes / 1024, "KB"] : [bytes / 1_048_576, "MB"];
  return `${size.toFixed(size < 10 && unit !== "B" ? 1 : 0)} ${t(unit)}`;
}

/** Where a number would need grammar, the count simply stands in brackets. */
export function badge(count) {
  return count > 99 ? "99+" : String(count);
}
