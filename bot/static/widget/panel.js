/** The panel: the dialog around the chat, beside the page on a desk, in its place on a phone; with the box and the questions in it. */

import { telephone } from "./address.js";
import { button, element, icon, iconButton } from "./element.js";

/** Beyond this the page is enlarged; a browser may be a trifle off. */
const ENLARGED = 1.05;
const SMALL = "(max-width: 480px), (max-height: 440px)";

export class Panel {
  #words;
  #small = window.matchMedia(SMALL);
  #closed;
  #options;
  #holder = element("p", { class: "holder" });
  #notice = element("div", { class: "notice", hidden: true });
  #call = element("a", { class: "call-clinic", hidden: true });
  #stopWaiting;

  /**
   * @param {import("./strings.js").STRINGS["en"]} words
   * @param {object} parts
   * @param {import("./transcript.js").Transcript} parts.transcript
   * @param {Composer} parts.composer
   * @param {import("./options.js").Options} parts.options
   * @param {Node[]} parts.regions
   * @param {{closed: () => void, person: () => void, stopWaiting: () => void}} act
   */
  constructor(words, { transcript, composer, options, regions }, act) {
    this.#words = words;
    this.#closed = act.closed;
    this.#options = options;
    this.title = element("h2", { id: "chat-title", tabindex: -1 }, words.title);
    this.person = button(words.person, act.person, { class: "person plain" }, icon("person"));
    this.#stopWaiting = button(words.stopWaiting, act.stopWaiting, { class: "person plain", hidden: true });
    const close = iconButton(words.close, icon("close"), () => this.close());
    this.node = element(
      "dialog",
      {
        class: "panel",
        "aria-labelledby": "chat-title",
        cancel: (/** @type {Event} */ event) => {
          // Escape in the modal dialog of a phone: the browser would close it without a word to us.
          event.preventDefault();
          this.#escape();
        },
        keydown: (/** @type {KeyboardEvent} */ event) => this.#key(event),
      },
      element("div", { class: "head" }, element("div", { class: "names" }, this.title, this.#holder), options.opener, close),
      options.node,
      this.#notice,
      transcript.node,
      element("div", { class: "reach" }, this.person, this.#stopWaiting, this.#call),
      composer.node,
      ...regions,
    );
    this.field = composer.field;
    this.#small.addEventListener("change", () => this.#refit());
    window.visualViewport?.addEventListener("resize", () => this.#followViewport());
    window.visualViewport?.addEventListener("scroll", () => this.#followViewport());
    this.showHolder("bot");
  }

  get isOpen() {
    return this.node.open;
  }

  /** @param {boolean} takesFocus false when it opens by itself, after a reload */
  open(takesFocus) {
    if (this.isOpen) return;
    this.#show(takesFocus);
    this.#followViewport();
    // On a phone the keyboard would cover the greeting.
    if (takesFocus) (this.#small.matches ? this.title : this.field).focus();
  }

  close() {
    if (!this.isOpen) return;
    this.node.close();
    this.#closed();
  }

  /** A phone's keyboard would cover a danger: whoever writes is led to its heading. @param {HTMLElement | undefined | null} heading */
  leaveField(heading) {
    if (this.#small.matches && this.#active?.matches("textarea")) heading?.focus({ preventScroll: true });
  }

  /** @param {string} holder who answers: bot, waiting or staff */
  showHolder(holder) {
    const { waiting, staffed, automatic } = this.#words;
    this.node.dataset.holder = holder;
    const text = holder === "waiting" ? waiting : holder === "staff" ? staffed : automatic;
    if (this.#holder.textContent !== text) this.#holder.textContent = text;
    const hadFocus = this.node.contains(this.#active) && [this.person, this.#stopWaiting].includes(this.#active);
    this.person.hidden = holder !== "bot";
    this.#stopWaiting.hidden = holder !== "waiting";
    if (hadFocus && this.#active !== this.person && this.#active !== this.#stopWaiting) this.field.focus();
  }

  /** @param {string | undefined} name @param {{label: string, url: string | null} | null} phone the number that is answered now */
  showClinic(name, phone) {
    if (name) this.title.textContent = name;
    if (!phone?.label) return;
    // The sign and the number say enough; a screen reader hears the word as well.
    const [before, after] = this.#words.call.split("{number}");
    this.#call.replaceChildren(icon("phone"), element("span", {}, element("span", { class: "unseen" }, before), phone.label, after));
    this.#call.setAttribute("href", telephone(phone.label));
    this.#call.hidden = false;
  }

  /**
   * A notice that stays, above the messages; said again it is left alone, with the focus that its button may have.
   * @param {...(Node | string)} parts none: there is nothing to say
   */
  notice(...parts) {
    const notice = element("div", { class: "notice", hidden: !parts.length }, ...parts);
    if (notice.isEqualNode(this.#notice)) return;
    this.#notice.replaceWith(notice);
    this.#notice = notice;
  }

  get #active() {
    return /** @type {any} */ (this.node.getRootNode()).activeElement;
  }

  #show(takesFocus) {
    if (this.#small.matches && this.node.showModal) this.node.showModal();
    else if (takesFocus) this.node.show();
    else this.node.open = true;
  }

  /** The window became small or large: the same panel in the other shape, with the focus where it was. */
  #refit() {
    if (!this.isOpen) return;
    const active = this.#active;
    this.node.close();
    this.#show(false);
    this.#followViewport();
    if (active && this.node.contains(active)) active.focus();
  }

  /** Fill what the software keyboard leaves of the screen; who enlarges the page with two fingers wants the chat large, too. */
  #followViewport() {
    const viewport = window.visualViewport;
    if (!viewport || !this.isOpen || viewport.scale > ENLARGED) return;
    this.node.style.setProperty("--viewport-height", `${viewport.height}px`);
    this.node.style.setProperty("--viewport-top", `${viewport.offsetTop}px`);
  }

  #key(event) {
    if (event.key !== "Escape" || event.defaultPrevented) return;
    event.preventDefault();
    event.stopPropagation();
    this.#escape();
  }

  #escape() {
    if (this.#options.isOpen) this.#options.close();
    else this.close();
  }
}

/**
 * A question that must be answered before anything is done: a dialog with two buttons.
 * @param {Node} place where the dialog is put while it is open
 * @param {{title: string, text: string, yes: string, no: string}} words
 * @returns {Promise<boolean>}
 */
export function ask(place, { title, text, yes, no }) {
  return new Promise((resolve) => {
    let answer = false;
    const close = (value) => {
      answer = value;
      dialog.close();
    };
    const keep = button(no, () => close(false), { class: "plain" });
    const dialog = element(
      "dialog",
      {
        class: "question",
        role: "alertdialog",
        "aria-labelledby": "question-title",
        "aria-describedby": "question-text",
        close: () => {
          dialog.remove();
          resolve(answer);
        },
        // Escape answers this question and not the panel behind it.
        keydown: (/** @type {KeyboardEvent} */ event) => event.stopPropagation(),
      },
      element("h2", { id: "question-title" }, title),
      element("p", { id: "question-text" }, text),
      element("p", { class: "buttons" }, keep, button(yes, () => close(true), { class: "danger" })),
    );
    place.appendChild(dialog);
    dialog.showModal();
    keep.focus();
  });
}

/** Where the patient writes. What is in it is lost neither by a reload nor by a refusal. */
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

  /** Put back what could not be sent, before what was typed since. @param {string} text @param {...(Node | string)} why */
  giveBack(text, ...why) {
    this.field.value = [text, this.field.value].filter(Boolean).join("\n");
    this.refuse(...why);
    this.#keep();
  }

  /** @param {...(Node | string)} why none: nothing is refused */
  refuse(...why) {
    this.refusal.replaceChildren(...why);
  }

  empty() {
    this.field.value = "";
    this.refuse();
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
