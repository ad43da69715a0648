// What is sent besides text: photos, files, contact cards, forwarded words.
import { sim } from "./api.js";
import { $, h, icon } from "./dom.js";
import { fullName } from "./format.js";
import { putMessage } from "./messages.js";
import { askForm, confirmThat, field, openMenu, trouble } from "./overlays.js";
import { emit, openChat, state } from "./state.js";
import { t } from "./texts.js";

const isPicture = (file) => /^image\/(png|jpe?g|webp|gif|bmp)$/i.test(file.type);

async function send(make) {
  const chat = state.chatId;
  try {
    const message = await make({ person: state.me.id, chat });
    if (chat === state.chatId) putMessage(message);
    emit("own-message", { chat, message });
  } catch (error) {
    trouble(error);
  }
}

function picker(testid, accept) {
  const input = h("input", {
    type: "file", accept, hidden: true, multiple: true, testid, tabindex: "-1", "aria-hidden": "true",
    onchange: () => {
      const files = [...input.files];
      input.value = "";
      offerFiles(files, testid === "document-input");
    },
  });
  document.body.append(input);
  return input;
}

let photoInput, documentInput;

export function attachMenu(anchor) {
  openMenu(anchor, [
    { label: t("sendPhoto"), icon: "photo", testid: "attach-photo", run: () => photoInput.click() },
    { label: t("sendFile"), icon: "file", testid: "attach-document", run: () => documentInput.click() },
    { label: t("sendContact"), icon: "person", testid: "attach-contact", run: contactDialog },
    { label: t("forwardFrom"), icon: "forward", testid: "attach-forward", run: () => forwardDialog({}) },
  ], { label: t("attach") });
}

/** Asks for a caption and sends: pictures as photos unless asked otherwise, anything else as files. */
export async function offerFiles(files, asFiles = false) {
  for (const file of files) await offerFile(file, asFiles);
}

async function offerFile(file, asFile) {
  const picture = isPicture(file);
  const preview = picture ? URL.createObjectURL(file) : null;
  const caption = h("input", { type: "text", maxlength: 1024, placeholder: t("caption"), "aria-label": t("caption"), autofocus: true, testid: "file-caption" });
  const box = h("input", { type: "checkbox", checked: asFile });
  const answer = await askForm({
    title: t(picture && !asFile ? "photo" : "file"), testid: "file", submit: t("send"),
    fields: [
      picture ? h("img", { class: "preview", src: preview, alt: file.name })
        : h("div", { class: "attachment" }, h("span", { class: "attachment-mark" }, icon("file")), h("b", {}, file.name)),
      caption,
      picture ? h("label", { class: "tick" }, box, t("asFile")) : "",
    ],
    read: () => ({ caption: caption.value.trim(), photo: picture && !box.checked }),
  });
  if (preview) URL.revokeObjectURL(preview);
  if (!answer) return;
  await send((fields) => (answer.photo ? sim.photo : sim.document)({ ...fields, caption: answer.caption, file }));
}

async function contactDialog() {
  const phone = h("input", { type: "tel", required: true, autofocus: true, placeholder: "+7 900 123-45-67", testid: "contact-phone" });
  const first = h("input", { type: "text", required: true, testid: "contact-first" });
  const last = h("input", { type: "text", testid: "contact-last" });
  const who = h("select", {
    testid: "contact-person",
    onchange: () => {
      const person = chosen();
      phone.value = person?.phone ?? "";
      first.value = person?.first_name ?? "";
      last.value = person?.last_name ?? "";
    },
  }, h("option", { value: "" }, t("someoneElse")), state.people.map((person) => h("option", { value: person.id }, fullName(person))));
  const chosen = () => state.people.find((person) => String(person.id) === who.value);
  const answer = await askForm({
    title: t("contact"), testid: "contact-form", submit: t("send"),
    fields: [field(t("fromTeam"), who), field(t("phone"), phone), h("div", { class: "pair" }, field(t("firstName"), first), field(t("lastName"), last))],
    read: () => ({
      phone_number: phone.value.trim(), first_name: first.value.trim(),
      ...(last.value.trim() ? { last_name: last.value.trim() } : {}), ...(chosen() ? { user_id: chosen().id } : {}),
    }),
  });
  if (answer) await send((to) => sim.contact({ ...to, ...answer }));
}

export async function sharePhone() {
  const { me } = state;
  if (!await confirmThat(t("sharePhone", { phone: me.phone ?? "" }), t("share"))) return;
  await send((to) => sim.contact({
    ...to, phone_number: me.phone ?? "", first_name: me.first_name, ...(me.last_name ? { last_name: me.last_name } : {}), user_id: me.id,
  }));
}

/** Forwarding as it comes from a client: a name and the words. A known person's name forwards from that person. */
export async function forwardDialog({ text = "", name = "", id = null }) {
  const who = h("input", { type: "text", required: true, maxlength: 64, value: name, placeholder: t("clientExample"), list: "forward-people", autofocus: true, testid: "forward-name" });
  const words = h("textarea", { rows: 4, required: true, maxlength: 4096, value: text, testid: "forward-text" });
  const from = () => {
    const wanted = who.value.trim();
    if (id !== null && wanted === name) return { id };
    const person = state.people.find((each) => fullName(each) === wanted);
    return person ? { id: person.id } : { name: wanted };
  };
  const answer = await askForm({
    title: t("forwardFrom"), testid: "forward", submit: t("send"),
    fields: [field(t("clientName"), who, t("clientHint")),
      h("datalist", { id: "forward-people" }, state.people.map((person) => h("option", { value: fullName(person) }))),
      field(t("clientText"), words)],
    read: () => ({ text: words.value.trim(), from: from() }),
  });
  if (answer) await send((to) => sim.forward({ ...to, ...answer }));
}

function acceptDrops() {
  const thread = $("thread");
  const hasFiles = (event) => openChat() && [...(event.dataTransfer?.types ?? [])].includes("Files");
  thread.dataset.drop = t("dropHere");
  thread.addEventListener("dragover", (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    thread.classList.add("dropping");
  });
  thread.addEventListener("dragleave", (event) => {
    if (!thread.contains(event.relatedTarget)) thread.classList.remove("dropping");
  });
  thread.addEventListener("drop", (event) => {
    thread.classList.remove("dropping");
    if (!hasFiles(event)) return;
    event.preventDefault();
    offerFiles([...event.dataTransfer.files]);
  });
}

export function startAttach() {
  photoInput = picker("photo-input", "image/*");
  documentInput = picker("document-input", null);
  acceptDrops();
}
