/**
 * The sender and its outbox: it empties that in one tab at a time, and decides what a refusal means. In order, but for what has to be
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
 * @property {(item: Outgoing, problem: Problem) => void} refused
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
  #mayGoOn = true;
  /** @type {Map<string, Promise<void>>} what is sent and not answered yet, by its client_id */
  #underWay = new Map();
  #wake = () => {};
  #tries = 0;
  #timer = 0;

  /** @param {import("./api.js").Api} api @param {Outbox} outbox @param {Listener} listener */
  constructor(api, outbox, listener) {
    this.#api = api;
    this.#outbox = outbox;
    this.#listener = listener;
  }

  /** Send what is there; quiet when there is nothing, or no conversation to send it in. */
  async flush() {
    this.#mayGoOn = true;
    this.#wake();
    if (this.#isRunning || !this.#api.token || !this.#outbox.items().length) return;
    this.#isRunning = true;
    try {
      await alone(`clinic-chat ${this.#api.address}`, () => this.#sendAll());
    } finally {
      this.#isRunning = false;
    }
  }

  async #sendAll() {
    const underWay = this.#underWay;
    while (this.#api.token) {
      const item = this.#outbox.items().find(({ client_id }) => !underWay.has(client_id));
      if (item && this.#mayGoOn && underWay.size < MOST_UNDER_WAY) {
        underWay.set(item.client_id, this.#send(item));
        await Promise.race([underWay.get(item.client_id), new Promise((resolve) => setTimeout(resolve, PATIENCE))]);
      } else if (underWay.size) {
        await Promise.race([...underWay.values(), new Promise((resolve) => (this.#wake = resolve))]);
      } else {
        return;
      }
    }
  }

  /** Send one; if it is refused, the next may have to wait until it is tried again. */
  async #send(item) {
    const typing = setTimeout(() => this.#listener.typing(), TYPING_AFTER);
    try {
      const { messages } = await this.#request(item);
      this.#tries = 0;
      this.#outbox.remove(item.client_id);
      this.#listener.sent(messages);
    } catch (error) {
      this.#mayGoOn = this.#fail(item, error);
    } finally {
      clearTimeout(typing);
      this.#underWay.delete(item.client_id);
      this.#listener.changed();
      if (this.#underWay.size) this.#listener.typing();
    }
  }

  #request({ kind, client_id, text, choice }) {
    if (kind === "person") return this.#api.askForPerson(client_id);
    return this.#api.send(kind === "choice" ? { client_id, choice } : { client_id, text });
  }

  /** @returns {boolean} whether the next one may follow */
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
    this.#timer = setTimeout(() => this.flush(), problem.retryAfter ? problem.retryAfter * 1000 : PAUSE * this.#tries);
    return true;
  }
}

/** In one tab at a time, where the browser can tell; where it cannot, the server knows what it has already. */
export function alone(name, act) {
  return navigator.locks ? navigator.locks.request(name, act) : act();
}

/**
 * @typedef {object} Outgoing
 * @property {string} client_id the same id is never stored twice by the server
 * @property {"text" | "choice" | "person"} kind
 * @property {string} text what the patient typed, or the label of what was pressed
 * @property {string} [choice] the pressed choice's value
 * @property {string} at
 */

export class Outbox {
  #storage;

  /** @param {import("./storage.js").Storage} storage */
  constructor(storage) {
    this.#storage = storage;
  }

  /** @returns {Outgoing[]} oldest first */
  items() {
    const items = this.#storage.read("outbox");
    return Array.isArray(items) ? items : [];
  }

  /** @param {Outgoing["kind"]} kind @param {string} text @param {string} [choice] */
  add(kind, text, choice) {
    const item = { client_id: randomId(), kind, text, choice, at: new Date().toISOString() };
    this.#storage.write("outbox", [...this.items(), item]);
  }

  /** @param {string} clientId */
  remove(clientId) {
    const left = this.items().filter((item) => item.client_id !== clientId);
    this.#storage.write("outbox", left.length ? left : null);
  }

  /** Take everything out. @returns {Outgoing[]} */
  empty() {
    const items = this.items();
    this.#storage.write("outbox", null);
    return items;
  }
}

function randomId() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
