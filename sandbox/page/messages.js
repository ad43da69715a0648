// The messages of the open chat: drawing them, keeping the place, tapping their buttons.
import { sim } from "./api.js";
import { bubble, sideOf } from "./bubble.js";
import { $, clear, h, icon } from "./dom.js";
import { badge, dayKey, dayName } from "./format.js";
import { openMenu, showAlert, toast, trouble } from "./overlays.js";
import { emit, openChat, state } from "./state.js";
import { t } from "./texts.js";

const JOIN_SECONDS = 300;
const NEAR_END = 90;
const TYPING_MS = 5500;
const ANSWER_MS = 15_000;

let list = []; // messages of the open chat, oldest first
let loaded = null; // the chat they belong to
let below = 0; // arrived while reading further up
let typingTimer = null;
let following = true; // whether the end stays in sight as more comes

export const lastOwn = () => list.findLast((message) => sideOf(message) === "me" && canEdit(message)) ?? null;
export const lastMessage = () => list.at(-1) ?? null;
export const canEdit = (message) => sideOf(message) === "me" && !message.forward && !message.service && !message.contact
  && Boolean(message.text || message.photo || message.document);

/** What the reply keyboard is now: the newest word of the bot about it. */
export function currentKeyboard() {
  return list.findLast((message) => message.keyboard || message.remove_keyboard)?.keyboard ?? [];
}

const atEnd = () => {
  const box = $("scroller");
  return box.scrollHeight - box.scrollTop - box.clientHeight < NEAR_END;
};

export function toEnd(smooth = false) {
  const box = $("scroller");
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  box.scrollTo({ top: box.scrollHeight, behavior: smooth && !calm ? "smooth" : "instant" });
  below = 0;
  following = true;
  renderJump();
}

export async function loadMessages() {
  const chat = state.chatId;
  if (chat === null) return;
  const sameChat = loaded === chat;
  if (!sameChat) {
    list = [];
    loaded = chat;
    below = 0;
    following = true;
    stopTyping();
    clear($("log"));
  }
  const fresh = await sim.messages(chat, state.me.id);
  if (state.chatId !== chat) return;
  if (sameChat && JSON.stringify(fresh) === JSON.stringify(list)) return;
  const place = $("scroller").scrollTop;
  list = fresh;
  renderAll();
  if (following) toEnd();
  else $("scroller").scrollTop = place;
  emit("messages");
}

export function forgetMessages() {
  list = [];
  loaded = null;
  clear($("log"));
}

const joinsPrevious = (message, previous) => Boolean(previous) && previous.from.id === message.from.id && !previous.service
  && message.date - previous.date < JOIN_SECONDS && dayKey(message.date) === dayKey(previous.date);

function day(message) {
  return h("div", { class: "day", role: "separator", testid: "day" }, h("span", {}, dayName(message.date)));
}

function pieces(message, previous) {
  const made = [];
  if (!previous || dayKey(previous.date) !== dayKey(message.date)) made.push(day(message));
  made.push(bubble(message, joinsPrevious(message, previous), does));
  return made;
}

function renderAll() {
  const log = $("log");
  log.setAttribute("aria-busy", "true");
  clear(log, list.length ? list.map((message, at) => pieces(message, list[at - 1])) : emptyState());
  requestAnimationFrame(() => log.removeAttribute("aria-busy"));
}

function emptyState() {
  const own = openChat()?.type === "private";
  return h("div", { class: "empty" }, icon("chat", 40), h("h2", {}, t(own ? "emptyBot" : "emptyChat")), h("p", {}, t(own ? "emptyBotLead" : "emptyChatLead")));
}

/** A message that came or changed. */
export function putMessage(message) {
  const at = list.findIndex((other) => other.message_id === message.message_id);
  const stick = following || (at < 0 && sideOf(message) === "me");
  if (at >= 0) {
    if (JSON.stringify(list[at]) === JSON.stringify(message)) return;
    list[at] = message;
    const old = element(message.message_id);
    const focused = old?.contains(document.activeElement) ? buttonPlace(old) : -1;
    const fresh = bubble(message, joinsPrevious(message, list[at - 1]), does);
    old?.replaceWith(fresh);
    if (focused >= 0) fresh.querySelectorAll("[data-testid=inline-button]")[focused]?.focus({ preventScroll: true });
  } else if (!list.length || message.message_id > list.at(-1).message_id) {
    if (!list.length) clear($("log"));
    const made = pieces(message, list.at(-1));
    list.push(message);
    made.at(-1).classList.add("fresh");
    $("log").append(...made);
    if (sideOf(message) === "bot") stopTyping();
    else if (typingTimer) $("log").append($("typing"));
    if (!stick) below += 1;
  } else {
    list.push(message);
    list.sort((one, two) => one.message_id - two.message_id);
    renderAll();
  }
  if (stick) toEnd();
  else renderJump();
  emit("messages");
}

const buttonPlace = (el) => [...el.querySelectorAll("[data-testid=inline-button]")].indexOf(document.activeElement);

export function dropMessages(ids) {
  list = list.filter((message) => !ids.includes(message.message_id));
  renderAll();
  emit("messages");
}

export function element(id) {
  return $("log").querySelector(`[data-message-id="${Number(id)}"]`);
}

function goTo(id) {
  const el = element(id);
  if (!el) return;
  el.scrollIntoView({ block: "center" });
  el.classList.remove("flash");
  requestAnimationFrame(() => el.classList.add("flash"));
}

function renderJump() {
  const hidden = atEnd();
  clear($("jump-place"), hidden ? null : h("button", {
    type: "button", class: "jump", "aria-label": t("toEnd"), title: t("toEnd"), testid: "to-end", onclick: () => toEnd(true),
  }, icon("down"), below ? h("span", { class: "badge" }, badge(below)) : null));
  if (hidden) below = 0;
}

// Typing

const ACTIONS = { upload_photo: "sendingPhoto", upload_document: "sendingFile" };

export function showAction(action) {
  $("typing")?.remove();
  clearTimeout(typingTimer);
  const words = t(ACTIONS[action] ?? "typing");
  $("log").append(h("div", { id: "typing", class: "typing", testid: "typing", "aria-label": words }, h("i"), h("i"), h("i")));
  typingTimer = setTimeout(stopTyping, TYPING_MS);
  emit("typing", words);
  if (following) toEnd();
}

export function stopTyping() {
  clearTimeout(typingTimer);
  typingTimer = null;
  $("typing")?.remove();
  emit("typing", null);
}

// Taps: the answer may come before the call that made it returns.

const waiting = new Map(); // callback id → done()
const early = new Map(); // callback id → answer

async function onTap(message, button, el) {
  if (el.classList.contains("busy")) return;
  el.classList.add("busy");
  el.setAttribute("aria-busy", "true");
  const free = () => {
    el.classList.remove("busy");
    el.removeAttribute("aria-busy");
  };
  try {
    const { callback_id: id } = await sim.tap({ person: state.me.id, chat: message.chat?.id ?? state.chatId, message_id: message.message_id, data: button.data });
    const timer = setTimeout(() => {
      waiting.delete(id);
      free();
      toast(t("noAnswer"));
    }, ANSWER_MS);
    const done = (answer) => {
      clearTimeout(timer);
      waiting.delete(id);
      free();
      if (answer.text) (answer.alert ? showAlert : toast)(answer.text);
    };
    if (early.has(id)) done(early.get(id));
    else waiting.set(id, done);
  } catch (error) {
    free();
    trouble(error);
  }
}

export function noteAnswer(answer) {
  const done = waiting.get(answer.callback_id);
  if (done) done(answer);
  else early.set(answer.callback_id, answer);
  if (early.size > 50) early.delete(early.keys().next().value);
}

// The menu of a message

function onMenu(message, anchor, at = null) {
  const words = message.text || message.caption || "";
  openMenu(anchor, [
    { label: t("reply"), icon: "reply", testid: "reply-message", run: () => emit("reply", message) },
    canEdit(message) ? { label: t("edit"), icon: "edit", testid: "edit-message", run: () => emit("edit", message) } : false,
    words ? { label: t("copy"), icon: "copy", run: () => copy(words) } : false,
    words ? { label: t("forwardThis"), icon: "forward", testid: "forward-message", run: () => emit("forward", message) } : false,
    null,
    { label: t("messageNumber", { n: message.message_id }), icon: "slash", run: () => copy(String(message.message_id)) },
  ].filter((item) => item !== false), { label: t("messageMenu"), at });
}

async function copy(words) {
  await navigator.clipboard?.writeText(words).catch(() => {});
  toast(t("copied"));
}

const does = { onMenu, onTap, goTo, find: (id) => list.find((message) => message.message_id === id) ?? null, onReply: (message) => emit("reply", message) };

export function startMessages() {
  $("log").setAttribute("aria-label", t("messages"));
  const box = $("scroller");
  let top = 0;
  box.addEventListener("scroll", () => {
    if (atEnd()) following = true;
    else if (box.scrollTop < top) following = false; // only a reader goes up
    top = box.scrollTop;
    renderJump();
  }, { passive: true });
  // Pictures that load late, the bot's keyboard coming up, a phone turned: the end stays where it was.
  const sizes = new ResizeObserver(() => { if (following) toEnd(); });
  sizes.observe(box);
  sizes.observe($("log"));
}
