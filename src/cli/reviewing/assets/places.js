// @ts-check
// Where fields stand in the source that have no place of their own: by their words.
import { placeOf } from "./source.js";
import { plan, store } from "./store.js";

/** Fields of notice and plan whose last place in the text is theirs: what they say is said before, too. */
const LAST = ["signatories", "date", "date_text", "annotations", "copied_to"];

/** Where a field of a notice or a plan stands by its text; other parts have places. @param {any} field @returns {[number, number] | null} */
export function placeOfField({ part, field, value }) {
  if (part.kind === "plan" && field !== "title") return placeInTitle(part, field, value);
  if (part.kind !== "notice" && part.kind !== "plan") return null;
  const said = field === "date" ? part.value.date_text : value;
  if (typeof said !== "string" && !(Array.isArray(said) && said.length)) return null;
  // Who gets a copy stands at the foot of all.
  return placeOf(said, field === "copied_to" ? [0, store.state.text.length] : part.span, LAST.includes(field));
}

/** A place within a span. @param {any} value @param {[number, number] | null | undefined} span @param {boolean} [last] @returns {[number, number] | null} */
function placeIn(value, span, last = false) {
  const found = span && (typeof value === "string" || typeof value === "number") ? placeOf(String(value), span, last) : null;
  return found && span && span[0] <= found[0] && found[1] <= span[1] ? found : null;
}

/** Where a plan says what it is, whose, and for which years: in its title; else in the notice, and in its text. The years
 * of a period that has a name stand where that does, if nowhere in figures. @param {import("./store.js").Part} part @param {string} field @param {any} value @returns {[number, number] | null} */
function placeInTitle({ span, value: it }, field, value) {
  const title = placeIn(it.title, span) || (it.title && placeOf(it.title, span, false));
  if (field === "region_from") return value === "title" ? placeIn(it.region, title) || title : placeInTitle(/** @type {any} */ ({ span, value: it }), "region", it.region);
  const isYear = field === "period.start" || field === "period.end";
  const name = isYear && it.period?.name;
  return placeIn(value, title, field === "kind") || placeIn(name, title) || placeIn(value, plan().notice?.span) || placeIn(value, span) || placeIn(name, span);
}

/** The field of a notice or a plan in a span of the source; the shortest, where one is in another. @param {[number, number]} where @returns {any} */
export function fieldIn([start, end]) {
  let best = null;
  let width = Infinity;
  for (const owner of store.parts.filter((it) => it._part.kind === "notice" || it._part.kind === "plan")) {
    for (const field of owner.querySelectorAll(".f")) {
      const span = field._field.part === owner._part && placeOfField(field._field);
      if (span && span[0] < end && span[1] > start && span[1] - span[0] < width) [best, width] = [field, span[1] - span[0]];
    }
  }
  return best;
}
