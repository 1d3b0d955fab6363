/** The outbox: what the patient sent and the server has not confirmed; kept over reloads and stored once. */

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
