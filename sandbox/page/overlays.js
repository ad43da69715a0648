// Toasts, menus and dialogs: what lies over the page for a moment.
import { $, h, icon, iconButton } from "./dom.js";
import { t } from "./texts.js";

const TOAST_MS = 3200;

export function toast(text, kind = "plain") {
  const el = h("div", { class: `toast ${kind}`, testid: "toast" }, text);
  overThread();
  $("toasts").append(el);
  setTimeout(() => el.classList.add("leaving"), Math.max(TOAST_MS, text.length * 55));
  setTimeout(() => el.remove(), Math.max(TOAST_MS, text.length * 55) + 250);
}

/** Toasts stand at the top of the open chat, away from the buttons; without one, at the top of the window. */
function overThread() {
  const box = $("scroller").getBoundingClientRect();
  const { style } = $("toasts");
  style.left = `${box.width ? box.left + box.width / 2 : innerWidth / 2}px`;
  style.top = `${(box.height ? box.top : 60) + 14}px`;
}

export function trouble(error) {
  toast(error.message === "network" ? t("network") : error.message, "bad");
}

let current = null;

/** items: [{ label, icon, testid, danger, run, note, href, lead }] or null for a line between groups. */
export function openMenu(anchor, items, { label = t("menu"), at = null } = {}) {
  const again = current?.anchor === anchor && at === null;
  closeMenu();
  if (again) return;
  const menu = h("div", { class: "menu", role: "menu", "aria-label": label, tabindex: "-1" });
  for (const item of items) menu.append(item === null ? h("hr") : menuItem(item));
  document.body.append(menu);
  place(menu, at ?? anchor.getBoundingClientRect());
  current = { menu, anchor };
  anchor.setAttribute("aria-expanded", "true");
  menu.addEventListener("keydown", moveInMenu);
  (menu.querySelector("[role^=menuitem]") ?? menu).focus();
}

function menuItem({ label, note, icon: name, testid, danger, run, href, lead }) {
  const tag = href ? "a" : "button";
  return h(tag, {
    ...(href ? { href } : { type: "button" }), role: "menuitem", class: danger ? "danger" : "", testid, tabindex: "-1",
    onclick: () => {
      closeMenu();
      run?.();
    },
  }, lead ?? (name ? icon(name, 20) : null), h("span", { class: "menu-text" }, label, note ? h("small", {}, note) : null));
}

function place(menu, box) {
  const { width, height } = menu.getBoundingClientRect();
  const gap = 6;
  const left = Math.min(Math.max(gap, box.left), innerWidth - width - gap);
  const below = box.bottom + gap;
  const top = below + height < innerHeight ? below : Math.max(gap, box.top - height - gap);
  menu.style.left = `${left}px`;
  menu.style.top = `${Math.min(top, innerHeight - height - gap)}px`;
}

function moveInMenu(event) {
  const items = [...current.menu.querySelectorAll("[role^=menuitem]")];
  const here = items.indexOf(document.activeElement);
  const to = { ArrowDown: here + 1, ArrowUp: here - 1, Home: 0, End: -1 }[event.key];
  if (to !== undefined) {
    event.preventDefault();
    items.at(to % items.length)?.focus();
  } else if (event.key === "Escape" || event.key === "Tab") {
    event.preventDefault();
    event.stopPropagation();
    const { anchor } = current;
    closeMenu();
    anchor.focus();
  }
}

export function closeMenu() {
  current?.anchor.setAttribute("aria-expanded", "false");
  current?.menu.remove();
  current = null;
}

addEventListener("pointerdown", (event) => {
  if (current && !current.menu.contains(event.target) && !current.anchor.contains(event.target)) closeMenu();
}, true);
addEventListener("resize", closeMenu);

/** A dialog with a title; `build(close)` returns its content. Resolves when it is gone. */
export function openDialog({ title, testid, kind = "", build }) {
  return new Promise((resolve) => {
    let answer = null;
    const close = (value = null) => {
      answer = value;
      dialog.close();
    };
    const dialog = h("dialog", {
      class: `dialog ${kind}`, testid, "aria-label": title,
      onclose: () => {
        dialog.remove();
        resolve(answer);
      },
      onclick: (event) => { if (event.target === dialog) close(); },
    });
    dialog.append(h("div", { class: "dialog-box" },
      title ? h("header", { class: "dialog-head" }, h("h2", {}, title), iconButton("close", t("close"), { onclick: () => close() })) : null,
      build(close)));
    document.body.append(dialog);
    dialog.showModal();
  });
}

/** A form in a dialog: fields are elements, `read()` gives what `done` will get; returns what was read, or null. */
export function askForm({ title, testid, fields, submit, read }) {
  return openDialog({
    title, testid,
    build: (close) => h("form", {
      class: "form", method: "dialog",
      onsubmit: (event) => {
        event.preventDefault();
        close(read());
      },
    }, ...fields, h("div", { class: "form-buttons" },
      h("button", { type: "button", class: "button quiet", onclick: () => close() }, t("cancel")),
      h("button", { type: "submit", class: "button", testid: testid ? `${testid}-send` : null }, submit))),
  });
}

export function field(label, input, hint = null) {
  return h("label", { class: "field" }, h("span", {}, label), input, hint ? h("small", {}, hint) : null);
}

export function showAlert(text) {
  return openDialog({
    testid: "alert", kind: "alert",
    build: (close) => h("div", { class: "form" }, h("p", { class: "alert-text" }, text), h("div", { class: "form-buttons" },
      h("button", { type: "button", class: "button", autofocus: true, onclick: () => close() }, t("ok")))),
  });
}

export async function confirmThat(text, yes) {
  return await openDialog({
    testid: "confirm", kind: "alert",
    build: (close) => h("div", { class: "form" }, h("p", { class: "alert-text" }, text), h("div", { class: "form-buttons" },
      h("button", { type: "button", class: "button quiet", onclick: () => close(false) }, t("cancel")),
      h("button", { type: "button", class: "button", autofocus: true, testid: "confirm-yes", onclick: () => close(true) }, yes))),
  }) === true;
}

export function showPhoto(url, label) {
  return openDialog({
    kind: "viewer", testid: "viewer",
    build: (close) => h("button", { type: "button", class: "viewer-photo", "aria-label": t("close"), onclick: () => close() },
      h("img", { src: url, alt: label })),
  });
}
