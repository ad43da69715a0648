// The head of the open chat: whom one talks to, what the bot is doing, the chat's menu.
import { sim } from "./api.js";
import { setBlocked } from "./composer.js";
import { $, clear, h, icon, iconButton } from "./dom.js";
import { avatar } from "./format.js";
import { hasHints, hintsHidden, setHintsHidden } from "./hints.js";
import { openMenu, trouble } from "./overlays.js";
import { chatAvatarId, chatTitle, emit, on, openChat, state } from "./state.js";
import { t } from "./texts.js";

let doing = null; // "typing…" while the bot is at it

function subtitle(chat) {
  if (doing) return h("span", { class: "typing-words" }, doing);
  if (chat.type !== "private") {
    const count = chat.members ? t("inGroup", { n: chat.members.length }) : t("group");
    return chat.bot === false ? h("span", {}, `${count}, `, h("span", { class: "away" }, t("noBotInside"))) : count;
  }
  if (state.bot?.polling === false) return h("span", { class: "away" }, t("botAway"));
  return state.bot?.username ? `@${state.bot.username}` : t("bot");
}

function chatMenu(anchor) {
  const chat = openChat();
  const items = [];
  if (hasHints()) {
    const hidden = hintsHidden();
    items.push({ label: t(hidden ? "showHints" : "hideHints"), icon: "bulb", run: () => setHintsHidden(!hidden) });
  }
  if (chat.type === "private") {
    items.push(chat.blocked
      ? { label: t("unblock"), icon: "block", testid: "menu-unblock", run: () => setBlocked(false) }
      : { label: t("block"), icon: "block", testid: "menu-block", danger: true, run: () => setBlocked(true) });
  }
  if (chat.type !== "private" && typeof chat.bot === "boolean") {
    items.push({
      label: t(chat.bot ? "removeBot" : "addBot"), icon: "person", danger: chat.bot, testid: "menu-bot",
      run: () => sim.changeMembers(chat.id, { bot: true, action: chat.bot ? "remove" : "add" }).then(() => emit("chats-changed"), trouble),
    });
  }
  items.push(null, { label: `id ${chat.id}`, icon: "slash", run: () => navigator.clipboard?.writeText(String(chat.id)) });
  openMenu(anchor, items, { label: t("chatMenu") });
}

function callsToggle() {
  const open = !$("calls").hidden;
  return iconButton("calls", t("calls"), {
    class: `icon-button ${open ? "on" : ""}`, testid: "calls-toggle", "aria-pressed": String(open), "aria-controls": "calls",
    onclick: () => emit("toggle-calls"),
  });
}

export function renderHead() {
  const chat = openChat();
  const head = $("thread-head");
  const focused = head.contains(document.activeElement) ? document.activeElement.dataset.testid : null;
  if (!chat) {
    clear(head, h("span", { class: "grow" }), callsToggle());
    clear($("log"), h("div", { class: "empty" }, icon("chat", 40), h("p", {}, t("pickChat"))));
  } else {
    const title = chatTitle(chat);
    const more = iconButton("more", t("chatMenu"), { testid: "chat-menu", "aria-haspopup": "menu", onclick: () => chatMenu(more) });
    clear(head,
      iconButton("back", t("back"), { class: "icon-button back", testid: "back", onclick: () => emit("go", null) }),
      avatar(chatAvatarId(chat), title, `medium ${chat.type === "private" ? "of-bot" : ""}`),
      h("div", { class: "head-main" }, h("h1", {}, title), h("p", { "aria-live": "polite" }, subtitle(chat))),
      callsToggle(), more);
  }
  if (focused) head.querySelector(`[data-testid="${focused}"]`)?.focus();
}

export function startThread() {
  on("chats", renderHead);
  on("route", () => {
    doing = null;
    renderHead();
  });
  on("calls-shown", renderHead);
  on("bot", renderHead);
  on("typing", (words) => {
    if (doing === words) return;
    doing = words;
    if (openChat()) renderHead();
  });
}
