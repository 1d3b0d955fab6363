/** The chat: brings the panel, the messages and the connection together. Imported when the chat is first needed. */

import { Api, Problem, Unreachable } from "./api.js";
import { telephone, withNumber } from "./address.js";
import { Connection } from "./connection.js";
import { button, element, icon } from "./element.js";
import { Options, Preferences } from "./options.js";
import { ask, Composer, Panel } from "./panel.js";
import { Record, recordTitle } from "./record.js";
import { Outbox, Sender, alone } from "./sender.js";
import { Storage } from "./storage.js";
import { fill, STRINGS } from "./strings.js";
import { Announcer, Transcript } from "./transcript.js";

const START_AGAIN = 4_000;
const START_AGAIN_AT_MOST = 60_000;
const TELL_TYPING_EVERY = 3_000;

export class Chat {
  /** @type {Connection | null} */
  #connection = null;
  /** Whether the messages shown are all there were: what comes after is news. */
  #isCaughtUp = false;
  #isStarting = false;
  #startTimer = 0;
  #starts = 0;
  #clinicTimer = 0;
  #toldTyping = 0;
  /** Set while the conversation is over and the patient has not asked for a new one. */
  #isOver = false;
  #offline = false;
  #isErased = false;

  /**
   * @param {object} place
   * @param {HTMLElement} place.frame
   * @param {HTMLButtonElement} place.launcher
   * @param {{origin: string, language: "en" | "es", phone: string | null, emergency: string | null, scheme: "auto" | "light" | "dark"}} place.settings
   * @param {boolean} place.isOpen whether it was open before a reload
   * @param {(count: number) => void} place.tellUnread
   */
  constructor({ frame, launcher, settings, isOpen, tellUnread }) {
    this.settings = settings;
    this.words = STRINGS[settings.language];
    this.storage = new Storage(settings.origin);
    this.api = new Api(settings.origin);
    this.outbox = new Outbox(this.storage);
    this.record = new Record(this.words, settings.language);
    this.clinic = this.storage.read("clinic");
    this.launcher = launcher;
    this.tellUnread = tellUnread;
    this.#build(frame);
    this.sender = new Sender(this.api, this.outbox, {
      sent: (messages) => this.#take(messages),
      helped: (messages) => this.#help(messages),
      refused: (item, problem) => this.#giveBack(item, problem),
      expired: () => this.#expire(),
      unreachable: () => this.#doubt(),
      changed: () => this.#showPending(),
      typing: () => this.transcript.showTyping("bot"),
    });
    this.storage.onChange((key) => this.#followOtherTab(key));
    window.addEventListener("online", () => this.#retryStart());
    this.#learnClinic();
    this.#resume();
    if (isOpen) this.open(false);
  }

  /** @param {boolean} [takesFocus] */
  open(takesFocus = true) {
    this.storage.writeTab("open", true);
    this.launcher.hidden = true;
    this.launcher.setAttribute("aria-expanded", "true");
    this.panel.open(takesFocus);
    this.transcript.scrollToEnd();
    this.#see();
    if (!this.api.token && !this.#isOver) this.#start();
  }

  #build(frame) {
    const { words, settings, storage } = this;
    this.announcer = new Announcer();
    this.transcript = new Transcript(
      {
        words,
        language: settings.language,
        origin: settings.origin,
        numbers: () => this.#numbers(),
        inEmergency: () => this.#inEmergency(),
        pick: ({ label, value }) => this.#send("choice", label, value),
        rate: (feedback) => this.#rate(feedback),
      },
      this.announcer,
    );
    this.composer = new Composer(words, storage, (text) => this.#send("text", text), () => this.#tellTyping());
    const preferences = new Preferences(storage, frame, settings.scheme);
    const options = new Options(words, preferences, {
      copy: () => this.#copy(),
      print: () => this.record.print(this.#title(), this.transcript.messages),
      save: () => this.#save(),
      erase: () => this.#erase(),
    });
    const parts = { transcript: this.transcript, composer: this.composer, options, regions: this.announcer.regions };
    this.panel = new Panel(words, parts, {
      closed: () => this.#closed(),
      person: () => this.#send("person", words.person),
      stopWaiting: () => this.#stopWaiting(),
    });
    frame.append(this.panel.node);
    this.#showClinic();
  }

  /** What the page's line says, for as long as the clinic has not been reached. */
  #fallback() {
    const link = (number) => number && { label: number, url: telephone(number) };
    return { phone: link(this.settings.phone), emergency: link(this.settings.emergency) };
  }

  /** The number that is answered now, as the clinic told; else the clinic's own. @returns {{label: string, url: string} | null} */
  #phone() {
    const { phone, answered = [] } = this.clinic || this.#fallback();
    return answered.find(({ until }) => !until || Date.parse(until) > Date.now()) ?? phone ?? null;
  }

  /** Show whom to call, and whom else once the clinic opens or closes. */
  #showClinic() {
    const phone = this.#phone();
    this.panel.showClinic(this.clinic?.name, phone);
    if (this.#offline) this.#showOffline();
    clearTimeout(this.#clinicTimer);
    const left = Date.parse(phone?.until) - Date.now();
    // What a browser waits for has an end: 24 days.
    if (left > 0) this.#clinicTimer = setTimeout(() => this.#showClinic(), Math.min(left, 2 ** 31 - 1));
  }

  #numbers() {
    const { phone, emergency } = this.#fallback();
    return [...(this.clinic?.answered ?? []), this.clinic?.phone, this.clinic?.emergency, phone, emergency].filter((link) => link?.url);
  }

  /** Whom to call in an emergency, as far as this browser knows; to stand behind other words. @returns {(Node | string)[]} */
  #inEmergency() {
    const { emergency } = this.clinic || this.#fallback();
    return emergency ? [" ", ...withNumber(this.words.inEmergency, emergency)] : [];
  }

  async #learnClinic() {
    try {
      this.clinic = await this.api.clinic();
      this.storage.write("clinic", this.clinic);
      this.#showClinic();
    } catch {
      // What the page or an earlier visit told has to do.
    }
  }

  #resume() {
    const session = this.storage.read("session");
    if (!session?.token) return;
    this.#isOver = false;
    this.api.token = session.token;
    this.#connect();
    this.#showPending();
  }

  async #start() {
    if (this.#isStarting || this.api.token) return;
    this.#isStarting = true;
    clearTimeout(this.#startTimer);
    if (!this.#offline) this.panel.notice(element("p", { role: "status" }, this.words.connecting));
    try {
      await this.#begin();
    } catch (error) {
      this.#failStart(error);
    } finally {
      this.#isStarting = false;
    }
  }

  /** Two tabs that begin at once share one conversation. */
  async #begin() {
    const begin = async () => {
      if (this.storage.read("session")?.token) {
        this.#resume();
        return;
      }
      const { conversation, token, messages } = await this.api.start();
      this.storage.write("session", { conversation, token });
      this.storage.write("seen", 0);
      this.#isOver = false;
      this.api.token = token;
      this.#starts = 0;
      this.#isCaughtUp = true;
      this.#take(messages);
      this.#connect();
      this.#online();
    };
    await alone(`clinic-chat start ${this.settings.origin}`, begin);
  }

  #failStart(error) {
    this.#starts += 1;
    const isBusy = error instanceof Problem && error.status === 429;
    if (isBusy) this.panel.notice(element("p", { role: "alert" }, element("span", {}, this.words.tooMany, ...this.#inEmergency())), this.#callLink());
    else this.#showOffline();
    const pause = Math.min(START_AGAIN_AT_MOST, (isBusy && error.retryAfter ? error.retryAfter * 1000 : START_AGAIN) * this.#starts);
    this.#startTimer = setTimeout(() => this.#start(), pause * (0.75 + Math.random() / 2));
    if (!(error instanceof Problem || error instanceof Unreachable)) throw error;
  }

  #retryStart() {
    if (this.panel.isOpen && !this.api.token && !this.#isOver) this.#start();
    else this.#connection?.wake();
  }

  #connect() {
    this.#connection?.stop();
    this.#connection = new Connection(this.api, {
      after: () => this.transcript.known,
      messages: (messages) => this.#receive(messages),
      typing: (sender) => this.transcript.showTyping(sender),
      holder: (holder) => this.panel.showHolder(holder),
      erased: () => this.#startOver(),
      expired: () => this.#expire(),
      state: (state) => (state === "offline" ? this.#showOffline() : this.#online()),
    });
  }

  /** What the connection brings; its first delivery is the past, the rest is news. */
  #receive(messages) {
    for (const { seq } of messages) {
      this.#isErased = false;
      this.transcript.known = seq;
    }
    this.#take(messages);
    this.#isCaughtUp = true;
    this.sender.flush();
  }

  #take(messages) {
    if (!Array.isArray(messages)) return;
    for (const { client_id: id } of messages) if (id) this.outbox.remove(id);
    const fresh = this.transcript.add(messages, this.#isCaughtUp);
    if (fresh.some(({ kind }) => kind === "emergency")) this.panel.leaveField(this.transcript.danger);
    this.#see();
    this.#showPending();
  }

  #help(messages) {
    this.transcript.help(messages);
    this.panel.leaveField(this.transcript.danger);
  }

  /** What is shown in the open panel is read; what comes while it is closed is counted on the button. */
  #see() {
    const { last } = this.transcript;
    const seen = Number(this.storage.read("seen")) || 0;
    if (this.panel.isOpen) {
      // Apart from the session, which a tab must not write back after another one has ended it.
      if (last > seen) this.storage.write("seen", last);
      return this.tellUnread(0);
    }
    const unread = this.transcript.messages.filter(({ seq, sender }) => seq > seen && sender !== "patient");
    return this.tellUnread(unread.length);
  }

  #send(kind, text, choice) {
    this.composer.refuse();
    this.outbox.add(kind, text, choice);
    this.#showPending();
    this.transcript.scrollToEnd();
    if (!this.api.token) this.#start();
    this.sender.flush();
  }

  #showPending() {
    this.transcript.showPending(this.outbox.items(), this.#offline);
  }

  #tellTyping() {
    if (Date.now() - this.#toldTyping < TELL_TYPING_EVERY) return;
    this.#toldTyping = Date.now();
    this.#connection?.tellTyping();
  }

  /** A message was refused: the reason in plain words, and the text back in the box. */
  #giveBack(item, problem) {
    this.transcript.hideTyping();
    const why = this.#reason(problem);
    // One message too many may be a cry for help.
    const called = problem.status === 429 ? this.#inEmergency() : [];
    if (item.kind === "text") this.composer.giveBack(item.text, why, ...called);
    else this.composer.refuse(why, ...called);
    if (item.kind === "choice" && problem.name !== "unknown-choice") this.transcript.revive(item.choice);
    this.#showPending();
  }

  #reason({ status, name, retryAfter }) {
    const { words } = this;
    if (status === 429) return retryAfter ? fill(words.tooFastIn, { seconds: retryAfter }) : words.tooFast;
    if (status === 413) return words.tooLong;
    if (name === "unknown-choice") return words.staleChoice;
    return status >= 500 ? words.notDone : words.refused;
  }

  async #rate(feedback) {
    try {
      const { messages } = await this.api.rate(feedback);
      const { last } = this.transcript;
      this.#take((messages || []).filter(({ seq }) => seq > last));
    } catch (error) {
      if (error.help) this.#help(error.help);
      throw error;
    }
  }

  async #stopWaiting() {
    try {
      const { messages } = await this.api.stopWaiting();
      this.panel.showHolder("bot");
      this.#take(messages);
    } catch {
      this.composer.refuse(this.words.notDone);
    }
  }

  #online() {
    if (this.#offline) this.announcer.say(this.words.backOnline);
    this.#offline = false;
    this.panel.notice();
    this.#showPending();
    this.sender.flush();
  }

  #showOffline() {
    this.#offline = true;
    this.transcript.hideTyping();
    const phone = this.#phone();
    const { offline, cannotWait, kept } = this.words;
    // The numbers first: where there is little room, the rest of it has to be scrolled to.
    const numbers = [...this.#inEmergency(), ...(phone ? [" ", ...withNumber(cannotWait, phone)] : [])];
    const text = element("p", { role: "status" }, icon("offline"), element("span", {}, offline, ...numbers, " ", kept));
    this.panel.notice(text, button(this.words.tryAgain, () => this.#retryStart(), { class: "plain" }));
    this.#showPending();
  }

  #callLink() {
    const phone = this.#phone();
    return phone ? element("a", { href: phone.url }, fill(this.words.call, { number: phone.label })) : "";
  }

  #doubt() {
    this.#showOffline();
    this.#connection?.doubt();
  }

  /** The server no longer knows the conversation: a new one, and what was not sent is in the box. */
  #expire() {
    if (!this.api.token) return undefined;
    if (this.#isErased) return this.#end(this.words.erasedElsewhere);
    const unsent = this.outbox.empty().filter(({ kind }) => kind === "text");
    this.#leave();
    if (unsent.length) this.composer.giveBack(unsent.map(({ text }) => text).join("\n"));
    this.composer.refuse(this.words.expired);
    if (this.panel.isOpen) this.#start();
    return undefined;
  }

  /** Forget the conversation in this tab and in this browser. */
  #leave() {
    this.#connection?.stop();
    this.#connection = null;
    this.api.token = null;
    this.#isCaughtUp = false;
    this.storage.write("session", null);
    this.storage.write("seen", null);
    this.transcript.clear();
    this.panel.showHolder("bot");
    this.#see();
  }

  /** Erased by the patient's own words the conversation goes on with what is left of it; in another tab it is over. */
  #startOver() {
    this.#isErased = true;
    this.transcript.clear();
    this.outbox.empty();
    this.storage.write("seen", 0);
    this.#connection?.wake();
  }

  async #erase() {
    const { words } = this;
    const isSure = await ask(this.panel.node, { title: words.eraseTitle, text: words.eraseText, yes: words.eraseYes, no: words.eraseNo });
    if (!isSure) return undefined;
    // The server ends the connection before it confirms: that is no expired conversation.
    this.#connection?.stop();
    try {
      const { receipt } = this.api.token ? await this.api.erase() : { receipt: {} };
      this.#end(fill(words.erased, { count: Number(receipt?.messages) || 0 }));
    } catch (error) {
      if (error instanceof Problem && error.status === 401) return this.#end(words.erasedElsewhere);
      this.composer.refuse(words.eraseFailed);
      if (this.api.token) this.#connect();
    }
    return undefined;
  }

  /** The conversation is over; the patient decides whether there is another. */
  #end(text) {
    this.#isOver = true;
    this.#isErased = false;
    this.outbox.empty();
    this.composer.empty();
    this.#leave();
    const anew = button(this.words.startAnew, () => this.#startAnew(), { class: "plain" });
    this.panel.notice(element("p", { role: "status" }, text), anew);
    if (this.panel.isOpen) anew.focus();
  }

  #startAnew() {
    this.#isOver = false;
    this.panel.notice();
    this.composer.field.focus();
    this.#start();
  }

  /** Another tab sent something, began, or ended the conversation. */
  #followOtherTab(key) {
    if (key === "outbox") {
      // The tab that has something under way sends for all.
      this.sender.flush();
      return this.#showPending();
    }
    if (key !== "session") return undefined;
    const session = this.storage.read("session");
    if (session?.token === this.api.token) return undefined;
    if (session?.token) {
      this.transcript.clear();
      this.#isCaughtUp = false;
      this.panel.notice();
      return this.#resume();
    }
    return this.api.token ? this.#end(this.words.erasedElsewhere) : undefined;
  }

  #title() {
    return recordTitle(this.words, this.clinic?.name);
  }

  async #copy() {
    const isCopied = await this.record.copy(this.#title(), this.transcript.messages);
    this.#tell(isCopied ? this.words.copied : this.words.notCopied);
  }

  #save() {
    this.record.save(this.#title(), this.transcript.messages);
    this.#tell(this.words.saved);
  }

  /** A short word that is seen and heard, and goes away. */
  #tell(text) {
    this.announcer.say(text);
    this.transcript.toast(text);
  }

  #closed() {
    this.storage.writeTab("open", null);
    this.launcher.hidden = false;
    this.launcher.setAttribute("aria-expanded", "false");
    this.launcher.focus();
    this.#see();
  }
}
