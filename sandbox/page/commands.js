// The command menu above the composer: all of it behind the button, filtered while "/…" is typed.
import { sim } from "./api.js";
import { $, clear, h } from "./dom.js";
import { trouble } from "./overlays.js";
import { state } from "./state.js";
import { t } from "./texts.js";

const FRESH_MS = 3000;

let kept = { key: "", at: 0, list: [] };
let items = [];
let chosen = -1;
let whole = false; // opened by the button: shown whatever is typed

async function commands() {
  const key = `${state.me.id}/${state.chatId}`;
  if (kept.key !== key || Date.now() - kept.at > FRESH_MS) {
    kept = { key, at: Date.now(), list: await sim.commands(state.me.id, state.chatId) };
  }
  return kept.list;
}

const isOpen = () => $("commands") && !$("commands").hidden;

export function closeCommands() {
  whole = false;
  chosen = -1;
  items = [];
  if ($("commands")) $("commands").hidden = true;
  $("composer")?.removeAttribute("aria-activedescendant");
}

export async function openCommands(textarea, pick) {
  if (isOpen()) {
    closeCommands();
    return;
  }
  try {
    const list = await commands();
    whole = true;
    draw(list, pick);
    textarea.focus();
  } catch (error) {
    trouble(error);
  }
}

/** Called at each change of what is written. */
export async function commandsTyped(textarea, pick, allowed) {
  const typed = /^\/(\w*)$/.exec(textarea.value);
  if (!typed || !allowed) {
    closeCommands();
    return;
  }
  const list = await commands().catch(() => []);
  if (!/^\/\w*$/.test(textarea.value)) return;
  whole = false;
  const start = textarea.value.slice(1).toLowerCase();
  const found = list.filter(({ command }) => command.startsWith(start));
  if (found.length) draw(found, pick);
  else closeCommands();
}

function draw(list, pick) {
  items = list;
  chosen = -1;
  const box = $("commands");
  box.hidden = false;
  if (!list.length) {
    clear(box, h("p", { class: "faint" }, t("noCommands")));
    return;
  }
  clear(box, h("div", { role: "listbox", "aria-label": t("commands") }, list.map(({ command, description }, at) => h("div", {
    role: "option", id: `command-${at}`, class: "command", testid: "command", "aria-selected": "false",
    onpointerdown: (event) => event.preventDefault(), onclick: () => pick(command, true),
  }, h("b", {}, `/${command}`), h("span", {}, description)))));
}

/** Keys while the menu is open; true when the key was for it. Enter without a choice sends what is written. */
export function commandsKey(event, textarea, pick) {
  if (!isOpen()) return false;
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step && items.length) {
    choose((chosen + step + items.length + (chosen < 0 && step < 0 ? 1 : 0)) % items.length, textarea);
  } else if (event.key === "Enter" && !event.shiftKey && chosen >= 0) {
    pick(items[chosen].command, true);
  } else if (event.key === "Tab" && items.length && !event.shiftKey) {
    pick(items[Math.max(chosen, 0)].command, false);
  } else if (event.key === "Escape") {
    closeCommands();
  } else {
    if (whole && event.key.length === 1) closeCommands();
    return false;
  }
  event.preventDefault();
  return true;
}

function choose(at, textarea) {
  chosen = at;
  for (const [n, el] of [...$("commands").querySelectorAll(".command")].entries()) {
    el.setAttribute("aria-selected", String(n === at));
    if (n === at) el.scrollIntoView({ block: "nearest" });
  }
  textarea.setAttribute("aria-activedescendant", `command-${at}`);
}

export function startCommands() {
  addEventListener("pointerdown", (event) => {
    if (isOpen() && !event.target.closest("#foot")) closeCommands();
  });
}
