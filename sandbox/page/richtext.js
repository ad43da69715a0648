// The text of a message: the server's safe HTML, plus the links a messenger finds by itself.
import { h } from "./dom.js";
import { emit, state } from "./state.js";

export const SAFE_LINK = /^(https?|mailto|tel|tg):/i;
const FINDS = /(https?:\/\/[^\s<>"]+[^\s<>".,;:!?)»])|((?<=^|[\s(«"])\/[a-z0-9_]{1,32}(?:@\w+)?(?![\p{L}\p{N}/<]))/giu;

/** `html` comes from the server already escaped (only Telegram's tags survive there); it is the one string parsed as HTML. */
export function richText(html) {
  const box = h("div", { class: "words", dir: "auto" });
  box.innerHTML = html;
  linkify(box);
  for (const link of box.querySelectorAll("a")) prepareLink(link);
  for (const spoiler of box.querySelectorAll("tg-spoiler, .tg-spoiler")) prepareSpoiler(spoiler);
  for (const block of box.querySelectorAll("pre, blockquote")) dropBreakAfter(block);
  for (const quote of box.querySelectorAll("blockquote[expandable]")) {
    quote.addEventListener("click", () => quote.classList.toggle("whole"));
  }
  return box;
}

/** A block ends its line by itself: the line break written after it would leave an empty line. */
function dropBreakAfter(block) {
  const next = block.nextSibling;
  if (next?.nodeType === Node.TEXT_NODE && next.data.startsWith("\n")) next.data = next.data.slice(1);
}

function linkify(box) {
  const walker = document.createTreeWalker(box, NodeFilter.SHOW_TEXT);
  const texts = [];
  while (walker.nextNode()) {
    if (!walker.currentNode.parentElement.closest("a, code, pre")) texts.push(walker.currentNode);
  }
  for (const node of texts) {
    const parts = split(node.data);
    if (parts) node.replaceWith(...parts);
  }
}

function split(text) {
  const parts = [];
  let end = 0;
  for (const match of text.matchAll(FINDS)) {
    parts.push(text.slice(end, match.index));
    parts.push(match[1] ? h("a", { href: match[1] }, match[1]) : commandLink(match[2]));
    end = match.index + match[0].length;
  }
  if (end === 0) return null;
  parts.push(text.slice(end));
  return parts;
}

function commandLink(command) {
  return h("button", { type: "button", class: "command-link", onclick: () => emit("say", command) }, command);
}

function prepareLink(link) {
  const href = link.getAttribute("href") ?? "";
  if (!SAFE_LINK.test(href)) {
    link.removeAttribute("href");
    return;
  }
  link.target = "_blank";
  link.rel = "noopener noreferrer";
  link.addEventListener("click", (event) => {
    if (followLink(href)) event.preventDefault();
  });
}

function prepareSpoiler(spoiler) {
  const show = () => {
    spoiler.classList.add("shown");
    spoiler.removeAttribute("role");
    spoiler.removeAttribute("tabindex");
  };
  spoiler.classList.add("spoiler");
  spoiler.setAttribute("role", "button");
  spoiler.setAttribute("tabindex", "0");
  spoiler.addEventListener("click", show);
  spoiler.addEventListener("keydown", (event) => { if (event.key === "Enter" || event.key === " ") show(); });
}

/** Links to the bot stay in this page: true when `href` was one (or one that leads nowhere outside Telegram). */
export function followLink(href) {
  let url;
  try {
    url = new URL(href);
  } catch {
    return false;
  }
  if (url.protocol === "tg:" && url.host !== "resolve" && !url.pathname.startsWith("//resolve")) return true;
  const named = url.protocol === "tg:" ? url.searchParams.get("domain")
    : ["t.me", "telegram.me"].includes(url.host) ? url.pathname.split("/")[1] : null;
  if (!named || named.toLowerCase() !== state.bot?.username?.toLowerCase()) return url.protocol === "tg:";
  emit("start-bot", url.searchParams.get("start") ?? "");
  return true;
}
