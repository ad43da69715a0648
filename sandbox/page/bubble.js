// One message as it is drawn.
import { h, icon, iconButton } from "./dom.js";
import { avatar, clock, colourOf, fileSize, fullName, fullWhen, serviceWords, snippet } from "./format.js";
import { showPhoto } from "./overlays.js";
import { SAFE_LINK, followLink, richText } from "./richtext.js";
import { openChat, state } from "./state.js";
import { t } from "./texts.js";

export function sideOf(message) {
  if (message.from.id === state.me.id) return "me";
  return message.from.is_bot ? "bot" : "other";
}

function quote(message, find, goTo) {
  const target = find(message.reply_to);
  return h("button", { type: "button", class: `quote tint-${colourOf(target?.from.id ?? 0)}`, onclick: () => goTo(message.reply_to) },
    h("span", { class: "quote-who" }, target ? target.from.name : t("deletedReply")),
    h("span", { class: "quote-text" }, target ? snippet(target) : `#${message.reply_to}`));
}

function photo(message) {
  const label = message.caption || t("photo");
  return h("button", {
    type: "button", class: "photo", testid: "photo", "aria-label": `${t("openPhoto")}: ${label}`,
    onclick: () => showPhoto(message.photo, label),
  }, h("img", { src: message.photo, alt: label, loading: "lazy" }));
}

function documentCard({ file_name: name, url, size }) {
  const kind = (name ?? "").includes(".") ? name.split(".").pop().toUpperCase().slice(0, 8) : "";
  return h("a", { class: "attachment", href: url, download: name || true, testid: "document" },
    h("span", { class: "attachment-mark" }, icon("file")),
    h("span", { class: "attachment-main" }, h("b", {}, name || t("file")), h("small", {}, [kind, fileSize(size)].filter(Boolean).join(" · "))));
}

function contactCard(contact) {
  const name = fullName(contact) || contact.phone_number;
  return h("div", { class: "attachment", testid: "contact" },
    avatar(contact.user_id ?? contact.phone_number.replace(/\D/g, "").slice(-4), name, "medium"),
    h("span", { class: "attachment-main" }, h("b", {}, name), h("small", {}, contact.phone_number)));
}

function inlineButton(message, button, onTap) {
  if (button.url && SAFE_LINK.test(button.url)) {
    return h("a", {
      class: "inline-button", href: button.url, target: "_blank", rel: "noopener noreferrer", testid: "inline-button",
      title: button.url, onclick: (event) => { if (followLink(button.url)) event.preventDefault(); },
    }, h("span", {}, button.text), icon("link", 14));
  }
  return h("button", {
    type: "button", class: "inline-button", testid: "inline-button", onclick: (event) => onTap(message, button, event.currentTarget),
  }, h("span", {}, button.text));
}

function inlineButtons(message, onTap) {
  return h("div", { class: "inline-buttons", role: "group" }, message.buttons.map((line) =>
    h("div", { class: "inline-line" }, line.map((button) => inlineButton(message, button, onTap)))));
}

function mark(message) {
  return h("span", { class: "meta" },
    message.edit_date ? h("span", { class: "edited", testid: "edited" }, t("edited")) : null,
    h("time", { datetime: new Date(message.date * 1000).toISOString(), title: fullWhen(message.date) }, clock(message.date)));
}

/** "Somebody joined": not a bubble, a line in the middle. */
function serviceLine(message, side) {
  return h("article", { class: "message service", testid: "message", "data-message-id": message.message_id, "data-from": side },
    h("span", {}, h("b", {}, message.from.name), ` ${serviceWords(message.service)}`));
}

/**
 * joins: whether the message continues the one before it (same author, same minutes).
 * does: { onMenu(message, anchor, point), onTap(message, button, el), find(id), goTo(id), onReply(message) }
 */
export function bubble(message, joins, does) {
  const side = sideOf(message);
  if (message.service) return serviceLine(message, side);
  const inGroup = openChat()?.type !== "private";
  const html = message.html ?? "";
  const wide = /<pre/i.test(html);
  const onlyPhoto = message.photo && !html && !message.forward && !message.reply_to;

  const more = iconButton("dots", t("messageMenu"), {
    class: "icon-button message-more", testid: "message-menu", "aria-haspopup": "menu",
    onclick: () => does.onMenu(message, more),
  });
  const body = h("div", { class: `bubble ${wide ? "wide" : ""} ${onlyPhoto ? "only-photo" : ""} ${message.photo ? "has-photo" : ""}` },
    inGroup && side !== "me" && !joins
      ? h("div", { class: `author tint-${colourOf(message.from.id)}` }, message.from.name, side === "bot" ? h("span", { class: "bot-tag" }, t("bot")) : null) : null,
    message.forward ? h("div", { class: "forwarded" }, icon("forward", 15), t("forwardedFrom", { name: message.forward })) : null,
    message.reply_to ? quote(message, does.find, does.goTo) : null,
    message.photo ? photo(message) : null,
    message.document ? documentCard(message.document) : null,
    message.contact ? contactCard(message.contact) : null,
    html ? richText(html) : null,
    mark(message),
    message.reactions?.length ? h("div", { class: "reactions" }, message.reactions.map((each) => h("span", { class: "reaction" }, each))) : null);

  const el = h("article", {
    class: `message from-${side} ${joins ? "joins" : ""} ${inGroup ? "in-group" : ""}`, testid: "message",
    "data-message-id": message.message_id, "data-from": side, "aria-label": `${message.from.name}, ${clock(message.date)}`,
    ondblclick: (event) => { if (!event.target.closest("button, a, .words")) does.onReply(message); },
  },
  inGroup && side !== "me" ? (joins ? h("span", { class: "avatar-gap" }) : avatar(message.from.id, message.from.name, `small ${side === "bot" ? "of-bot" : ""}`)) : null,
  h("div", { class: "message-main" },
    h("div", { class: "bubble-line" }, body, more),
    message.buttons?.length ? inlineButtons(message, does.onTap) : null));
  longPress(body, (point) => does.onMenu(message, more, point));
  return el;
}

const HOLD_MS = 480;

/** Holding a finger on the bubble (or the right mouse button) opens its menu. */
function longPress(el, run) {
  let timer = null;
  const pointBox = (x, y) => ({ left: x, top: y, bottom: y });
  const drop = () => clearTimeout(timer);
  el.addEventListener("touchstart", (event) => {
    if (event.target.closest("a, button") || event.touches.length > 1) return;
    const { clientX, clientY } = event.touches[0];
    timer = setTimeout(() => run(pointBox(clientX, clientY)), HOLD_MS);
  }, { passive: true });
  for (const name of ["touchend", "touchmove", "touchcancel"]) el.addEventListener(name, drop, { passive: true });
  el.addEventListener("contextmenu", (event) => {
    if (event.target.closest("a, img") || String(getSelection())) return;
    event.preventDefault();
    drop();
    run(pointBox(event.clientX, event.clientY));
  });
}
