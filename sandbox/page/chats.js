// The list of chats and what keeps it current.
import { sim } from "./api.js";
import { $, clear, h, icon, iconButton } from "./dom.js";
import { avatar, badge, fullName, shortWhen, snippet } from "./format.js";
import { askForm, field, openMenu, trouble } from "./overlays.js";
import { peopleItems } from "./people.js";
import { chatAvatarId, chatTitle, emit, on, state } from "./state.js";
import { switchLanguage, t } from "./texts.js";

let reading = null;
let again = false;

/** Reads the list anew; calls made while one is on its way become one more. */
export function refreshChats() {
  if (reading) {
    again = true;
    return reading;
  }
  reading = (async () => {
    try {
      do {
        again = false;
        state.chats = await sim.chats(state.me.id);
      } while (again);
      emit("chats");
    } finally {
      reading = null;
    }
  })();
  return reading;
}

/** A new message moves its chat to the top; one in the open chat (in a visible tab) counts as read. */
export function noteMessage(chat, message, seen) {
  chat.last = message;
  if (message.from.id === state.me.id) chat.started = true;
  else if (!seen) chat.unread = (chat.unread ?? 0) + 1;
  state.chats = [chat, ...state.chats.filter((other) => other !== chat)];
  emit("chats");
}

export function markRead(chat) {
  if (!chat || document.hidden) return;
  if (chat.unread) {
    chat.unread = 0;
    emit("chats");
  }
  sim.read(state.me.id, chat.id).catch(() => {});
}

function lastLine(chat) {
  const last = chat.last;
  if (!last) return h("span", { class: "row-last faint" }, t("noMessages"));
  const mine = last.from.id === state.me.id;
  const who = mine ? t("you") : chat.type === "private" ? "" : last.from.name.split(" ")[0];
  return h("span", { class: "row-last" }, who ? h("span", { class: "row-who" }, `${who}: `) : null, snippet(last));
}

function row(chat) {
  const title = chatTitle(chat);
  const open = chat.id === state.chatId;
  return h("a", {
    class: `row ${open ? "open" : ""}`, href: `?as=${state.me.id}&chat=${chat.id}`, testid: `chat-${chat.id}`,
    "aria-current": open ? "true" : null,
    onclick: (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      emit("go", chat.id);
    },
  },
  avatar(chatAvatarId(chat), title, chat.type === "private" ? "of-bot" : ""),
  h("span", { class: "row-main" },
    h("span", { class: "row-top" },
      h("span", { class: "row-title" }, title),
      chat.blocked && chat.type === "private" ? icon("block", 15) : null,
      h("span", { class: "row-time" }, chat.last ? shortWhen(chat.last.date) : "")),
    h("span", { class: "row-top" }, lastLine(chat),
      chat.unread ? h("span", { class: "badge", testid: "unread" }, badge(chat.unread), h("span", { class: "hidden-words" }, ` ${t("unread")}`)) : null)));
}

function render() {
  const list = $("chat-list");
  const focused = document.activeElement?.dataset?.testid;
  clear(list, state.chats.length ? state.chats.map(row) : h("p", { class: "empty-list" }, t("noChats")));
  if (focused?.startsWith("chat-")) list.querySelector(`[data-testid="${focused}"]`)?.focus({ preventScroll: true });
  const unread = state.chats.reduce((sum, chat) => sum + (chat.unread ?? 0), 0);
  document.title = `${unread ? `(${unread}) ` : ""}${state.me.first_name} — ${state.bot?.first_name ?? "Kakdela"}`;
}

function head() {
  const name = fullName(state.me);
  const more = iconButton("more", t("menu"), {
    testid: "main-menu", "aria-haspopup": "menu",
    onclick: () => openMenu(more, [
      { label: t("newGroup"), icon: "people", testid: "new-group", run: newGroup },
      { label: t("calls"), icon: "calls", run: () => emit("toggle-calls") },
      null,
      { label: t("language"), icon: "globe", testid: "language", run: switchLanguage },
    ]),
  });
  const who = h("button", {
    type: "button", class: "me", testid: "me", "aria-haspopup": "menu", "aria-label": t("youAre", { name }), title: t("switchPerson"),
    onclick: () => openMenu(who, peopleItems(), { label: t("switchPerson") }),
  }, avatar(state.me.id, name, "medium"), h("span", { class: "me-name" }, name), icon("down", 16));
  clear($("side-head"), who, more);
}

async function newGroup() {
  const title = h("input", { type: "text", required: true, maxlength: 128, autofocus: true, testid: "group-title" });
  const boxes = state.people.filter((person) => person.id !== state.me.id)
    .map((person) => [person, h("input", { type: "checkbox", checked: true })]);
  const bot = h("input", { type: "checkbox", checked: true });
  const answer = await askForm({
    title: t("newGroup"), testid: "group", submit: t("create"),
    fields: [field(t("groupTitle"), title), h("fieldset", { class: "ticks" }, h("legend", {}, t("groupPeople")),
      boxes.map(([person, box]) => h("label", { class: "tick" }, box, avatar(person.id, fullName(person), "small"), fullName(person)))),
    h("label", { class: "tick" }, bot, t("groupBot"))],
    read: () => ({
      title: title.value.trim(), bot: bot.checked,
      members: [state.me.id, ...boxes.filter(([, box]) => box.checked).map(([person]) => person.id)],
    }),
  });
  if (!answer) return;
  try {
    const chat = await sim.newGroup(answer);
    await refreshChats();
    emit("go", chat.id);
  } catch (error) {
    trouble(error);
  }
}

export function startChats() {
  $("chat-list").setAttribute("aria-label", t("chats"));
  head();
  on("chats", render);
  on("route", render);
  $("chat-list").addEventListener("keydown", (event) => {
    const rows = [...$("chat-list").querySelectorAll(".row")];
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    rows[rows.indexOf(document.activeElement) + step]?.focus();
  });
}
