// @ts-check
// Editing in place, with the types and choices of the schema.
import { make } from "./dom.js";
import { choice, words } from "./model.js";
import { store, typeOf } from "./store.js";
import { word } from "./words.js";

/** The field that is being edited. @type {{ field: any, input: any, box: any, close: () => void } | null} */
let current = null;

/** Whether a field is being edited. What is drawn no more is edited no more. */
export function isEditing() {
  return Boolean(current?.box.isConnected);
}

/** Whether somebody is typing: what was typed and refused may wait. */
export function isTyping() {
  return isEditing() && !current?.input.classList.contains("bad");
}

/** Goes back to the edit that is open, whose value was refused; what is wrong with it. */
export function recall() {
  if (!current || !isEditing()) return "";
  current.box.scrollIntoView({ block: "center" });
  current.input.focus({ preventScroll: true });
  return current.box.querySelector(".why")?.textContent || "";
}

/** Ends an edit before all is drawn anew; what was typed, for `edit` to go on with. @returns {{ field: any, text: string, focus: boolean } | null} */
export function layAside() {
  if (!current || !isEditing()) return null;
  const { field, input, close } = current;
  const focus = document.activeElement === input;
  close();
  return { field, text: input.value, focus };
}

/** @param {any} element a field @param {(field: any, value: any, next: number) => void} save what happens with its new value
 * @param {{ text: string, focus: boolean }} [typed] what was typed before all was drawn anew */
export function edit(element, save, typed) {
  if (isEditing() || !store.state.editable) return;
  const { part, field, value } = element._field;
  const type = typeOf(part.kind, field);
  const isList = type.items === "department" || type.items === "string";
  const input = inputFor(type, value, isList, field);
  const why = make("div.why");
  const box = make("div", null, input, isList ? make("div.tag", null, word(type.items === "department" ? "departments" : "lists")) : null, why);
  let over = false;
  const close = () => {
    over = true;
    current = null;
    box.replaceWith(element);
  };
  /** What was typed, unless it cannot be; then it is told. */
  const look = () => {
    const [read, fault] = valueOf(type, input.value, isList);
    why.textContent = fault || "";
    input.classList.toggle("bad", Boolean(fault));
    return fault ? undefined : read;
  };
  /** @param {number} next */
  const commit = (next) => {
    if (over) return;
    const read = look();
    if (read === undefined) return;
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
  input.addEventListener("input", () => {
    why.textContent = "";
    input.classList.remove("bad");
  });
  current = { field: element._field, input, box, close };
  element.replaceWith(box);
  if (typed) {
    input.value = typed.text;
    look();
    if (typed.focus) input.focus({ preventScroll: true });
    return;
  }
  input.focus();
  if (!input.setSelectionRange) return;
  // Of a text that is longer than its column the head is seen.
  input.setSelectionRange(0, input.value.length, "backward");
  [input.scrollLeft, input.scrollTop] = [0, 0];
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
  // Digits of the other width are digits.
  const narrow = trimmed.normalize("NFKC");
  if (type.type === "integer") return /^\d{1,9}$/.test(narrow) ? [Number(narrow), null] : [null, word("bad_number")];
  if (type.type === "number") return Number.isFinite(Number(narrow)) && narrow ? [Number(narrow), null] : [null, word("bad_number")];
  if (type.pattern) {
    const date = dateOf(narrow);
    return date && new RegExp(type.pattern).test(date) ? [date, null] : [null, word("bad_date")];
  }
  return [trimmed, null];
}

/** A date as people write it, as ISO 8601 wants it: 2021年12月20日, 2021.12.20, 2021/12/20, 二〇二一年十二月二十日.
 * @param {string} text @returns {string | null} */
function dateOf(text) {
  const match = /^(\d{4}|[〇零○一二三四五六七八九]{4})(年|[-./])([\d一二三四五六七八九十]{1,3})(月|[-./])([\d一二三四五六七八九十]{1,3})日?$/.exec(text.replace(/\s/g, ""));
  if (!match) return null;
  const [year, month, day] = [match[1], match[3], match[5]].map(numberOf);
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? date.toISOString().slice(0, 10) : null;
}

/** A number in digits, in Chinese digits, or in Chinese words up to 九十九. @param {string} text */
function numberOf(text) {
  if (/^\d+$/.test(text)) return Number(text);
  const digit = (/** @type {string} */ sign) => Math.max(0, "〇一二三四五六七八九".indexOf(sign.replace(/[零○]/, "〇")));
  const [tens, ones] = text.split("十");
  if (ones === undefined) return Number([...text].map(digit).join(""));
  return (tens ? digit(tens) : 1) * 10 + (ones ? digit(ones) : 0);
}
