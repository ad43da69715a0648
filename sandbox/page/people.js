// Who this tab is: the first screen, the menu behind one's name, the person kept in the address.
import { $, clear, h, icon } from "./dom.js";
import { avatar, fullName } from "./format.js";
import { state } from "./state.js";
import { lang, switchLanguage, t } from "./texts.js";

const KEPT = "kakdela.as";

export function personHref(id) {
  return `?as=${encodeURIComponent(id)}`;
}

/** The person named in the address, else the one this tab was last time. */
export function personFromAddress() {
  const named = new URLSearchParams(location.search).get("as") ?? sessionStorage.getItem(KEPT);
  return named === null ? null : state.people.find((person) => String(person.id) === named) ?? null;
}

export function rememberPerson(person) {
  sessionStorage.setItem(KEPT, String(person.id));
}

function personCard(person) {
  return h("a", { class: "person", href: personHref(person.id), testid: `person-${person.id}` },
    avatar(person.id, fullName(person), "large"),
    h("span", { class: "person-name" }, fullName(person)),
    h("span", { class: "person-note" }, person.username ? `@${person.username}` : person.phone ?? ""));
}

export function showWelcome() {
  $("app").hidden = true;
  $("welcome").hidden = false;
  const people = state.people;
  clear($("welcome"),
    h("div", { class: "welcome-box" },
      h("img", { src: "/page/icon.svg", width: 52, height: 52, alt: "" }),
      h("h1", {}, t("whoTitle")),
      h("p", { class: "lead" }, people.length ? t("whoLead") : t("whoEmpty")),
      h("div", { class: "people" }, people.map(personCard)),
      h("p", { class: "note" }, t("localNote")),
      h("button", { type: "button", class: "button quiet", testid: "language", onclick: switchLanguage, lang: lang === "ru" ? "en" : "ru" },
        icon("globe", 18), t("language"))));
}

/** Items for the menu: everybody else of the team, each a link (so Ctrl-click opens a tab). */
export function peopleItems() {
  return state.people.filter((person) => person.id !== state.me?.id).map((person) => ({
    label: fullName(person), href: personHref(person.id), testid: `person-${person.id}`, lead: avatar(person.id, fullName(person), "small"),
  }));
}
