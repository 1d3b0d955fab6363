/** The composer: where the patient writes. What is in it is lost neither by a reload nor by a refusal. */

import { button, element, icon } from "./element.js";

export class Composer {
  #storage;
  #send;

  /**
   * @param {import("./strings.js").STRINGS["en"]} words
   * @param {import("./storage.js").Storage} storage
   * @param {(text: string) => void} send
   * @param {() => void} writing called while the patient types
   */
  constructor(words, storage, send, writing) {
    this.#storage = storage;
    this.#send = send;
    const label = element("label", { for: "question", class: "unseen" }, words.message);
    this.field = element("textarea", {
      id: "question",
      rows: 1,
      placeholder: words.messageHint,
      enterkeyhint: "send",
      autocomplete: "off",
      "aria-describedby": "refusal",
      input: () => {
        this.#keep();
        writing();
      },
      keydown: (/** @type {KeyboardEvent} */ event) => this.#key(event),
    });
    this.refusal = element("p", { id: "refusal", class: "refusal", role: "alert" });
    const press = button(words.send, () => this.#submit(), { class: "send" }, icon("send"));
    this.node = element("div", { class: "composer" }, this.refusal, element("div", { class: "line" }, label, this.field, press));
    this.field.value = storage.readTab("draft") || "";
    this.#fit();
  }

  /** Put back what could not be sent, before what was typed since. @param {string} text @param {string} [why] */
  giveBack(text, why = "") {
    this.field.value = [text, this.field.value].filter(Boolean).join("\n");
    this.refuse(why);
    this.#keep();
  }

  /** @param {string} why empty: nothing is refused */
  refuse(why) {
    this.refusal.textContent = why;
  }

  empty() {
    this.field.value = "";
    this.refuse("");
    this.#keep();
  }

  #key(event) {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    this.#submit();
  }

  #submit() {
    const text = this.field.value.trim();
    this.field.focus();
    if (!text) return;
    this.empty();
    this.#send(text);
  }

  #keep() {
    this.#storage.writeTab("draft", this.field.value || null);
    this.#fit();
  }

  /** As high as its text, up to what the style allows. */
  #fit() {
    this.field.style.height = "";
    if (this.field.value && this.field.scrollHeight) this.field.style.height = `${this.field.scrollHeight + 4}px`;
  }
}
