// @ts-check
// What is to be looked at, errors first, and what was corrected.
import { byId, make, show } from "./dom.js";
import { choice, words } from "./model.js";
import { store } from "./store.js";
import { word } from "./words.js";

const GRAVITY = /** @type {Record<string, number>} */ ({ error: 0, warning: 1, info: 2 });

/** The findings in the order of the list. @returns {any[]} */
export function ordered() {
  return store.state.findings.map((/** @type {any} */ it, /** @type {number} */ at) => [it, at])
    .sort((/** @type {any} */ [a, x], /** @type {any} */ [b, y]) => Number(a.ticked) - Number(b.ticked) || GRAVITY[a.severity] - GRAVITY[b.severity] || a.line - b.line || x - y)
    .map((/** @type {any} */ [it]) => it);
}

/**
 * Draws both lists.
 * @param {(at: number) => void} jump @param {(finding: any) => void} tick @param {(change: any) => void} toChange @param {(at: number) => void} drop
 */
export function drawSide(jump, tick, toChange, drop) {
  const { editable, changes } = store.state;
  const list = ordered();
  const left = list.filter((it) => !it.ticked).length;
  const holder = byId("side");
  const top = holder.scrollTop;
  const findings = list.map((it, at) => make(`div.finding.${it.severity}${it.ticked ? ".ticked" : ""}${at === store.finding ? ".at" : ""}`, { tabIndex: -1, _at: at, onclick: () => jump(at) },
    make("div.top", null, make("b", null, it.label), word("line", it.line), " ", it.code, make("span.grow"),
      editable && !it.model && make("button", { type: "button", onclick: (/** @type {Event} */ event) => { event.stopPropagation(); tick(it); } }, it.ticked ? "↺" : `✓ ${word("tick")}`)),
    make("div", null, it.message), at === store.finding ? make("div.help", null, it.help) : null));
  const made = changes.map((/** @type {any} */ it, /** @type {number} */ at) => it.do === "check" ? null : make(`div.change${it.fits ? "" : ".unfit"}`, { onclick: () => toChange(it) },
    make("span.tag", null, it.fate), `${it.word} ${it.text ? `“${it.text}”` : ""} ${it.do === "set" ? fieldName(it.field) : word(it.do === "remove" ? "drop" : it.do === "raise" ? "up" : it.do === "lower" ? "down" : it.do === "end" ? "end_moved" : it.do)} `,
    it.do === "set" ? [make("del", null, choice(words(it.old)) || word("empty")), " → ", make("ins", null, choice(words(it.new)) || word("empty"))] : null,
    it.date ? ` ${it.date}` : "", it.by ? ` ${it.by}` : "",
    editable && !it.model && make("button", { type: "button", title: word("delete_change"), onclick: (/** @type {Event} */ event) => { event.stopPropagation(); drop(at); } }, "✕")));
  holder.replaceChildren(make("div.side", null,
    make("div.head", null, make("b", null, word("findings")), make("span", { id: "left" }, left ? word("left", left) : word("nothing"))), findings,
    made.some(Boolean) ? make("div.head", null, make("b", null, word("changes", made.filter(Boolean).length))) : null, made));
  holder.scrollTop = top;
}

/** A field as people call it: `values[1].text` is the second value. @param {string} field */
function fieldName(field) {
  const [, list, at, name] = /^(\w+)\[(\d+)\](?:\.(\w+))?$/.exec(field) || [];
  if (list) return `${word(`one_${list}`, Number(at) + 1)}${name && name !== "text" ? ` ${word(name)}` : ""}`;
  const told = /** @type {Record<string, string>} */ ({ "period.name": "period", "period.start": "from", "period.end": "until" });
  return word(told[field] || field);
}

/** @param {number} at */
export function showFinding(at) {
  const element = byId("side").querySelectorAll(".finding")[at];
  if (element) show(element);
}
