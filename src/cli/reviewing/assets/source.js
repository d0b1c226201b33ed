// @ts-check
// The source, on the left: lines with their numbers, tables as tables, pages.
import { byId, make, show } from "./dom.js";
import { isDone, store } from "./store.js";
import { word } from "./words.js";

/** So many lines are laid out together, when they come into view. */
const CHUNK = 40;

/** The lines: where they start and end in the text. @type {[number, number][]} */
let lines = [];
/** @type {any[]} */
let rows = [];

const highlights = "highlights" in CSS ? /** @type {any} */ (CSS).highlights : null;

/** @param {string} text @returns {[number, number][]} */
function split(text) {
  /** @type {[number, number][]} */
  const found = [];
  let start = 0;
  for (const match of text.matchAll(/\r\n|\n|\r/g)) {
    found.push([start, match.index]);
    start = match.index + match[0].length;
  }
  if (start < text.length) found.push([start, text.length]);
  return found;
}

/** The text without white space, each sign in one width, and where its characters stand. @type {{ text: string, places: number[] } | null} */
let squeezed = null;

/** @param {string} text */
function squeeze(text) {
  /** @type {number[]} */
  const places = [];
  let found = "";
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at];
    if (/\s/.test(sign)) continue;
    const plain = sign >= "\uff00" && sign <= "\uffef" ? sign.normalize("NFKC") : sign;
    for (let unit = 0; unit < plain.length; unit += 1) places.push(at);
    found += plain;
  }
  return { text: found, places };
}

/** Where a value stands in the source: the place within a span that has most of its texts one behind the other, the first
 * of these or the last; anywhere, where the span has none. Models have no places for the fields of a notice.
 * @param {string | string[]} value @param {[number, number]} span @param {boolean} last @returns {[number, number] | null} */
export function placeOf(value, span, last) {
  /** So many signs part the texts of a list: numbers, commas, a label. */
  const GAP = 12;
  const texts = (Array.isArray(value) ? value : [value]).map((it) => squeeze(it).text).filter(Boolean);
  if (!texts.length) return null;
  squeezed ||= squeeze(store.state.text);
  const { text, places } = squeezed;
  /** @type {{ span: [number, number], count: number, inside: boolean } | null} */
  let best = null;
  for (let at = text.indexOf(texts[0]); at >= 0; at = text.indexOf(texts[0], at + 1)) {
    let [end, count] = [at + texts[0].length, 1];
    for (; count < texts.length; count += 1) {
      const next = text.slice(end, end + GAP + texts[count].length).indexOf(texts[count]);
      if (next < 0) break;
      end += next + texts[count].length;
    }
    const inside = span[0] <= places[at] && places[end - 1] < span[1];
    const isBetter = !best || (inside !== best.inside ? inside : last ? count >= best.count : count > best.count);
    if (isBetter) best = { span: [places[at], places[end - 1] + 1], count, inside };
  }
  return best && best.span;
}

/** Draws the whole source, once for each file. */
export function drawSource() {
  const { text, lines: facts } = store.state;
  squeezed = null;
  lines = split(text);
  rows = [];
  const pages = new Map(facts.pages);
  const cells = new Set();
  for (const [first, last] of facts.rows) for (let line = first; line <= last; line += 1) cells.add(line);
  const holder = byId("source");
  holder.replaceChildren(make("div.head", null, make("b", null, word("source")), make("span.name", null, store.state.name),
    store.state.editable && !isDone("select") && make("span.hint.select", null, word("hint_select"))));
  // How many tabs stand between words of a line; lines with as many, one below the other, are rows.
  const tabs = lines.map(([start, end]) => text.slice(start, end).trim().split("\t").length - 1);
  let chunk = null;
  for (let at = 0; at < lines.length; at += 1) {
    if (at % CHUNK === 0) holder.append((chunk = make("div.chunk")));
    if (pages.has(at + 1)) chunk.append(make("div.page", null, word("pagebreak", pages.get(at + 1))));
    const [start, end] = lines[at];
    const line = text.slice(start, end);
    const span = make("span", { _start: start });
    const isRow = cells.has(at + 1) || /^\s*\|.*\|\s*$/.test(line) || (tabs[at] > 0 && (tabs[at] === tabs[at - 1] || tabs[at] === tabs[at + 1]));
    if (isRow) cellsOf(line, start, span);
    else span.append(line);
    const row = make(isRow ? "div.row.cells" : "div.row", { _line: at + 1 }, make("i", null, at + 1), span);
    rows.push(row);
    chunk.append(row);
  }
}

/** The cells of a row: between tabs, or pipes of Markdown. @param {string} line @param {number} start @param {any} span */
function cellsOf(line, start, span) {
  const mark = line.includes("\t") ? "\t" : "|";
  let at = 0;
  const pieces = line.split(mark);
  pieces.forEach((piece, index) => {
    const outside = mark === "|" && (index === 0 || index === pieces.length - 1) && !piece.trim();
    if (!outside) span.append(make("u", { _start: start + at }, piece));
    at += piece.length + 1;
  });
}

/** What is printed and is no content. */
export function grey() {
  const furniture = store.state.documents.flatMap((/** @type {any} */ it) => it.furniture || []);
  for (const row of byId("source").querySelectorAll(".row.grey")) row.classList.remove("grey");
  /** @type {Range[]} */
  const inside = [];
  for (const { span } of furniture) {
    for (let line = lineOf(span[0]); line <= lineOf(Math.max(span[0], span[1] - 1)); line += 1) {
      const [start, end] = lines[line - 1] || [0, 0];
      const text = store.state.text;
      if (!text.slice(start, Math.max(start, span[0])).trim() && !text.slice(span[1], end).trim()) rows[line - 1]?.classList.add("grey");
      else inside.push(...ranges([Math.max(start, span[0]), Math.min(end, span[1])]));
    }
  }
  highlights?.delete("furniture");
  if (highlights && inside.length) highlights.set("furniture", new /** @type {any} */ (window).Highlight(...inside));
}

/** The line at an offset, from 1. @param {number} offset */
export function lineOf(offset) {
  let [low, high] = [0, lines.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (lines[middle][0] <= offset) low = middle + 1;
    else high = middle;
  }
  return Math.max(1, low);
}

/** Where an offset stands in the page: a text node and a place in it. @param {any} row @param {number} offset @returns {[Node, number] | null} */
function place(row, offset) {
  const holder = row.lastChild;
  const pieces = [holder, ...holder.children].filter((it) => it._start !== undefined && it._start <= offset);
  const piece = pieces.length > 1 ? pieces[pieces.length - 1] : holder;
  if (piece.children.length) return null;
  const node = piece.firstChild;
  return node ? [node, Math.min(offset - piece._start, node.data.length)] : null;
}

/** @param {[number, number]} span @returns {Range[]} */
function ranges([start, end]) {
  const found = [];
  const [first, last] = [lineOf(start), Math.min(lineOf(Math.max(start, end - 1)), lineOf(start) + 600)];
  for (let line = first; line <= last; line += 1) {
    const row = rows[line - 1];
    if (!row) continue;
    const holder = row.lastChild;
    const pieces = holder.children.length ? [...holder.children] : [holder];
    for (const piece of pieces) {
      const node = piece.firstChild;
      if (!node) continue;
      const [from, to] = [Math.max(start - piece._start, 0), Math.min(end - piece._start, node.data.length)];
      if (from >= to) continue;
      const range = new Range();
      range.setStart(node, from);
      range.setEnd(node, to);
      found.push(range);
    }
  }
  return found;
}

/** Marks a span and brings it into view. @param {[number, number] | null} span @param {boolean} [still] */
export function markSource(span, still) {
  for (const row of byId("source").querySelectorAll(".row.at")) row.classList.remove("at");
  highlights?.delete("here");
  if (!span) return;
  const first = rows[lineOf(span[0]) - 1];
  if (!first) return;
  const last = Math.min(lineOf(Math.max(span[0], span[1] - 1)), lineOf(span[0]) + 600);
  if (!highlights || span[0] === span[1]) for (let line = lineOf(span[0]); line <= last; line += 1) rows[line - 1]?.classList.add("at");
  else highlights.set("here", new /** @type {any} */ (window).Highlight(...ranges(span)));
  if (!still) show(first);
}

/** Lines with findings. @param {any[]} findings */
export function noteLines(findings) {
  for (const row of byId("source").querySelectorAll(".noted")) row.classList.remove("noted", "error");
  for (const finding of findings) {
    if (!finding.ticked) rows[finding.line - 1]?.classList.add("noted", ...(finding.severity === "error" ? ["error"] : []));
  }
}

/** The offset in the text that a place in the page shows. @param {Node | null} node @param {number} at @returns {number | null} */
export function offsetOf(node, at) {
  /** @type {any} */
  let piece = node instanceof Element ? node : node?.parentElement;
  while (piece && piece._start === undefined) piece = piece.parentElement;
  if (node instanceof Element && byId("source").contains(node) && (!piece || node.children.length)) return between(node, at);
  if (!piece || !byId("source").contains(piece) || !node) return null;
  const range = new Range();
  range.setStart(piece, 0);
  range.setEnd(node, at);
  return piece._start + range.toString().length;
}

/** The offset at a place between elements: where the text before it ends, or that behind it begins. What stands between
 * cells is in no element. @param {any} node @param {number} at @returns {number | null} */
function between(node, at) {
  const pieces = (/** @type {any} */ it) => it?._start !== undefined && !it.children.length ? [it] : [...(it?.querySelectorAll?.(".row > span, .row > span > u") || [])].filter((/** @type {any} */ other) => !other.children.length);
  const before = [...node.childNodes].slice(0, at).flatMap(pieces).pop();
  if (before) return before._start + before.textContent.length;
  return pieces(node)[0]?._start ?? null;
}

/** What is selected in the source. @returns {[number, number] | null} */
export function selected() {
  const selection = getSelection();
  if (!selection || selection.isCollapsed || !selection.rangeCount) return null;
  const range = selection.getRangeAt(0);
  const [start, end] = [offsetOf(range.startContainer, range.startOffset), offsetOf(range.endContainer, range.endOffset)];
  return start !== null && end !== null && start < end ? [start, end] : null;
}

/** @type {[number, number][]} */
let sought = [];
let soughtAt = -1;

/** Looks for words in the source. @param {string} words @returns {number} how many there are */
export function seek(words) {
  sought = [];
  soughtAt = -1;
  highlights?.delete("sought");
  if (!words) return 0;
  const [text, wanted] = [store.state.text.toLowerCase(), words.toLowerCase()];
  for (let at = text.indexOf(wanted); at >= 0 && sought.length < 5000; at = text.indexOf(wanted, at + wanted.length)) sought.push([at, at + wanted.length]);
  if (highlights && sought.length && sought.length <= 500) highlights.set("sought", new /** @type {any} */ (window).Highlight(...sought.flatMap(ranges)));
  return sought.length;
}

/** The next place that was found. @param {number} step @returns {{ span: [number, number], at: number, of: number } | null} */
export function nextSought(step) {
  if (!sought.length) return null;
  soughtAt = (soughtAt + step + sought.length) % sought.length;
  return { span: sought[soughtAt], at: soughtAt + 1, of: sought.length };
}
