/** A message: one entry of the transcript, with all that its sender gave to it. */

import { button, element, icon, iconButton } from "./element.js";
import { linkAttributes, safeLink, safePicture, telephone } from "./address.js";
import { clock } from "./moment.js";
import { CONTENT_LANGUAGE, fill } from "./strings.js";

/**
 * @typedef {object} Surroundings What a message needs to know of the chat around it.
 * @property {import("./strings.js").STRINGS["en"]} words
 * @property {string} language
 * @property {string} origin
 * @property {() => {label: string, url: string}[]} numbers the clinic's own, linked wherever they stand
 * @property {() => (Node | string)[]} inEmergency whom to call in an emergency, to stand behind other words
 * @property {(choice: {label: string, value: string}) => void} pick
 * @property {(feedback: {seq: number, rating: "up" | "down", comment?: string}) => Promise<void>} rate
 */

const SENDERS = new Set(["patient", "bot", "staff", "system"]);

/** @param {any} message as the API gives it @param {Surroundings} chat @returns {HTMLLIElement} */
export function render(message, chat) {
  const sender = SENDERS.has(message.sender) ? message.sender : "system";
  const isOwn = sender === "patient";
  return element(
    "li",
    // What is not stored yet has no number, and makes way for what is.
    { class: `message from-${sender}`, "data-client-id": !message.seq && message.client_id },
    byline(message, sender, chat),
    isOwn ? own(message.text) : body(message, chat),
    ...(isOwn ? [] : additions(message, chat)),
  );
}

/** What the patient sent and the server has not confirmed. @param {import("./sender.js").Outgoing} item @param {Surroundings} chat */
export function renderPending(item, chat) {
  const entry = render({ ...item, sender: "patient" }, chat);
  entry.classList.add("pending");
  entry.append(element("p", { class: "fate" }));
  return entry;
}

function byline(message, sender, { words, language }) {
  return element("p", { class: "byline" }, element("span", { class: "sender" }, words[sender]), " ", element("time", { datetime: message.at }, clock(message.at, language)));
}

function own(text) {
  return element("div", { class: "bubble", lang: "" }, element("p", { dir: "auto" }, String(text)));
}

/** What a text is in, for screen readers; what people write is in nobody knows which language. @param {any} message @returns {string} */
export function languageOf({ sender, language }) {
  return sender === "staff" || sender === "patient" ? "" : language || CONTENT_LANGUAGE;
}

function body(message, chat) {
  const links = [...(message.links || []), ...chat.numbers()];
  const text = write(message.text, links);
  return message.kind === "emergency" ? emergency(message, text, chat) : element("div", { class: "bubble", lang: languageOf(message) }, ...text);
}

/** How soon help is needed, in words. @returns {string} */
export function urgency({ level }, words) {
  return level === "same_day" ? words.callToday : words.getHelp;
}

/** A danger stands out in words, by an icon, by its frame, and only then by its colour. */
function emergency(message, text, { words }) {
  const call = ({ label, url }) =>
    element("a", { class: "call", ...linkAttributes(url) }, icon("phone"), element("span", {}, fill(words.call, { number: label })));
  const [first, ...others] = (message.links || []).filter(({ url }) => safeLink(url)).map(call);
  return element(
    "div",
    { class: "bubble emergency" },
    element("h3", { tabindex: -1 }, icon("warning"), element("span", {}, urgency(message, words))),
    first,
    element("div", { lang: languageOf(message) }, ...text),
    others.length && element("div", { class: "calls" }, ...others),
  );
}

function additions(message, chat) {
  return [
    ...(message.pictures || []).map((each) => picture(each, chat)),
    message.choices?.length ? choices(message.choices, chat) : null,
    message.kind === "answer" ? footing(message, chat) : null,
  ];
}

function picture({ url, alt }, { origin, words }) {
  const address = safePicture(url, origin);
  if (!address) return null;
  const inWords = element("details", {}, element("summary", {}, words.pictureWords), element("p", { lang: CONTENT_LANGUAGE }, String(alt)));
  // The drawings' own size keeps their place while they load.
  const image = element("img", { src: address, alt: String(alt), lang: CONTENT_LANGUAGE, width: 400, height: 488, decoding: "async" });
  return element("figure", { class: "picture" }, image, inWords);
}

function choices(offered, { words, pick }) {
  const group = element("div", { class: "choices", role: "group", "aria-label": words.choices });
  for (const choice of offered) {
    const press = () => {
      if (made.getAttribute("aria-disabled")) return;
      retireChoices(group);
      made.classList.add("picked");
      pick(choice);
    };
    const label = element("span", {}, String(choice.label));
    const made = element("button", { type: "button", class: "choice", lang: CONTENT_LANGUAGE, dir: "auto", "data-value": choice.value, click: press }, icon("check"), label);
    group.append(made);
  }
  return group;
}

/** Choices that are used or old can no longer be pressed; they keep the focus if they have it. @param {Element} place */
export function retireChoices(place) {
  for (const choice of place.querySelectorAll(".choice")) choice.setAttribute("aria-disabled", "true");
}

/** The choice could not be sent: it may be pressed again, and so may the others beside it. @param {Element} place @param {string} value */
export function reviveChoices(place, value) {
  const group = place.querySelector(`.choice[data-value="${CSS.escape(value)}"]`)?.parentElement;
  for (const choice of group?.children ?? []) {
    choice.removeAttribute("aria-disabled");
    choice.classList.remove("picked");
  }
}

function footing(message, chat) {
  return element("div", { class: "footing" }, sources(message, chat.words), feedbackOf(message, chat));
}

function sources({ sources: named, reviewed }, words) {
  if (!named?.length && !reviewed) return null;
  return element(
    "details",
    { class: "sources" },
    element("summary", {}, words.sources),
    element("ul", { lang: CONTENT_LANGUAGE }, ...(named || []).map((source) => element("li", {}, sourceName(source, words)))),
    element("p", {}, reviewed ? fill(words.reviewed, { reviewed }) : words.notReviewed),
  );
}

function sourceName({ title, url }, words) {
  const address = safeLink(url);
  if (!address) return String(title);
  return element("a", linkAttributes(address), String(title), element("span", { class: "unseen" }, ` ${words.newTab}`));
}

/** A thumb up or down under an answer, and a comment for who wants to leave one. @param {any} message @param {Surroundings} chat @returns {HTMLElement} */
function feedbackOf(message, chat) {
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

/** A number with its country's code, as a clinic writes it; others become links by their labels alone. */
const NUMBER = "\\+\\d[\\d ().-]{6,}\\d";
const ADDRESS = "https?://[^\\s<>\"'()]+[^\\s<>\"'().,;:!?]";

/**
 * A text as paragraphs, lists and links, made of text nodes alone.
 * @param {string} text
 * @param {{label: string, url: string}[]} links what becomes a link wherever it stands in the text
 * @returns {Node[]}
 */
function write(text, links) {
  return String(text).split(/\n{2,}/).flatMap((paragraph) => blocks(paragraph.split("\n"), links));
}

/** Lines that begin with a dash become one list; the others stay a paragraph with its line breaks. */
function blocks(lines, links) {
  const made = [];
  let plain = [];
  let list = null;
  const flush = () => {
    if (plain.length) made.push(element("p", { dir: "auto" }, ...withBreaks(plain, links)));
    plain = [];
  };
  for (const line of lines) {
    const item = /^\s*[-•]\s+(.*)$/.exec(line);
    if (item) {
      flush();
      if (!list) made.push((list = element("ul", { dir: "auto" })));
      list.append(element("li", {}, ...linked(item[1], links)));
    } else if (line.trim()) {
      list = null;
      plain.push(line);
    }
  }
  flush();
  return made;
}

function withBreaks(lines, links) {
  return lines.flatMap((line, index) => [...(index ? [element("br")] : []), ...linked(line, links)]);
}

function linked(line, links) {
  const targets = new Map(links.filter(({ label, url }) => label && safeLink(url)).map(({ label, url }) => [label, url]));
  const labels = [...targets.keys()].sort((a, b) => b.length - a.length).map(escaped);
  const pattern = new RegExp([ADDRESS, ...labels, NUMBER].join("|"), "g");
  const parts = [];
  let end = 0;
  for (const found of line.matchAll(pattern)) {
    if (isInsideNumber(line, found)) continue;
    const address = safeLink(targets.get(found[0]) || (found[0][0] === "+" ? telephone(found[0]) : found[0]));
    if (!address) continue;
    parts.push(line.slice(end, found.index), element("a", linkAttributes(address), found[0]));
    end = found.index + found[0].length;
  }
  return [...parts, line.slice(end)].filter((part) => part !== "");
}

/** Whether a short number was found in the middle of a longer one: 911 in 1-911-0. */
function isInsideNumber(line, found) {
  const before = line[found.index - 1] || "";
  const after = line[found.index + found[0].length] || "";
  return /^[+\d]/.test(found[0]) && (/[\d-]/.test(before) || /\d/.test(after));
}

function escaped(text) {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
