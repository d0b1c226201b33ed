// @ts-check
// What the page knows, and how it asks the program for more.

/** @typedef {[number, number]} Span */
/** @typedef {{ kind: string, part: number, span: Span, value: any, holder: string }} Part */
/** @typedef {{ part: Part, field: string, value: any }} Field */

/** All that is shown. */
export const store = {
  state: /** @type {any} */ (null), file: 0, files: /** @type {any[]} */ ([]), left: /** @type {any[]} */ ([]), document: 0, parts: /** @type {any[]} */ ([]), finding: -1, row: -1, cell: -1, field: /** @type {any} */ (null), at: /** @type {any} */ (null),
  /** Whether fields are shown for a notice that was not read. */
  noticed: false,
  online: false, window: "",
};

/** Gives this window a name: it takes back its own steps, also when it was loaded again. A copy of a tab is another window. */
export async function nameWindow() {
  /** A page that is loaded again lets its name go at once. */
  const WAIT = 500;
  const take = (/** @type {string} */ name, /** @type {LockOptions} */ options) => new Promise((done) => {
    navigator.locks.request(name, options, () => { done(true); return new Promise(() => {}); }).catch(() => done(false));
  });
  const before = sessionStorage.getItem("window");
  if (before && await take(before, { signal: AbortSignal.timeout(WAIT) })) {
    store.window = before;
    return;
  }
  store.window = crypto.randomUUID();
  sessionStorage.setItem("window", store.window);
  await take(store.window, {});
}

/** @param {string} path @param {any} [body] @returns {Promise<{ status: number, value: any }>} */
export async function ask(path, body) {
  const init = body === undefined ? {} : { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };
  const answer = await fetch(path, { ...init, cache: "no-store" });
  const value = await answer.json().catch(() => null);
  return { status: answer.status, value };
}

/** What the program says in its other language, on a page that has that with it. */
export function otherWords() {
  const { findings, changes, other } = store.state;
  if (other) Object.assign(store.state, other, { other: { findings, changes } });
}

/** The current document. */
export function plan() {
  return store.state.documents[store.document] || store.state.documents[0];
}

/** What the schema says of a field: `{ type, enum, items, pattern }`. @param {string} kind @param {string} field @returns {any} */
export function typeOf(kind, field) {
  const names = /** @type {Record<string, string>} */ ({
    notice: "Notice", document_number: "DocumentNumber", imprint: "Imprint", plan: "Plan", entry: "TocEntry", section: "Section", paragraph: "Paragraph",
    table: "Table", box: "PlanBox", item: "Item", indicator: "Indicator", responsibility: "Responsibility", annex: "Annex", attachment: "Attachment",
  });
  const defs = store.state.schema;
  let node = defs[names[kind]];
  for (const step of field.split(/[.[\]]+/).filter(Boolean)) {
    node = resolve(node);
    node = /^\d+$/.test(step) ? node?.items : node?.properties?.[step];
  }
  const own = resolve(node) || {};
  const optional = Array.isArray(node?.type) ? node.type.includes("null") : (node?.anyOf || []).some((/** @type {any} */ it) => it.type === "null");
  const items = resolve(own.items) || {};
  const type = Array.isArray(own.type) ? own.type.find((/** @type {string} */ it) => it !== "null") : own.type;
  return { type, optional, choices: own.enum, pattern: own.pattern, items: items.properties?.name ? "department" : items.type };
}

/** @param {any} node @returns {any} */
function resolve(node) {
  let at = node;
  for (let depth = 0; at && depth < 8; depth += 1) {
    if (at.$ref) at = store.state.schema[at.$ref.replace("#/$defs/", "")];
    else if (at.anyOf) at = at.anyOf.find((/** @type {any} */ it) => it.type !== "null");
    else break;
  }
  return at;
}

/** Whether something was done once, here or on a page that was loaded before: of that no hint is given. @param {string} name */
export function isDone(name) {
  return localStorage.getItem(`done-${name}`) !== null;
}

/** Notes that something was done, and takes its hint away. @param {string} name */
export function noteDone(name) {
  if (isDone(name)) return;
  localStorage.setItem(`done-${name}`, "");
  for (const hint of document.querySelectorAll(`.hint.${name}`)) hint.remove();
}

/** Whether a part was ticked. @param {Part} part */
export function isTicked(part) {
  return store.state.ticks.some((/** @type {any} */ [number, kind, start]) => number === part.part && kind === part.kind && start === part.span[0]);
}

/** The change of a field, if there is one. @param {Part} part @param {string} field */
export function changeOf(part, field) {
  return store.state.changes.find((/** @type {any} */ it) => it.do === "set" && it.kind === part.kind && it.part === part.part && it.field === field && it.span && it.span[0] === part.span[0]);
}
