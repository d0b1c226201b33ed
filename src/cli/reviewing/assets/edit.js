// @ts-check
// Editing in place, with the types and choices of the schema.
import { make } from "./dom.js";
import { choice, words } from "./model.js";
import { store, typeOf } from "./store.js";
import { word } from "./words.js";

/** Whether a field is being edited. */
export let editing = false;

/** @param {any} element a field @param {(field: any, value: any, next: number) => void} save what happens with its new value */
export function edit(element, save) {
  if (editing || !store.state.editable) return;
  const { part, field, value } = element._field;
  const type = typeOf(part.kind, field);
  const isList = type.items === "department" || type.items === "string";
  const input = inputFor(type, value, isList, field);
  const why = make("div.why");
  const box = make("div", null, input, isList ? make("div.tag", null, word(type.items === "department" ? "departments" : "lists")) : null, why);
  let over = false;
  const close = () => {
    over = true;
    editing = false;
    box.replaceWith(element);
  };
  /** @param {number} next */
  const commit = (next) => {
    if (over) return;
    const [read, fault] = valueOf(type, input.value, isList);
    if (fault) {
      why.textContent = fault;
      input.classList.add("bad");
      return;
    }
    close();
    element.focus();
    if (JSON.stringify(read) !== JSON.stringify(normal(value))) save(element._field, read, next);
    else if (next) save(element._field, undefined, next);
  };
  input.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
    event.stopPropagation();
    if (event.isComposing) return;
    if (event.key === "Escape") {
      close();
      element.focus();
    } else if (event.key === "Enter" && !(isList && !event.ctrlKey) && !event.shiftKey) {
      event.preventDefault();
      commit(0);
    } else if (event.key === "Tab") {
      event.preventDefault();
      commit(event.shiftKey ? -1 : 1);
    }
  });
  input.addEventListener("blur", () => commit(0));
  if (input.tagName === "SELECT") input.addEventListener("change", () => commit(0));
  editing = true;
  element.replaceWith(box);
  input.focus();
  if (input.select) input.select();
}

/** @param {any} type @param {any} value @param {boolean} isList @param {string} field @returns {any} */
function inputFor(type, value, isList, field) {
  if (type.choices) {
    const input = make("select.editor", null, type.optional ? make("option", { value: "" }, word("empty")) : null, type.choices.map((/** @type {string} */ it) => make("option", { value: it }, choice(it))));
    input.value = value ?? "";
    return input;
  }
  const text = isList ? (value || []).map(words).join("\n") : words(value);
  if (isList || text.length > 30) return make("textarea.editor", { value: text, rows: Math.min(10, Math.max(isList ? 3 : 2, Math.ceil(text.length / 24))) });
  const input = make("input.editor", { type: "text", value: text });
  if (type.type === "integer") input.inputMode = "numeric";
  if (field === "attribute" || field === "unit" || field === "category") input.setAttribute("list", `list-${field}`);
  if (field === "attribute" || field === "unit" || field === "category") suggest(field);
  return input;
}

/** What the plan says elsewhere in the same column. @param {string} field */
function suggest(field) {
  const id = `list-${field}`;
  document.getElementById(id)?.remove();
  const all = new Set(field === "attribute" ? ["预期性", "约束性"] : []);
  for (const document_ of store.state.documents) for (const it of document_.plan.indicators) if (it[field]) all.add(it[field]);
  document.body.append(make("datalist", { id }, [...all].map((value) => make("option", { value }))));
}

/** The value as it would be read back. @param {any} value */
function normal(value) {
  return value === undefined ? null : value;
}

/** What was typed, as the schema wants it, or what is wrong with it. @param {any} type @param {string} text @param {boolean} isList @returns {[any, string | null]} */
function valueOf(type, text, isList) {
  const lines = text.split("\n").map((line) => line.trim()).filter(Boolean);
  if (type.items === "department") {
    return [lines.map((line) => {
      const match = /^(.*?)\s*[[〔]([^\]〕]+)[\]〕]$/.exec(line);
      return match ? { name: match[1], also: match[2] } : { name: line, also: null };
    }), null];
  }
  if (isList) return [lines, null];
  const trimmed = text.trim();
  if (!trimmed && type.optional) return [null, null];
  if (type.type === "integer") return /^\d{1,9}$/.test(trimmed) ? [Number(trimmed), null] : [null, word("bad_number")];
  if (type.type === "number") return Number.isFinite(Number(trimmed)) && trimmed ? [Number(trimmed), null] : [null, word("bad_number")];
  if (type.pattern && !new RegExp(type.pattern).test(trimmed)) return [null, word("bad_date")];
  return [trimmed, null];
}
