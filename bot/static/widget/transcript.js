/** The transcript: the messages in their order, each once, with what is on its way below them; and who reads them aloud. */

import { element, button } from "./element.js";
import { languageOf, render, renderPending, retireChoices, reviveChoices, urgency } from "./message.js";
import { day } from "./moment.js";
import { fill } from "./strings.js";

const TYPING_LASTS = 12_000;
const TOAST_LASTS = 6_000;
/** So long after a hand was on the messages, a scroll is taken for its doing. */
const BY_HAND = 1_000;
/** As near to the end as this, in pixels, the patient is taken to read along. */
const NEAR = 80;
/** What is left free beside that which is brought into view, in pixels. */
const GAP = 8;

export class Transcript {
  /** @type {Map<number, {message: any, entry: Element}>} */
  #entries = new Map();
  #chat;
  #announcer;
  #list = element("ol", { class: "messages" });
  #typing = element("p", { class: "typing", hidden: true });
  #typingTimer = 0;
  #newer;
  #toast = element("p", { class: "toast", hidden: true, "aria-hidden": "true" });
  #toastTimer = 0;
  /** Whether the end is kept in view. */
  #follows = true;
  /** The first entry of what came last; a danger goes before it. @type {Element | null} */
  #first = null;
  #touched = -BY_HAND;

  /** @param {import("./message.js").Surroundings} chat @param {Announcer} announcer */
  constructor(chat, announcer) {
    this.#chat = chat;
    this.#announcer = announcer;
    const dots = element("span", { class: "dots", "aria-hidden": "true" }, ...[1, 2, 3].map(() => element("i")));
    this.#typing.append(dots, element("span"));
    this.log = element("div", { class: "log", role: "log", "aria-live": "off", "aria-label": chat.words.conversation, tabindex: 0, scroll: () => this.#seeScroll() }, this.#list, this.#typing);
    this.#newer = button(chat.words.newMessages, () => this.scrollToEnd(), { class: "newer", hidden: true });
    for (const hand of ["wheel", "touchmove", "keydown", "pointerdown"]) {
      this.log.addEventListener(hand, () => (this.#touched = performance.now()), { passive: true });
    }
    // Entries far away get their true height only when they come near, and pictures when they are there; a keyboard leaves less of the log.
    const observer = new ResizeObserver(() => this.#settle());
    [this.#list, this.log].forEach((each) => observer.observe(each));
    this.node = element("div", { class: "transcript" }, this.log, this.#newer, this.#toast);
  }

  /** The last sequence number that is shown. */
  last = 0;
  /** The last one up to which all are shown: what the answer to a message brings may leave out what the staff wrote. */
  known = 0;

  /** @returns {any[]} what the server has confirmed, in order */
  get messages() {
    return [...this.#entries.values()].map(({ message }) => message).sort((a, b) => a.seq - b.seq);
  }

  /** The heading of the danger that came last and is kept in view. @returns {HTMLElement | undefined | null} */
  get danger() {
    return this.#first?.querySelector(".emergency h3");
  }

  /**
   * Show messages that are not shown yet.
   * @param {any[]} messages
   * @param {boolean} isNews whether they are told to screen readers
   * @returns {any[]} those that were new
   */
  add(messages, isNews) {
    const fresh = messages.filter(({ seq }) => Number.isInteger(seq) && !this.#entries.has(seq));
    if (!fresh.length) return fresh;
    const readsAlong = this.#follows || this.#isAtEnd();
    fresh.sort((a, b) => a.seq - b.seq).forEach((message) => this.#insert(message));
    this.#markDays();
    this.#retireOldChoices();
    if (fresh.some(({ sender }) => sender !== "patient")) this.hideTyping();
    if (isNews) fresh.forEach((message) => this.#announce(message));
    this.#show(fresh, readsAlong, isNews);
    return fresh;
  }

  /** Show what is on its way, and nothing of it twice. @param {import("./sender.js").Outgoing[]} items @param {boolean} isOffline */
  showPending(items, isOffline) {
    const shown = new Map([...this.#list.querySelectorAll(".pending")].map((entry) => [entry.dataset.clientId, entry]));
    const { words, inEmergency } = this.#chat;
    const fate = isOffline ? words.notSent : words.sending;
    for (const item of items) {
      const entry = shown.get(item.client_id) || this.#list.appendChild(renderPending(item, this.#chat));
      shown.delete(item.client_id);
      const isLast = item === items[items.length - 1];
      const line = element("p", { class: "fate" }, fate, ...(isOffline && isLast ? inEmergency() : []));
      if (!line.isEqualNode(entry.lastElementChild)) entry.lastElementChild.replaceWith(line);
    }
    shown.forEach((twin) => twin.remove());
    this.#settle();
  }

  /** Show help for the message on its way, once, until the stored replies take its place; or for a comment. @param {any[]} messages */
  help(messages) {
    const id = messages[0].client_id;
    const pending = id && this.#list.querySelector(`.pending[data-client-id="${CSS.escape(id)}"]`);
    if (pending?.nextElementSibling?.matches(":not(.pending)")) return;
    const entries = messages.map((message) => render(message, this.#chat));
    (pending || this.#list.lastElementChild).after(...entries);
    messages.forEach((message) => this.#announce(message));
    this.scrollToEnd();
    this.#lead(entries[0]);
  }

  /** Let a choice that was not sent be pressed again. @param {string} value */
  revive(value) {
    reviveChoices(this.#list, value);
  }

  /** @param {string} sender "bot" or "staff" */
  showTyping(sender) {
    this.#typing.lastElementChild.textContent = sender === "staff" ? this.#chat.words.typingStaff : this.#chat.words.typingBot;
    this.#typing.hidden = false;
    this.#settle();
    clearTimeout(this.#typingTimer);
    this.#typingTimer = setTimeout(() => this.hideTyping(), TYPING_LASTS);
  }

  hideTyping() {
    this.#typing.hidden = true;
  }

  /** A short word over the messages; the announcer says it too. @param {string} text */
  toast(text) {
    this.#toast.textContent = text;
    this.#toast.hidden = false;
    clearTimeout(this.#toastTimer);
    this.#toastTimer = setTimeout(() => (this.#toast.hidden = true), TOAST_LASTS);
  }

  clear() {
    this.#entries.clear();
    this.#first = null;
    this.last = this.known = 0;
    this.#list.replaceChildren();
    this.hideTyping();
    this.#newer.hidden = true;
  }

  scrollToEnd() {
    this.#follows = true;
    this.#first = null;
    this.#settle();
  }

  /** Keep the end in view, but not so that the first of what is new leaves it at the top. */
  #settle() {
    if (!this.#follows) return;
    const { log } = this;
    const end = log.scrollHeight - log.clientHeight;
    log.scrollTop = this.#first?.isConnected ? Math.min(end, log.scrollTop + this.#above(this.#first)) : end;
  }

  /** How far an entry's beginning is below the top; where there is little room, its button to call matters more. */
  #above(entry) {
    const { top } = this.log.getBoundingClientRect();
    const call = entry.querySelector(".call")?.getBoundingClientRect();
    const beginning = entry.getBoundingClientRect().top - top - GAP;
    if (!call) return beginning;
    return Math.max(beginning, Math.min(call.top - top - GAP, call.bottom - top + GAP - this.log.clientHeight));
  }

  /** Keep this entry in view from now on; the panel may have to be scrolled to its button to call. */
  #lead(entry) {
    this.#first = entry;
    this.#settle();
    entry.querySelector(".call")?.scrollIntoView({ block: "nearest" });
  }

  #insert(message) {
    const entry = render(message, this.#chat);
    this.#list.querySelectorAll(`[data-client-id="${CSS.escape(message.client_id)}"]`).forEach((twin) => twin.remove());
    this.#list.insertBefore(entry, this.#following(message.seq));
    this.#entries.set(message.seq, { message, entry });
    this.last = Math.max(this.last, message.seq);
  }

  /** The entry before which a number belongs; nearly always that is the first one on its way, or the end. */
  #following(seq) {
    if (seq > this.last) return this.#list.querySelector(".pending");
    const later = [...this.#entries.keys()].filter((each) => each > seq);
    return this.#entries.get(Math.min(...later))?.entry ?? null;
  }

  #markDays() {
    let before = "";
    for (const entry of this.#list.querySelectorAll(".message:not(.pending)")) {
      const at = entry.querySelector("time").getAttribute("datetime");
      const name = day(at, this.#chat.language, this.#chat.words);
      const mark = entry.previousElementSibling?.matches(".day") ? entry.previousElementSibling : null;
      if (name === before) mark?.remove();
      else if (!mark) entry.before(element("li", { class: "day" }, name));
      before = name;
    }
  }

  /** Only what was offered after the patient's last message can still be picked. */
  #retireOldChoices() {
    let isOld = false;
    for (const message of this.messages.reverse()) {
      const entry = this.#entries.get(message.seq).entry;
      if (isOld) retireChoices(entry);
      if (message.sender === "patient") isOld = true;
    }
  }

  #announce(message) {
    const { words } = this.#chat;
    if (message.sender === "patient") return;
    const text = element("span", { lang: languageOf(message) }, String(message.text));
    if (message.kind === "emergency") return this.#announcer.shout(`${urgency(message, words)}. `, text);
    const count = message.choices?.length;
    const offered = count ? ` ${fill(words.choiceCount, { count })}` : "";
    this.#announcer.say(`${words[message.sender] || words.system}: `, text, offered);
  }

  /** Bring the first new message into view, from its beginning; who reads further up is only told, but for a danger. */
  #show(fresh, readsAlong, isNews) {
    const danger = fresh.find(({ kind }) => kind === "emergency");
    if (!readsAlong && isNews && !danger && fresh.every(({ sender }) => sender !== "patient")) {
      this.#newer.hidden = false;
      return;
    }
    this.scrollToEnd();
    const first = danger || fresh.find(({ sender }) => sender !== "patient");
    if (isNews && first) this.#lead(this.#entries.get(first.seq).entry);
  }

  #isAtEnd() {
    return this.log.scrollHeight - this.log.scrollTop - this.log.clientHeight < NEAR;
  }

  /** A scroll that a hand brought about: only that decides whether the end is followed. */
  #seeScroll() {
    const now = performance.now();
    if (now - this.#touched < BY_HAND) {
      this.#touched = now;
      this.#follows = this.#isAtEnd();
    }
    if (!this.#newer.hidden && this.#isAtEnd()) this.#newer.hidden = true;
  }
}

export class Announcer {
  #polite = element("div", { class: "unseen", "aria-live": "polite" });
  #urgent = element("div", { class: "unseen", role: "alert" });

  /** @returns {Node[]} */
  get regions() {
    return [this.#polite, this.#urgent];
  }

  /** @param {...(Node | string)} parts */
  say(...parts) {
    this.#put(this.#polite, parts);
  }

  /** For a danger to life alone. @param {...(Node | string)} parts */
  shout(...parts) {
    this.#put(this.#urgent, parts);
  }

  #put(region, parts) {
    // One more line each: what came a moment ago has still to be read out.
    while (region.childElementCount > 3) region.firstElementChild.remove();
    region.append(element("p", {}, ...parts));
  }
}
