// Start: who we are, which chat is open (both in the address), and what each event means.
import { sim, watch } from "./api.js";
import { addCall, catchUp, startCalls } from "./calls.js";
import { markRead, noteMessage, refreshChats, startChats } from "./chats.js";
import { startAttach } from "./attach.js";
import { startCommands } from "./commands.js";
import { focusComposer, say, startComposer } from "./composer.js";
import { $ } from "./dom.js";
import { startHints } from "./hints.js";
import { dropMessages, forgetMessages, loadMessages, noteAnswer, putMessage, showAction, startMessages } from "./messages.js";
import { toast, trouble } from "./overlays.js";
import { personFromAddress, rememberPerson, showWelcome } from "./people.js";
import { chatById, emit, on, openChat, state } from "./state.js";
import { lang, t } from "./texts.js";
import { startThread } from "./thread.js";

const RETRY_MS = 1500;
const narrow = matchMedia("(max-width: 719px)");
const wait = (ms) => new Promise((resolve) => { setTimeout(resolve, ms); });

// Where we are

function chatFromAddress() {
  const named = new URLSearchParams(location.search).get("chat");
  return named === null ? null : state.chats.find((chat) => String(chat.id) === named)?.id ?? null;
}

function address(chatId) {
  return chatId === null ? `?as=${state.me.id}` : `?as=${state.me.id}&chat=${chatId}`;
}

function go(chatId, { replace = false } = {}) {
  if (chatId === state.chatId && !replace) {
    focusComposer();
    return;
  }
  if (chatId === null && history.state?.fromList) {
    history.back();
    return;
  }
  const entry = { fromList: state.chatId === null };
  if (replace || (!narrow.matches && chatId !== null)) history.replaceState(entry, "", address(chatId));
  else history.pushState(entry, "", address(chatId));
  openRoute();
}

async function openRoute() {
  const chatId = chatFromAddress();
  state.chatId = chatId;
  $("app").dataset.view = chatId === null ? "list" : "chat";
  if (chatId === null) forgetMessages();
  emit("route");
  if (chatId === null) return;
  try {
    await loadMessages();
    markRead(openChat());
    focusComposer();
  } catch (error) {
    trouble(error);
  }
}

// Events

const chatOf = (event) => {
  const id = event.chat ?? event.message?.chat;
  return typeof id === "object" && id !== null ? id.id : id;
};

function onMessage(event, isNew) {
  const id = chatOf(event);
  const chat = chatById(id);
  if (!chat) {
    if (isNew) refreshChats().catch(() => {});
    return;
  }
  const { message } = event;
  const open = id === state.chatId;
  if (open) putMessage(message);
  if (isNew && (chat.last?.message_id ?? 0) < message.message_id) {
    noteMessage(chat, message, open && !document.hidden);
    if (open && message.from.id !== state.me.id) markRead(chat);
  } else if (chat.last?.message_id === message.message_id) {
    chat.last = message;
    emit("chats");
  }
}

const handlers = {
  message: (event) => onMessage(event, true),
  edited: (event) => onMessage(event, false),
  deleted: (event) => {
    const ids = event.message_ids ?? [event.message_id ?? event.message?.message_id];
    if (chatOf(event) === state.chatId) dropMessages(ids);
    if (chatById(chatOf(event))) refreshChats().catch(() => {});
  },
  answer: (event) => { if (event.person === state.me.id) noteAnswer(event); },
  action: (event) => { if (chatOf(event) === state.chatId) showAction(event.action); },
  call: (event) => {
    addCall(event);
    if (state.bot?.polling === false) refreshBot();
  },
  chat: () => refreshChats().then(() => { if (openChat()?.unread) markRead(openChat()); }, () => {}),
  person: () => refreshPeople().catch(() => {}),
};

async function refreshPeople() {
  [state.people, state.bot] = await Promise.all([sim.people(), sim.bot().catch(() => state.bot)]);
  emit("bot");
}

const BOT_MS = 5000;
let askedBot = 0;

/** Whether the bot is running is not told by events: asked now and then, and when it shows a sign of life. */
async function refreshBot() {
  if (document.hidden || !state.online || Date.now() - askedBot < BOT_MS / 5) return;
  askedBot = Date.now();
  const bot = await sim.bot().catch(() => null);
  if (!bot || JSON.stringify(bot) === JSON.stringify(state.bot)) return;
  state.bot = bot;
  emit("bot");
}

let firstUp = true;

/** After each connection everything is read again: what happened in between was not told. */
async function onUp() {
  $("offline").hidden = true;
  state.online = true;
  try {
    if (!firstUp) {
      await refreshPeople();
      if (!personFromAddress()) {
        location.reload();
        return;
      }
    }
    firstUp = false;
    await refreshChats();
    await Promise.all([loadMessages(), catchUp()]);
    if (state.chatId !== null) markRead(openChat());
  } catch { /* gone again: the next connection repeats this */ }
}

function onDown() {
  state.online = false;
  $("offline").hidden = false;
  $("offline").textContent = t("reconnecting");
}

// Links and buttons that lead to the bot's own chat

async function startBot(payload) {
  const chat = state.chats.find((each) => each.type === "private");
  if (!chat) return;
  go(chat.id);
  if (!payload && chat.started) return;
  try {
    await say(payload ? `/start ${payload}` : "/start", null, chat.id);
    if (payload) toast(t("startedWith", { payload }));
  } catch (error) {
    trouble(error);
  }
}

// Start

async function load() {
  for (;;) {
    try {
      await refreshPeople();
      return;
    } catch {
      $("welcome").hidden = false;
      $("welcome").textContent = t("noServer");
      await wait(RETRY_MS);
    }
  }
}

/** The first screen; people who are added meanwhile appear there. */
async function welcome() {
  for (let shown = ""; ; await wait(RETRY_MS)) {
    const now = JSON.stringify(state.people);
    if (now !== shown) showWelcome();
    shown = now;
    if (!document.hidden) await refreshPeople().catch(() => {});
  }
}

async function start() {
  document.documentElement.lang = lang;
  await load();
  state.me = personFromAddress();
  if (!state.me) {
    await welcome();
    return;
  }
  rememberPerson(state.me);
  $("welcome").hidden = true;
  $("app").hidden = false;

  startChats();
  startMessages();
  startThread();
  startComposer();
  startCommands();
  startAttach();
  startHints();
  startCalls();

  on("go", go);
  on("start-bot", startBot);
  on("chats-changed", () => refreshChats().catch(trouble));
  on("own-message", ({ chat, message }) => onMessage({ chat, message }, true));
  addEventListener("popstate", openRoute);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) markRead(openChat()); });

  await refreshChats().catch(trouble);
  const wanted = chatFromAddress() ?? (narrow.matches ? null : state.chats.find((chat) => chat.type === "private")?.id ?? null);
  go(wanted, { replace: true });
  setInterval(refreshBot, BOT_MS);
  watch({
    onUp,
    onDown,
    onEvent: (event) => handlers[event.type]?.(event),
  });
}

start();
