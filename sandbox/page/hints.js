// The "try this" card at the top of a chat.
import { sim } from "./api.js";
import { fill } from "./composer.js";
import { $, clear, h, icon, iconButton } from "./dom.js";
import { on, openChat, state } from "./state.js";
import { t } from "./texts.js";

const HIDDEN = "kakdela.hints";
let hints = [];
let missing = false; // a server without hints is asked once

export const hasHints = () => hints.length > 0;
export const hintsHidden = () => sessionStorage.getItem(HIDDEN) === "hidden";

export function setHintsHidden(hidden) {
  sessionStorage.setItem(HIDDEN, hidden ? "hidden" : "shown");
  render();
}

function render() {
  const box = $("hints");
  box.hidden = !hints.length || hintsHidden() || !openChat();
  if (box.hidden) return;
  clear(box,
    h("div", { class: "hints-head" }, icon("bulb", 18), h("b", {}, t("tryThis")),
      iconButton("close", t("hideHints"), { testid: "hide-hints", onclick: () => setHintsHidden(true) })),
    h("div", { class: "hints-row" }, hints.map((hint) => h("button", { type: "button", class: "hint", testid: "hint", onclick: () => fill(hint.text) },
      h("span", { class: "hint-text" }, hint.text), hint.why ? h("span", { class: "hint-why" }, hint.why) : null))));
}

async function load() {
  const chat = state.chatId;
  if (chat === null) return;
  const answer = missing ? null : await sim.hints(state.me.id, chat).catch((error) => {
    missing = error.status === 404;
    return null;
  });
  if (chat !== state.chatId) return;
  hints = (answer?.hints ?? []).filter((hint) => hint?.text);
  render();
}

export function startHints() {
  on("route", load);
}
