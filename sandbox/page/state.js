// What this tab knows, and who wants to hear when it changes.

export const state = {
  me: null, // the person this tab speaks as
  people: [],
  bot: null,
  chats: [],
  chatId: null, // the open chat
  online: false,
};

const listeners = new Map();

export function on(topic, listener) {
  if (!listeners.has(topic)) listeners.set(topic, []);
  listeners.get(topic).push(listener);
}

export function emit(topic, payload) {
  for (const listener of listeners.get(topic) ?? []) listener(payload);
}

export function chatById(id) {
  return state.chats.find((chat) => chat.id === id) ?? null;
}

export function openChat() {
  return state.chatId === null ? null : chatById(state.chatId);
}

export function personById(id) {
  return state.people.find((person) => person.id === id) ?? null;
}

export function chatTitle(chat) {
  return chat.type === "private" ? state.bot?.first_name || chat.title || "Bot" : chat.title;
}

export function chatAvatarId(chat) {
  return chat.type === "private" ? state.bot?.id ?? 0 : chat.id;
}
