/** A question that must be answered before anything is done: a dialog with two buttons. */

import { element, button } from "./element.js";

/**
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
