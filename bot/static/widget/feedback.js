/** Feedback: a thumb up or down under an answer, and a comment for who wants to leave one. */

import { button, element, iconButton } from "./element.js";
import { icon } from "./icon.js";

/** @param {any} message @param {import("./message.js").Surroundings} chat @returns {HTMLElement} */
export function feedbackOf(message, chat) {
  const { words } = chat;
  const said = element("span", { class: "said", role: "status" });
  const form = element("div", { class: "comment-place" });
  const thumbs = { up: thumb("up", words.yes), down: thumb("down", words.no) };

  function thumb(rating, label) {
    return iconButton(label, icon(rating), () => press(rating), { "aria-pressed": "false" });
  }

  function show(rating) {
    for (const [each, made] of Object.entries(thumbs)) made.setAttribute("aria-pressed", String(each === rating));
  }

  async function press(rating) {
    const before = message.rating ?? null;
    if (rating === before) return;
    show(rating);
    try {
      await chat.rate({ seq: message.seq, rating });
      message.rating = rating;
      said.textContent = words.thanks;
      form.replaceChildren(commentForm(rating));
    } catch {
      show(before);
      said.textContent = words.notDone;
    }
  }

  function commentForm(rating) {
    const id = `comment-${message.seq}`;
    const field = element("textarea", { id, rows: 2, maxlength: 1000, "aria-describedby": `${id}-hint` });
    const send = async () => {
      const comment = field.value.trim();
      if (!comment) return;
      try {
        await chat.rate({ seq: message.seq, rating, comment });
        const hadFocus = form.contains(form.getRootNode().activeElement);
        form.replaceChildren();
        said.textContent = words.thanks;
        if (hadFocus) thumbs[rating].focus();
      } catch {
        said.textContent = words.notDone;
      }
    };
    return element(
      "div",
      { class: "comment" },
      element("label", { for: id }, rating === "up" ? words.commentUp : words.comment),
      field,
      element("p", { id: `${id}-hint`, class: "hint" }, words.commentHint),
      button(words.sendComment, send, { class: "plain" }),
    );
  }

  show(message.rating ?? null);
  const question = element("span", { class: "question" }, words.helpful);
  return element("div", { class: "feedback" }, element("div", { class: "thumbs", role: "group", "aria-label": words.helpful }, question, thumbs.up, thumbs.down, said), form);
}
