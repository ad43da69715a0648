// Where one writes: sending, editing, answering, the START and Unblock buttons.
import { sim } from "./api.js";
import { attachMenu, forwardDialog, offerFiles, sharePhone } from "./attach.js";
import { openCommands, closeCommands, commandsKey, commandsTyped } from "./commands.js";
import { $, clear, h, icon, iconButton } from "./dom.js";
import { snippet } from "./format.js";
import { currentKeyboard, lastOwn, putMessage } from "./messages.js";
import { toast, trouble } from "./overlays.js";
import { emit, on, openChat, state } from "./state.js";
import { t } from "./texts.js";

const TALLEST = 200;
const LONGEST = 4096;
const draftKey = (chat) => `kakdela.draft.${state.me.id}.${chat}`;

let mode = null; // { kind: "reply" | "edit", message }
let shown = null; // which foot is drawn: "write" | "start" | "blocked" | null
let keysOpen = true;
let keysDrawn = "";
let textarea, sendButton, keysButton;

function write() {
  textarea = h("textarea", {
    id: "composer", testid: "composer", rows: 1, placeholder: t("write"), "aria-label": t("write"),
    autocomplete: "off", enterkeyhint: "send", "aria-controls": "commands", onkeydown: onKey, oninput: onInput, onpaste: onPaste,
  });
  const attach = iconButton("clip", t("attach"), { testid: "attach", "aria-haspopup": "menu", onclick: () => attachMenu(attach) });
  const slash = iconButton("slash", t("commands"), { testid: "commands-button", onclick: () => openCommands(textarea, pickCommand) });
  keysButton = iconButton("keys", t("keyboard"), {
    testid: "keyboard-toggle", onclick: () => {
      keysOpen = !keysOpen;
      renderKeys(true);
    },
  });
  sendButton = h("button", { type: "button", class: "send", testid: "send", "aria-label": t("send"), title: t("send"), onclick: submit }, icon("send"));
  clear($("foot"),
    h("div", { id: "commands", class: "commands", hidden: true }),
    h("div", { id: "mode", class: "mode", hidden: true }),
    h("div", { class: "write" }, attach, slash, textarea, keysButton, sendButton),
    h("div", { id: "keys", class: "keys", role: "group", "aria-label": t("keyboard"), hidden: true }));
}

function bigButton(label, testid, run, note = null) {
  clear($("foot"), h("div", { class: "big" }, note ? h("p", {}, note) : null,
    h("button", { type: "button", class: "button big-button", testid, onclick: run }, label)));
}

/** Draws the foot that fits the chat: START before the first word, Unblock after a block, else the composer. */
export function renderFoot() {
  const chat = openChat();
  const blocked = chat?.type === "private" && chat.blocked;
  const fresh = chat?.type === "private" && !chat.started && !chat.last;
  const wanted = !chat ? null : blocked ? "blocked" : fresh ? "start" : "write";
  if (wanted !== shown) {
    shown = wanted;
    if (wanted === null) clear($("foot"));
    else if (wanted === "start") bigButton(t("start"), "start", () => say("/start"));
    else if (wanted === "blocked") bigButton(t("unblock"), "unblock", () => setBlocked(false), t("youBlocked"));
    else write();
    keysDrawn = "";
    if (wanted === "write") {
      restoreDraft();
      renderMode();
    }
  }
  if (wanted === "write") renderKeys();
}

export function focusComposer() {
  if (shown === "write" && !matchMedia("(pointer: coarse)").matches) textarea.focus({ preventScroll: true });
}

export async function setBlocked(blocked) {
  try {
    await (blocked ? sim.block : sim.unblock)(state.me.id);
    toast(t(blocked ? "blocked" : "unblocked"));
    emit("chats-changed");
  } catch (error) {
    trouble(error);
  }
}

// Sending: one after another, so that quick messages keep their order.

let queue = Promise.resolve();

export function say(text, reply = null, chat = state.chatId) {
  const sent = queue.then(async () => {
    const message = await sim.say({ person: state.me.id, chat, text, ...(reply ? { reply_to: reply } : {}) });
    if (chat === state.chatId) putMessage(message);
    emit("own-message", { chat, message });
  });
  queue = sent.catch(() => {});
  return sent;
}

/** Like any Telegram client: what is too long for one message goes out as several, cut at a line or a space. */
function parts(text) {
  const cut = [];
  let rest = text;
  while (rest.length > LONGEST) {
    const piece = rest.slice(0, LONGEST);
    const at = Math.max(piece.lastIndexOf("\n"), piece.lastIndexOf(" "));
    cut.push(rest.slice(0, at > LONGEST / 2 ? at : LONGEST));
    rest = rest.slice(cut.at(-1).length).trimStart();
  }
  return [...cut, rest].filter(Boolean);
}

async function submit() {
  const text = textarea.value.trim();
  if (!text) return;
  const before = mode;
  const chat = state.chatId;
  let left = text; // what still has to be sent
  clearWritten();
  try {
    if (before?.kind === "edit") {
      const message = await sim.edit({ person: state.me.id, chat, message_id: before.message.message_id, text });
      if (chat === state.chatId) putMessage(message);
    } else {
      for (const [at, part] of parts(text).entries()) {
        left = parts(text).slice(at).join("\n");
        await say(part, at === 0 ? before?.message.message_id ?? null : null);
      }
    }
  } catch (error) {
    if (chat === state.chatId && shown === "write" && !textarea.value) {
      setMode(before);
      textarea.value = left;
      onInput();
    }
    trouble(error);
  }
  focusComposer();
}

function clearWritten() {
  textarea.value = "";
  setMode(null);
  onInput();
}

function onKey(event) {
  if (event.isComposing) return;
  if (commandsKey(event, textarea, pickCommand)) return;
  if (event.key === "Enter" && !event.shiftKey) {
    event.preventDefault();
    submit();
  } else if (event.key === "ArrowUp" && !textarea.value && !event.shiftKey) {
    const message = lastOwn();
    if (!message) return;
    event.preventDefault();
    setMode({ kind: "edit", message });
  } else if (event.key === "Escape" && mode) {
    event.preventDefault();
    leaveMode();
  }
}

function onInput() {
  textarea.style.height = "auto";
  textarea.style.height = `${Math.min(textarea.scrollHeight, TALLEST)}px`;
  sendButton.classList.toggle("ready", Boolean(textarea.value.trim()));
  if (mode?.kind !== "edit") sessionStorage.setItem(draftKey(state.chatId), textarea.value);
  commandsTyped(textarea, pickCommand, mode === null);
}

function onPaste(event) {
  const files = [...(event.clipboardData?.files ?? [])];
  if (!files.length) return;
  event.preventDefault();
  offerFiles(files);
}

/** Puts words where one writes; in a fresh chat the bot is started first and they wait there. */
export function fill(text) {
  if (shown === "start") {
    sessionStorage.setItem(draftKey(state.chatId), text);
    say("/start").catch(trouble);
  }
  if (shown !== "write") return;
  setMode(null);
  textarea.value = text;
  onInput();
  textarea.focus();
}

function restoreDraft() {
  textarea.value = sessionStorage.getItem(draftKey(state.chatId)) ?? "";
  onInput();
  closeCommands();
}

// Commands

function pickCommand(command, send) {
  closeCommands();
  if (!send) {
    textarea.value = `/${command} `;
    onInput();
    textarea.focus();
    return;
  }
  const inGroup = openChat()?.type !== "private";
  clearWritten();
  say(inGroup && state.bot?.username ? `/${command}@${state.bot.username}` : `/${command}`).catch(trouble);
  focusComposer();
}

// Answering and editing

function setMode(next) {
  const leftEdit = mode?.kind === "edit" && next?.kind !== "edit";
  mode = next;
  if (next?.kind === "edit") {
    textarea.value = next.message.text || next.message.caption || "";
    textarea.setSelectionRange(textarea.value.length, textarea.value.length);
    onInput();
  } else if (leftEdit) {
    textarea.value = "";
  }
  renderMode();
  if (next) textarea.focus();
}

function leaveMode() {
  setMode(null);
  restoreDraft();
  textarea.focus();
}

function renderMode() {
  const bar = $("mode");
  if (!bar) return;
  bar.hidden = !mode;
  sendButton.replaceChildren(icon(mode?.kind === "edit" ? "check" : "send"));
  sendButton.setAttribute("aria-label", t(mode?.kind === "edit" ? "save" : "send"));
  if (!mode) return;
  const { kind, message } = mode;
  clear(bar, icon(kind === "edit" ? "edit" : "reply", 20),
    h("div", { class: "mode-main" }, h("b", {}, kind === "edit" ? t("editing") : t("replyingTo", { name: message.from.name })), h("span", {}, snippet(message))),
    iconButton("close", t("cancel"), { testid: "cancel-mode", onclick: leaveMode }));
}

// The bot's keyboard under the composer

function renderKeys(force = false) {
  const rows = currentKeyboard();
  const drawn = JSON.stringify(rows);
  keysButton.hidden = rows.length === 0;
  keysButton.setAttribute("aria-pressed", String(keysOpen && rows.length > 0));
  if (drawn === keysDrawn && !force) return;
  if (drawn !== keysDrawn) keysOpen = true;
  keysDrawn = drawn;
  const keys = $("keys");
  keys.hidden = rows.length === 0 || !keysOpen;
  keysButton.setAttribute("aria-pressed", String(!keys.hidden));
  clear(keys, rows.map((line) => h("div", { class: "keys-line" }, line.map((key) => h("button", {
    type: "button", class: "key", testid: "keyboard-button",
    onclick: () => (key.request_contact ? sharePhone() : say(key.text).catch(trouble)),
  }, key.text)))));
}

export function startComposer() {
  on("chats", renderFoot);
  on("messages", () => { if (shown === "write") renderKeys(); });
  on("route", () => {
    mode = null;
    shown = null;
    renderFoot();
  });
  on("reply", (message) => { if (shown === "write") setMode({ kind: "reply", message }); });
  on("edit", (message) => { if (shown === "write") setMode({ kind: "edit", message }); });
  on("forward", (message) => forwardDialog({ text: message.text || message.caption || "", name: message.forward || message.from.name, id: message.forward ? null : message.from.id }));
  on("say", (text) => say(text).catch(trouble));
}
