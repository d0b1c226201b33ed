// @ts-check
// The page as a whole: jumps, keys, search, and what is asked of the program.
import { blank, making, newIndicator, setting, swap, target, today } from "./asked.js";
import { byId, make, say, show } from "./dom.js";
import { edit, isEditing, isTyping, layAside, recall } from "./edit.js";
import { drawSide, ordered, showFinding } from "./findings.js";
import { drawModel, findField, markPart, partAt, partIn, setAction, words } from "./model.js";
import { fieldIn, placeOfField } from "./places.js";
import { drawSource, grey, markSource, nextSought, noteLines, offsetOf, seek, selected } from "./source.js";
import { ask, isTicked, nameWindow, noteDone, otherWords, plan, store } from "./store.js";
import { setLanguage, word } from "./words.js";

/** The box whose end is being chosen. @type {any} */
let ending = null;
/** What was selected when the tools came up. @type {[number, number] | null} */
let chosen = null;
let busy = Promise.resolve();

// ---- drawing

function drawBar() {
  const { editable, name, revision } = store.state;
  const files = store.files.length > 1 ? make("select", { id: "files", title: word("files"), onchange: (/** @type {any} */ event) => turnTo(Number(event.target.value)) },
    store.files.map((/** @type {any} */ it, /** @type {number} */ at) => make("option", { value: at, selected: at === store.file }, it.name))) : make("h1", { title: name }, name);
  const search = make("input", { type: "search", id: "search", placeholder: word("search"), oninput: () => find(0), onkeydown: (/** @type {KeyboardEvent} */ event) => {
    event.stopPropagation();
    if (event.key === "Enter") find(event.shiftKey ? -1 : 1);
    if (event.key === "Escape") { search.value = ""; find(0); byId("model").focus(); }
  } });
  search.value = /** @type {any} */ (document.getElementById("search"))?.value || "";
  byId("bar").replaceChildren(files, make("span.saved", { id: "saved" }, editable ? "" : word("readonly")), make("span.grow"), search,
    ...(editable ? [make("button", { type: "button", id: "undo", disabled: !store.state.undo, onclick: () => back("undo"), title: "Ctrl+Z" }, `↶ ${word("undo")}`),
      make("button", { type: "button", id: "redo", disabled: !store.state.redo, onclick: () => back("redo"), title: "Ctrl+Y" }, `↷ ${word("redo")}`), takeAway()] : []),
    make("button", { type: "button", title: word("theme"), "aria-label": word("theme"), onclick: theme }, "◐"),
    make("button", { type: "button", onclick: turnLanguage }, word("language")),
    make("button", { type: "button", onclick: help }, word("keys")));
  document.title = name;
  byId("bar").dataset.revision = revision;
}

/** The tables of the program, those that people ask for first. */
const TABLES = ["indicators", "responsibilities", "sections", "boxes", "box_items", "paragraphs", "table_cells", "plans", "annexes", "attachments", "contents", "diagnostics"];

function takeAway() {
  const formats = [["xlsx", "Excel"], ["yaml", "YAML"], ["json", "JSON"], ...TABLES.map((name) => [`csv-${name}`, `CSV：${word(`table_${name}`)}`]), ["guihua.yaml", word("corrections")]];
  const choose = make("select", { id: "export", title: word("save"), onchange: () => {
    const format = choose.value;
    choose.value = "";
    // It is no leaving of the page, which would be asked about.
    if (format) make("a", { href: `api/export?file=${store.file}&as=${format}`, download: "" }).click();
    if (format === "guihua.yaml") store.files[store.file].unkept = false;
  } }, make("option", { value: "" }, `⤓ ${word("save")}`), formats.map(([value, text]) => make("option", { value }, text)));
  return choose;
}

/** @param {boolean} [source] whether the source is drawn as well */
function drawAll(source) {
  const keep = store.at;
  const typed = layAside();
  const before = /** @type {any} */ (byId("model").querySelector(".part.at"))?.getBoundingClientRect().top;
  drawBar();
  if (source) drawSource();
  grey();
  drawModel();
  side();
  noteLines(store.state.findings);
  if (typed) goOn(typed);
  if (!keep) return;
  const again = store.parts.find((it) => it._part.kind === keep.kind && it._part.part === keep.part && it._part.span[0] === keep.span[0]);
  markPart(again || null, true);
  // What was looked at stays where it is.
  if (again && before !== undefined) for (let times = 0; times < 2; times += 1) byId("model").scrollTop += again.getBoundingClientRect().top - before;
}

/** Goes on with an edit where the field is now. @param {{ field: any, text: string, focus: boolean }} typed */
function goOn(typed) {
  const field = findField(typed.field.part, typed.field.field);
  if (field) editField(field, typed);
  else homeless = typed.text;
}

/** What was typed in a field that is gone. */
let homeless = "";

/** Says what has become of a change, and what has no place any more. @param {string} text */
function tell(text) {
  say([text, homeless && word("typed", homeless)].filter(Boolean).join(" "), Boolean(homeless));
  homeless = "";
}

function side() {
  drawSide(toFinding, tick, toChange, (at) => change({ do: "delete", index: at }));
}

// ---- going about

/** @param {number} at */
function toFinding(at) {
  const list = ordered();
  if (!list.length) return;
  store.finding = Math.max(0, Math.min(at, list.length - 1));
  const finding = list[store.finding];
  markSource(finding.span);
  markPart(partAt(finding.span[0], (kind) => kind !== "plan"));
  side();
  showFinding(store.finding);
}

/** @param {any} it */
function toChange(it) {
  if (!it.span) return say(word("no_place"));
  markSource(it.span);
  markPart(store.parts.find((other) => other._part.kind === it.kind && other._part.span[0] === it.span[0]) || partAt(it.span[0]));
}

/** @param {number} step */
function find(step) {
  const input = /** @type {HTMLInputElement} */ (byId("search"));
  if (step === 0) {
    const count = seek(input.value);
    if (input.value && !count) say(word("none"));
    if (count) goTo(nextSought(1));
    return;
  }
  goTo(nextSought(step));
}

/** @param {any} found */
function goTo(found) {
  if (!found) return say(word("none"));
  say(word("found", found.at, found.of));
  markSource(found.span);
  markPart(partAt(found.span[0], (kind) => kind !== "plan" && kind !== "notice"));
}

function theme() {
  const root = document.documentElement;
  const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset.theme = dark ? "light" : "dark";
}

/** The other language: of the page at once, and of what the program says as soon as it has said it again. */
function turnLanguage() {
  setLanguage(document.documentElement.lang === "en" ? "zh" : "en");
  byId("tools").hidden = true;
  say("");
  otherWords();
  drawAll(true);
  if (store.online) queue(again);
}

/** What the program knows now. */
async function again() {
  const { status, value } = await ask(`api/state?${which(store.file)}`);
  if (status === 200 && value.revision >= store.state.revision) await take(value);
}

function help() {
  const dialog = /** @type {HTMLDialogElement} */ (byId("help"));
  dialog.replaceChildren(make("ul", null, word("help").split("|").map((line) => make("li", null, line))), make("button", { type: "button", onclick: () => dialog.close() }, word("close")));
  dialog.showModal();
}

// ---- changing

/** What is asked for: the file, by whom, in which language. @param {number} file */
function which(file) {
  return `file=${file}&lang=${document.documentElement.lang}&window=${store.window}`;
}

/** Notes whether corrections of the file are in memory alone. @param {any} state */
function noteUnkept(state) {
  Object.assign(store.files[store.file], { unkept: state.unkept });
}

/** What the program knows now is shown; the source as well, where it has changed on disk. @param {any} value */
async function take(value) {
  const focus = store.field;
  const isRead = value.sha256 !== store.state.sha256;
  if (isRead) {
    const source = await ask(`api/source?${which(store.file)}`);
    if (source.status !== 200) return closed(source);
    Object.assign(store.state, source.value);
    // It was written once more meanwhile.
    if (source.value.sha256 !== value.sha256) return again();
  }
  Object.assign(store.state, value);
  noteUnkept(value);
  store.finding = Math.min(store.finding, store.state.findings.length - 1);
  drawAll(isRead);
  if (focus && !isEditing()) findField(focus.part, focus.field)?.focus({ preventScroll: true });
  if (isRead) seek(/** @type {HTMLInputElement} */ (byId("search")).value);
  tellDisk(isRead);
  return undefined;
}

/** Says what has become of the files on disk. @param {boolean} isRead whether the source was read again */
function tellDisk(isRead) {
  const { changes, trouble } = store.state;
  const unfit = changes.filter((/** @type {any} */ it) => !it.fits).length;
  const typed = homeless && word("typed", homeless);
  if (isRead) say([unfit ? word("reread_unfit", unfit) : word("reread"), typed].filter(Boolean).join(" "), true);
  if (isRead) homeless = "";
  if (trouble) say(trouble, true);
}

/** Whether a change could not be told to the program, which had ended. */
let isLost = false;
/** How many things are still being done. */
let waiting = 0;

/** One change after the other. @param {() => Promise<void>} work */
function queue(work) {
  waiting += 1;
  busy = busy.then(work).catch(() => say(word("gone"), true)).finally(() => { waiting -= 1; });
  return busy;
}

addEventListener("beforeunload", (event) => {
  // What is typed and not yet entered, on its way, or in memory alone would be lost.
  if (isEditing() || waiting > 0 || store.files.some((/** @type {any} */ it) => it.unkept)) event.preventDefault();
});

/** @param {string} text @param {boolean} [bad] */
function saved(text, bad) {
  const shown = byId("saved");
  shown.textContent = text;
  shown.classList.toggle("bad", Boolean(bad));
}

/** @param {string} path @param {any} body */
function send(path, body) {
  return queue(async () => {
    saved(word("saving"));
    const asked = ask(`api/${path}?file=${store.file}`, { revision: store.state.revision, lang: document.documentElement.lang, window: store.window, ...body });
    const answer = await asked.catch(() => null);
    if (!answer) {
      // What the hand did last is nowhere but on the page.
      isLost = true;
      saved(word("lost"), true);
      return say(word("lost"), true);
    }
    const { status, value } = answer;
    const before = store.state.sha256;
    if (value?.state) await take(value.state);
    const isRead = before !== store.state.sha256;
    if (status === 200) {
      saved(value.saved ? word("saved", value.saved) : word("dropped"));
      if (!isRead && !store.state.trouble) tell("");
    } else if (status === 409) {
      saved("");
      const typed = body.changes?.length === 1 && body.changes[0].do === "set" ? word("typed", words(body.changes[0].new)) : "";
      const what = path !== "change" ? "conflict_step" : isRead ? "conflict_source" : "conflict";
      say([value.error, word(what), typed].filter(Boolean).join(" "), true);
    } else {
      const error = value?.error || refusal(status);
      saved(word("unsaved", error), true);
      say(error, true);
    }
    return undefined;
  });
}

/** What a status means of which the program says no more. @param {number} status */
function refusal(status) {
  return status === 413 ? word("too_large") : status === 404 ? word("not_admitted") : word("refused", status);
}

/** What one movement of the hand changes; one step back undoes it. @param {...any} list */
function change(...list) {
  return send("change", { changes: list.map((it) => ({ ...it, date: today() })) });
}

/** @param {"undo" | "redo"} which */
function back(which) {
  return send(which, {});
}

/** @param {any} finding */
function tick(finding) {
  const at = ordered().indexOf(finding);
  change({ do: "check", kind: "finding", part: 1, code: finding.code, span: finding.span, off: finding.ticked }).then(() => {
    if (!finding.ticked) toFinding(Math.min(at, ordered().filter((it) => !it.ticked).length - 1));
  });
}

setAction((action, part) => {
  if (action === "edit") {
    const own = store.parts.find((it) => it._part === part);
    const field = store.field?.part === part ? findField(part, store.field.field) : null;
    return editField(field || own.querySelector(".f"));
  }
  if (action === "end") {
    ending = part;
    document.body.classList.add("moving");
    return say(word("end_how"), true);
  }
  const own = store.parts.find((it) => it._part === part);
  if (action === "rise" || action === "sink") {
    const list = store.parts.filter((it) => it.parentElement === own?.parentElement).map((it) => it._part).filter((it) => it.kind === part.kind && it.value.annex === part.value.annex);
    const at = list.indexOf(part) + (action === "rise" ? -1 : 0);
    if (at < 0 || at + 1 >= list.length) return say(word(action === "rise" ? "at_head" : "at_foot"), true);
    return change(swap(list, at));
  }
  if (action === "tasks") {
    const line = store.state.text.slice(...part.span).split(/[\r\n]/, 1)[0];
    return change({ ...making("responsibility", [part.span[0], part.span[0] + line.length]), part: part.part });
  }
  if (action === "add") return change(target(part, { do: "add", new: blank(part) }));
  const more = store.row;
  if (/row$/.test(action) && !part.value.rows[more]) return say(word("choose_row"), true);
  if (action === "addrow") return change(target(part, { do: "add", field: `rows[${more + 1}]`, new: part.value.rows[more].map(() => "") }));
  if (action === "droprow") return change(target(part, { do: "remove", field: `rows[${more}]`, old: part.value.rows[more] }));
  if (action === "riserow" || action === "sinkrow") {
    const to = action === "riserow" ? more - 1 : more + 1;
    return !part.value.rows[to] ? say(word(action === "riserow" ? "at_head" : "at_foot"), true) : change(target(part, { do: "move", field: `rows[${more}]`, old: part.value.rows[more], new: to }));
  }
  if (action === "addcolumn" || action === "dropcolumn") return changeColumn(part, store.cell, action === "addcolumn");
  if (action === "check") return change(target(part, { do: "check", off: isTicked(part) }));
  return change(target(part, { do: action }));
});

/** A column of a table comes behind the one that is chosen, or goes: in the header, then in all rows. @param {any} part @param {number} at @param {boolean} comes */
function changeColumn(part, at, comes) {
  const { columns, rows } = part.value;
  const width = Math.max(columns.length, ...rows.map((/** @type {any[]} */ row) => row.length));
  if (at < 0 || at >= width) return say(word("choose_column"), true);
  if (!comes && width < 2) return say(word("last_column"), true);
  const changed = (/** @type {string[]} */ list) => comes ? [...list.slice(0, at + 1), "", ...list.slice(at + 1)] : list.filter((_, place) => place !== at);
  const set = (/** @type {string} */ field, /** @type {any} */ old, /** @type {any} */ value) => target(part, { do: "set", field, old, new: value });
  return change(...(columns.length ? [set("columns", columns, changed(columns))] : []), set("rows", rows, rows.map(changed)));
}

/** @param {any} element @param {{ text: string, focus: boolean }} [typed] */
function editField(element, typed) {
  // One field after the other: a value that was refused is to be mended, or given up, first.
  if (isEditing()) return say(word("unfinished", recall()), true);
  noteDone("edit");
  return edit(element, (field, value, next) => {
    const after = next ? neighbour(element, next) : null;
    store.field = (after || element)._field;
    if (value !== undefined) change(...(element._all || [field]).map((/** @type {any} */ it) => target(it.part, setting(it, value))));
    else after?.focus();
  }, typed);
}

/** @param {any} element @param {number} step */
function neighbour(element, step) {
  const all = [...byId("model").querySelectorAll(".f")];
  return /** @type {any} */ (all[all.indexOf(element) + step]);
}

// ---- what the hand does

byId("model").addEventListener("focusin", (event) => {
  const field = /** @type {any} */ (event.target).closest?.(".f");
  if (field) store.field = field._field;
});

byId("model").addEventListener("click", (event) => {
  const at = /** @type {HTMLElement} */ (event.target);
  const owner = /** @type {any} */ (at.closest(".part"));
  if (!owner || at.closest(".editor, .acts")) return;
  store.row = /** @type {any} */ (at.closest("tr"))?._row ?? -1;
  store.cell = /** @type {any} */ (at.closest("td, th"))?.cellIndex ?? -1;
  const field = /** @type {any} */ (at.closest(".f"));
  if (field) store.field = field._field;
  markPart(owner, true);
  markSource((field && placeOfField(field._field)) || owner._part.span);
});
byId("model").addEventListener("dblclick", (event) => {
  const field = /** @type {HTMLElement} */ (event.target).closest(".f");
  if (field) editField(field);
});

byId("source").addEventListener("click", (event) => {
  const row = /** @type {any} */ (/** @type {HTMLElement} */ (event.target).closest(".row"));
  if (!row || selected()) return;
  if (ending) {
    const start = row.lastChild._start;
    const part = ending;
    stopEnding();
    change(target(part, { do: "end", to: [start, start + Math.max(1, row.lastChild.textContent.length)] }));
    return;
  }
  const caret = /** @type {any} */ (document).caretPositionFromPoint?.(event.clientX, event.clientY);
  const range = caret ? null : document.caretRangeFromPoint?.(event.clientX, event.clientY);
  const start = row.lastChild._start;
  const line = /^[^\r\n]*/.exec(store.state.text.slice(start))?.[0] || "";
  const [first, last] = [start + Math.max(0, line.search(/\S/)), start + Math.max(1, line.trimEnd().length)];
  // Beside the words of a line, these are meant.
  const at = (caret ? offsetOf(caret.offsetNode, caret.offset) : range ? offsetOf(range.startContainer, range.startOffset) : null) ?? first;
  const offset = Math.max(first, Math.min(at, last - 1));
  const isInner = (/** @type {string} */ kind) => kind !== "plan" && kind !== "notice";
  let owner = partAt(offset, isInner);
  // A label or a mark is no part: what stands behind it on the line is meant.
  const field = owner ? null : fieldIn([offset, offset + 1]) || (partIn([offset, last], isInner) ? null : fieldIn([first, last]));
  if (field) {
    say("");
    markPart(field.closest(".part"), true);
    markSource(placeOfField(field._field), true);
    field.focus({ preventScroll: true });
    return show(field);
  }
  owner ||= partIn([first, last], isInner) || partAt(offset);
  markPart(owner);
  markSource(owner ? owner._part.span : null, true);
  return say(owner ? "" : word("not_in_model"));
});

function stopEnding() {
  ending = null;
  document.body.classList.remove("moving");
  say("");
}

document.addEventListener("selectionchange", () => {
  if (!store.state?.editable) return;
  clearTimeout(/** @type {any} */ (document)._timer);
  /** @type {any} */ (document)._timer = setTimeout(tools, 120);
});

function tools() {
  const holder = byId("tools");
  chosen = isTyping() || ending ? null : selected();
  if (!chosen) {
    holder.hidden = true;
    return;
  }
  noteDone("select");
  const span = chosen;
  const text = store.state.text.slice(span[0], span[1]);
  const asPart = (/** @type {string} */ kind) => () => { done(); change(making(kind, span)); };
  const done = () => { holder.hidden = true; getSelection()?.removeAllRanges(); };
  const value = text.replace(/\s*[\r\n]+\s*/g, "").trim();
  const intoField = (/** @type {any} */ field) => () => { done(); const it = setting(field, value); change(target(field.part, { ...it, raw: typeof it.new === "string" })); };
  const near = partAt(span[0], (kind) => kind === "indicator");
  holder.replaceChildren(...[["make_section", "section"], ["make_box", "box"], ["make_item", "item"], ["make_clause", "responsibility"], ["make_annex", "annex"]].map(([name, kind]) => make("button", { type: "button", onclick: asPart(kind) }, word(name))),
    ...(near ? [make("button", { type: "button", onclick: intoField({ part: near._part, field: "name", value: near._part.value.name }) }, word("make_indicator"))] : []),
    make("button", { type: "button", onclick: () => { done(); change({ ...newIndicator(span[0], value), raw: true }); } }, word("add_indicator")),
    ...(store.field ? [make("button", { type: "button", onclick: intoField(store.field) }, word("make_field"))] : []));
  const box = /** @type {any} */ (getSelection()).getRangeAt(0).getBoundingClientRect();
  holder.hidden = false;
  holder.style.left = `${Math.max(4, Math.min(box.left, innerWidth - 560))}px`;
  holder.style.top = `${Math.max(4, box.top - holder.offsetHeight - 6)}px`;
}

document.addEventListener("keydown", (event) => {
  const typing = /** @type {HTMLElement} */ (event.target).matches?.("input, textarea, select");
  const key = event.key.toLowerCase();
  if ((event.ctrlKey || event.metaKey) && !typing && store.state.editable && (key === "z" || key === "y")) {
    event.preventDefault();
    back(key === "y" || event.shiftKey ? "redo" : "undo");
    return;
  }
  if (typing || event.ctrlKey || event.metaKey || event.altKey || byId("help").hasAttribute("open")) return;
  const field = /** @type {any} */ (document.activeElement)?.closest?.(".f");
  const inList = !field || key.length === 1;
  if (key === "escape") {
    if (ending) stopEnding();
    byId("tools").hidden = true;
  } else if (key === "/") {
    event.preventDefault();
    byId("search").focus();
  } else if (key === "?") help();
  else if (inList && (key === "j" || key === "n" || key === "arrowdown")) go(event, store.finding + 1);
  else if (inList && (key === "k" || key === "p" || key === "arrowup")) go(event, store.finding - 1);
  else if ((key === "x" || key === " ") && store.state.editable && !(/** @type {any} */ (document.activeElement)?.matches("button"))) {
    event.preventDefault();
    const finding = ordered()[store.finding];
    if (finding) tick(finding);
  } else if ((key === "enter" || key === "e") && (field || store.at)) {
    const at = field || /** @type {any} */ (byId("model").querySelector(".part.at .f"));
    if (at) { event.preventDefault(); editField(at); }
  }
});

/** @param {Event} event @param {number} at */
function go(event, at) {
  event.preventDefault();
  toFinding(at);
}

// ---- files

/** Another file, when what was done to this one is kept. @param {number} file */
function turnTo(file) {
  return queue(async () => { await open(file); });
}

/** @param {number} file */
async function open(file) {
  const typed = layAside();
  const source = await ask(`api/source?${which(file)}`);
  if (source.status !== 200) return closed(source);
  // The source is seen while the plan is read and the rest of a long one is drawn; a window that is not seen waits
  // for no frame.
  const unread = { documents: [], findings: [], changes: [], ticks: [], revision: 0 };
  Object.assign(store, { file, state: { ...unread, ...source.value }, document: 0, finding: -1, field: null, at: null, parts: [], noticed: false });
  drawBar();
  drawSource();
  byId("model").replaceChildren(make("div.head", null, make("b", null, word("model")), word("reading")));
  byId("side").replaceChildren();
  byId("source").scrollTop = 0;
  const asked = ask(`api/state?${which(file)}`);
  await new Promise((done) => { requestAnimationFrame(() => setTimeout(done)); setTimeout(done, 100); });
  const { status, value } = await asked;
  if (store.file !== file) return undefined;
  if (status !== 200) return closed({ status, value });
  if (value.sha256 !== store.state.sha256) return take(value);
  Object.assign(store.state, value);
  noteUnkept(value);
  drawAll();
  byId("model").scrollTop = 0;
  say(value.model ? word("is_model") : typed ? word("typed", typed.text) : "", value.model || Boolean(typed));
  tellDisk(false);
  return undefined;
}

/** A file that cannot be opened. @param {{ status: number, value: any }} answer */
function closed({ status, value }) {
  if (!store.state) offer();
  say(value?.error || refusal(status), true);
}

/** Where files are dropped on, or chosen from those that were named. */
function offer() {
  const input = make("input", { type: "file", multiple: true, hidden: true, onchange: () => drop([...input.files]) });
  const list = make("ul", null, store.files.map((/** @type {any} */ it, /** @type {number} */ at) => make("li", null, make("button", { type: "button", onclick: () => { location.hash = ""; restore(); turnTo(at); } }, it.name))));
  const left = store.left.length ? [make("h2", null, word("left_out", store.left.length)), make("ul.left", null, store.left.map((/** @type {any} */ it) => make("li", null, make("b", null, it.name), ` ${it.reason}`)))] : [];
  byId("bar").replaceChildren(make("h1", null, "guihua"));
  /** @type {HTMLElement} */ (document.querySelector("main")).replaceChildren(make("div.place", null, make("button.main", { type: "button", onclick: () => input.click() }, word("drop_here")), input, list, ...left));
}

/** The three columns again. */
function restore() {
  const main = /** @type {HTMLElement} */ (document.querySelector("main"));
  if (!byIds.source.isConnected) main.replaceChildren(byIds.source, byIds.model, byIds.side);
}
const byIds = { source: byId("source"), model: byId("model"), side: byId("side") };

/** @param {File[]} files */
async function drop(files) {
  // Corrections come after the plan that they belong to.
  const isLate = (/** @type {File} */ file) => Number(/\.guihua.*\.ya?ml$/i.test(file.name));
  for (const file of [...files].sort((a, b) => isLate(a) - isLate(b))) {
    const answer = await fetch(`api/drop?name=${encodeURIComponent(file.name)}&lang=${document.documentElement.lang}&window=${store.window}`, { method: "POST", headers: { "Content-Type": "application/octet-stream" }, body: file });
    const value = await answer.json().catch(() => null);
    if (!answer.ok) {
      say(`${file.name}: ${value?.error || refusal(answer.status)}`, true);
      continue;
    }
    store.files = value.files;
    restore();
    await turnTo(value.file);
  }
}

addEventListener("dragover", (event) => { if (store.online) event.preventDefault(); });
addEventListener("drop", (event) => {
  if (!store.online) return;
  event.preventDefault();
  drop([...(event.dataTransfer?.files || [])]);
});

/** A file has changed elsewhere. What is being typed is not disturbed. @param {{ file: number, revision: number, trouble: string | null }} told */
function hear(told) {
  /** How long is waited for the end of an edit, in milliseconds. */
  const AGAIN = 300;
  const isKnown = () => told.revision <= store.state.revision && told.trouble === (store.state.trouble ?? null);
  if (told.file !== store.file || !store.state || isKnown()) return;
  if (isTyping()) {
    setTimeout(() => hear(told), AGAIN);
    return;
  }
  queue(async () => {
    if (isKnown()) return;
    const before = store.state.sha256;
    await again();
    if (before === store.state.sha256 && !store.state.trouble) tell(word("updated"));
  });
}

/** The program tells what other windows do, and knows by this that somebody is there. */
function listen() {
  const events = new EventSource("api/events");
  let lost = 0;
  events.onmessage = (event) => {
    lost = 0;
    hear(JSON.parse(event.data));
  };
  events.onerror = () => {
    lost += 1;
    if (lost > 3) { events.close(); say(word(isLost ? "lost" : "gone"), true); }
  };
}

async function start() {
  const embedded = document.getElementById("state");
  if (embedded) {
    store.state = JSON.parse(embedded.textContent || "null");
    setLanguage(store.state.lang);
    drawAll(true);
    if (!store.state.findings.length) markSource(null);
    return;
  }
  setLanguage(document.documentElement.lang);
  store.online = true;
  await nameWindow();
  const { value } = await ask("api/files");
  store.files = value.files;
  store.left = value.left;
  listen();
  // What is left out is seen before anything is opened.
  if (store.files.length === 1 && !store.left.length) await open(0);
  else offer();
}

start();
