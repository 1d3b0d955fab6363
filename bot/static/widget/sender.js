/**
 * The sender: empties the outbox in one tab at a time, and decides what a refusal means. In order, but for what has to be
 * tried again: that may come behind what was sent after it.
 */

import { Problem, Unreachable } from "./api.js";

/** An error of the server's own may pass; after so many tries the patient is told instead. */
const MOST_TRIES = 3;
const PAUSE = 3_000;
const TYPING_AFTER = 400;
/** So long a message waits for the answer to the one before it: a danger must not wait for as long as that takes. */
const PATIENCE = 1_000;
/** So many at once: the server answers one after the other, and the last must not be given up before its turn. */
const MOST_UNDER_WAY = 3;

/**
 * @typedef {object} Listener
 * @property {(messages: any[]) => void} sent
 * @property {(item: import("./outbox.js").Outgoing, problem: Problem) => void} refused
 * @property {(messages: any[]) => void} helped a danger that could not be stored
 * @property {() => void} expired
 * @property {() => void} unreachable
 * @property {() => void} changed something went out of the outbox, or comes later than hoped
 * @property {() => void} typing an answer is being made
 */

export class Sender {
  #api;
  #outbox;
  #listener;
  #isRunning = false;
  /** @type {Map<string, Promise<boolean>>} what is sent and not answered yet, by its client_id */
  #underWay = new Map();
  #wake = () => {};
  #isDue = false;
  #tries = 0;
  #timer = 0;

  /** @param {import("./api.js").Api} api @param {import("./outbox.js").Outbox} outbox @param {Listener} listener */
  constructor(api, outbox, listener) {
    this.#api = api;
    this.#outbox = outbox;
    this.#listener = listener;
  }

  /** Send what is there; quiet when there is nothing, or no conversation to send it in. */
  async flush() {
    this.#wake();
    if (this.#isRunning || !this.#api.token || !this.#outbox.items().length) return;
    this.#isRunning = true;
    try {
      await alone(`clinic-chat ${this.#api.address}`, () => this.#sendAll());
    } finally {
      this.#isRunning = false;
    }
    if (this.#isDue) this.#tryAgain();
  }

  async #sendAll() {
    let mayGoOn = true;
    while (this.#api.token) {
      const item = mayGoOn && this.#next();
      if (item) {
        const sending = this.#follow(item).then((isSent) => (mayGoOn &&= isSent));
        await Promise.race([sending, new Promise((resolve) => setTimeout(resolve, PATIENCE))]);
      } else if (this.#underWay.size) {
        await Promise.race([...this.#underWay.values(), new Promise((resolve) => (this.#wake = resolve))]);
      } else {
        return;
      }
    }
  }

  #next() {
    if (this.#underWay.size >= MOST_UNDER_WAY) return undefined;
    return this.#outbox.items().find(({ client_id }) => !this.#underWay.has(client_id));
  }

  /** Send one, known to be under way until it is answered. @returns {Promise<boolean>} whether the next may follow */
  async #follow(item) {
    const sending = this.#send(item);
    this.#underWay.set(item.client_id, sending);
    try {
      return await sending;
    } finally {
      this.#underWay.delete(item.client_id);
      if (this.#underWay.size) this.#listener.typing();
    }
  }

  /** @returns {Promise<boolean>} whether the next one may follow */
  async #send(item) {
    const typing = setTimeout(() => this.#listener.typing(), TYPING_AFTER);
    try {
      const { messages } = await this.#request(item);
      this.#tries = 0;
      this.#outbox.remove(item.client_id);
      this.#listener.sent(messages);
      return true;
    } catch (error) {
      return this.#fail(item, error);
    } finally {
      clearTimeout(typing);
      this.#listener.changed();
    }
  }

  #request({ kind, client_id, text, choice }) {
    if (kind === "person") return this.#api.askForPerson(client_id);
    return this.#api.send(kind === "choice" ? { client_id, choice } : { client_id, text });
  }

  #fail(item, error) {
    if (error instanceof Unreachable) {
      this.#listener.unreachable();
      return false;
    }
    if (!(error instanceof Problem)) throw error;
    if (error.status === 401) {
      this.#listener.expired();
      return false;
    }
    if (error.help) this.#listener.helped(error.help);
    // A danger that came too fast is sent again: the staff hear of it once it is stored.
    const isKept = error.isPassing || (error.status === 429 && error.help);
    if (isKept && this.#isWorthAnotherTry(error)) return false;
    this.#tries = 0;
    this.#outbox.remove(item.client_id);
    this.#listener.refused(item, error);
    return error.status !== 429;
  }

  /** Try again in a while; a server that says it is busy is asked for as long as it takes. */
  #isWorthAnotherTry(problem) {
    this.#tries += 1;
    if (problem.status === 500 && this.#tries >= MOST_TRIES) return false;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#tryAgain(), problem.retryAfter ? problem.retryAfter * 1000 : PAUSE * this.#tries);
    return true;
  }

  /** At once, or when what is under way is answered: until then nothing more is sent after a refusal. */
  #tryAgain() {
    this.#isDue = this.#isRunning;
    this.flush();
  }
}

/** In one tab at a time, where the browser can tell; where it cannot, the server knows what it has already. */
export function alone(name, act) {
  return navigator.locks ? navigator.locks.request(name, act) : act();
}
