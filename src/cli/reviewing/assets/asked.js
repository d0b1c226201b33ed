// @ts-check
// What the program is asked for, in its own words.
import { plan, store } from "./store.js";
import { word } from "./words.js";

/** @param {any} part @param {any} [more] */
export function target(part, more) {
  // What was added stands nowhere in the source: of several at one place it is told which.
  const alike = part.span[0] === part.span[1] ? store.parts.map((it) => it._part).filter((it) => it.kind === part.kind && it.span[0] === part.span[0] && it.span[1] === part.span[1]) : [];
  return { kind: part.kind, part: part.part, span: part.span, nth: Math.max(0, alike.indexOf(part)), ...more };
}

/** A field and its new value; of a table the whole row, which is found again wherever it goes. @param {any} field @param {any} value */
export function setting(field, value) {
  // A cell that its row does not have comes as a whole.
  if (field.make) return { do: "add", field: field.make.field, new: { ...field.make.value, text: value } };
  const cell = /^rows\[(\d+)\]\[(\d+)\]$/.exec(field.field);
  if (!cell) return { do: "set", field: field.field, old: field.value, new: value };
  const old = field.part.value.rows[Number(cell[1])];
  return { do: "set", field: `rows[${cell[1]}]`, old, new: old.map((/** @type {any} */ it, /** @type {number} */ at) => at === Number(cell[2]) ? value : it) };
}

/** The day, where the page is. */
export function today() {
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((it) => String(it).padStart(2, "0")).join("-");
}

/** A new part as it begins: like its neighbour, and empty. @param {any} part */
export function blank(part) {
  if (part.kind === "indicator") return { name: "", category: part.value.category, values: part.value.values.map((/** @type {any} */ it) => ({ ...it, text: "", comparator: null, number: null })) };
  return part.kind === "responsibility" ? { task: "" } : part.kind === "entry" ? { title: "" } : { title: "" };
}

/** Lets a part and the one behind it change places. What was added moves, rather than what is in the source, which is
 * found by its place there. @param {any[]} list @param {number} at */
export function swap(list, at) {
  const [before, upper, lower] = [list[at - 1], list[at], list[at + 1]];
  const isAdded = (/** @type {any} */ it) => it.span[0] === it.span[1];
  const behind = (/** @type {any} */ it) => ({ do: "move", to: it.span, to_nth: target(it).nth });
  if (isAdded(upper) || !isAdded(lower)) return target(upper, behind(lower));
  return target(lower, before ? behind(before) : { do: "move", head: upper.span });
}

/** Text that becomes a part; of an annex the first line is its heading, and it goes as far as the selection, or to the
 * next one where no more than that line is selected. @param {string} kind @param {[number, number]} span */
export function making(kind, [start, end]) {
  const text = store.state.text.slice(start, end);
  const made = { do: "make", kind, part: store.document + 1, span: [start, end], text };
  const lines = /^(\s*\S[^\r\n]*)[\r\n]+\s*\S/.exec(text);
  if (kind !== "annex" || !lines) return made;
  return { ...made, span: [start, start + lines[1].length], text: lines[1], to: [end, end] };
}

/** An indicator of that name: behind the last one that stands before it, in its table, or the first of the plan. @param {number} offset @param {string} name */
export function newIndicator(offset, name) {
  const rows = store.parts.map((it) => it._part).filter((it) => it.kind === "indicator");
  const before = rows.filter((it) => it.span[0] <= offset).pop() || rows[0];
  if (before) return target(before, { do: "add", new: { ...blank(before), name } });
  const { period } = plan().plan;
  const value = (/** @type {string} */ column, /** @type {number | null} */ year, /** @type {string} */ role) => ({ column, year, role, text: "", comparator: null, number: null });
  const values = period ? [value(`${period.start - 1}年`, period.start - 1, "baseline"), value(`${period.end}年`, period.end, "target")] : [value(word("choice_target"), null, "target")];
  return { do: "add", kind: "plan", part: store.document + 1, field: "indicators[0]", new: { name, values } };
}
