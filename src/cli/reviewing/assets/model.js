// @ts-check
// What was read, on the right: the whole model, each part with its place.
import { byId, make, show } from "./dom.js";
import { changeOf, isDone, isTicked, plan, store } from "./store.js";
import { word } from "./words.js";

/** @typedef {import("./store.js").Part} Part */

/** The action that buttons of parts ask for. @type {(action: string, part: Part, more?: any) => void} */
let act = () => {};

/** @param {(action: string, part: Part, more?: any) => void} action */
export function setAction(action) {
  act = action;
}

/** @type {Map<string, any>} */
let boxes = new Map();
/** @type {Map<string, any>} */
let clauses = new Map();

/** Draws the model of the current document. */
export function drawModel() {
  const document_ = plan();
  const it = document_.plan;
  store.parts = [];
  boxes = new Map(it.boxes.map((/** @type {any} */ box) => [box.id, box]));
  clauses = new Map(it.responsibilities.map((/** @type {any} */ clause) => [clause.id, clause]));
  const holder = byId("model");
  const top = holder.scrollTop;
  holder.classList.toggle("can", store.state.editable);
  const head = make("div.head", null, make("b", null, word("model")), make("span.acts", { id: "acts" }));
  if (store.state.documents.length > 1) {
    const choose = make("select", { onchange: () => { store.document = choose.selectedIndex; drawModel(); } },
      store.state.documents.map((/** @type {any} */ other) => make("option", null, other.plan.title || "?")));
    choose.selectedIndex = store.document;
    head.append(choose);
  }
  holder.replaceChildren(head, ...[drawNotice(document_.notice), drawPlan(it), drawToc(it.toc), drawIndicators(it.indicators),
    fold("preamble", it.preamble.length ? blocks(it.preamble) : []), ...drawSections(it), drawTasks(it.responsibilities), ...it.annexes.map(drawAnnex), drawLinks(document_.attachments)].filter(Boolean));
  offerActs(null);
  holder.scrollTop = top;
}

/** @param {string} name @param {any} content @param {any} [more] */
function fold(name, content, more) {
  return (Array.isArray(content) ? content.length : content) ? make("div.fold", more || null, make("h2", null, word(name)), content) : null;
}

/** A part of the model and its element. @param {any} element @param {string} kind @param {any} value @param {string} [holder] @returns {any} */
function part(element, kind, value, holder) {
  const it = { kind, part: store.document + 1, span: value.span || [0, 0], value, holder: holder || "" };
  element.classList.add("part");
  element._part = it;
  store.parts.push(element);
  if (kind !== "notice" && kind !== "plan" && isTicked(it)) {
    // The cells of a row keep their columns.
    if (element.tagName === "TR") element.classList.add("ticked");
    else element.prepend(make("span.tick", { title: word("tick") }, "✓"));
  }
  return element;
}

/** A value that can be edited. @param {any} owner the element of its part @param {string} field_ @param {any} value @param {string} [tag] */
function field(owner, field_, value, tag) {
  const shown = words(value);
  const told = /^(kind|region_from|values\[\d+\]\.role)$/.test(field_) ? choice(shown) : shown;
  const element = make(tag || "span.f", { tabIndex: 0, _field: { part: owner._part, field: field_, value } }, told || (store.state.editable ? "—" : ""));
  element.classList.add("f");
  if (!shown) element.classList.add("none");
  const change = changeOf(owner._part, field_);
  if (change) {
    element.classList.add("changed");
    element.title = `${words(change.old) || word("empty")} → ${words(change.new) || word("empty")}`;
  }
  return element;
}

/** A word of the schema as people say it. @param {string} value */
export function choice(value) {
  const said = word(`choice_${value}`);
  return said.startsWith("choice_") ? value : said;
}

/** A value as people read it. @param {any} value @returns {string} */
export function words(value) {
  if (value === null || value === undefined) return "";
  if (Array.isArray(value)) return value.map(words).join("、");
  if (typeof value === "object") return value.also ? `${value.name}[${value.also}]` : String(value.name ?? JSON.stringify(value));
  return String(value);
}

/** What can be done with a part; the bar above offers it when the part is chosen. @param {any} owner @param {[string, string][]} actions */
function acts(owner, actions) {
  owner._acts = actions;
}

/** Offers what can be done with the part that is chosen. @param {any} owner */
function offerActs(owner) {
  const place = document.getElementById("acts");
  if (!place) return;
  const actions = store.state.editable && owner ? [["edit_field", "edit"], ...(owner._acts || [])] : [];
  // Until something is chosen it is said how; a value that was edited once needs no such word.
  if (!actions.length && store.state.editable && !isDone("edit")) return place.replaceChildren(make("span.hint.edit", null, word("hint_edit")));
  return place.replaceChildren(...actions.map((/** @type {any} */ [name, action]) => make("button", { type: "button", onclick: () => act(action, owner._part) }, word(name))));
}

/** Names and values side by side. @param {any} owner @param {[string, string, any][]} list */
function pairs(owner, list) {
  const shown = list.filter(([, , value]) => store.state.editable || words(value));
  return make("div.pairs", null, shown.flatMap(([name, path, value]) => [make("span.tag", null, word(name)), make("div", null, field(owner, path, value))]));
}

/** A table of so many rows is laid out in pieces of so many, each when it comes into view. */
const [LARGE, PIECE] = [120, 40];

/** A table. The columns of a large one do not depend on rows that nobody sees. @param {any} head its header, or nothing @param {any[]} rows */
function tableOf(head, rows) {
  const all = head ? [head, ...rows] : rows;
  if (rows.length < LARGE) return make("table", null, all);
  const pieces = [];
  for (let at = 0; at < all.length; at += PIECE) pieces.push(make("tbody", null, all.slice(at, at + PIECE)));
  const table = make("table.large", null, pieces);
  const widths = widthsOf(all);
  table.style.minWidth = `${widths.reduce((sum, [least]) => sum + least, 0)}em`;
  table.style.setProperty("--columns", widths.map(([least, share]) => `minmax(${least}em, ${share}fr)`).join(" "));
  return table;
}

/** How wide columns are, by what is in them: at least, and compared with one another. @param {any[]} rows @returns {[number, number][]} */
function widthsOf(rows) {
  /** What is longer goes on in the next line. */
  const [MOST, WORD] = [20, 3.6];
  /** So much of a cell is its margins. */
  const MARGINS = 1.5;
  /** @type {number[]} */
  const widths = [];
  for (const row of rows) {
    [...row.cells].forEach((cell, at) => {
      for (const { textContent } of cell.children.length ? cell.children : [cell]) {
        // A Chinese character is nearly as wide as two others.
        const width = [...textContent.slice(0, 2 * MOST)].reduce((sum, sign) => sum + (sign > "\u2e80" ? 1 : 0.6), 0);
        widths[at] = Math.max(widths[at] || 1, Math.min(width, MOST));
      }
    });
  }
  return Array.from(widths, (width) => [Math.min(width, WORD) + MARGINS, width + MARGINS]);
}

/** A notice that was not read: it stands before the plan, and is there as soon as a field of it is filled in. */
function noNotice() {
  const [start] = plan().plan.span;
  return { agency_mark: null, document_number: null, title: null, addressees: [], body: [], attachments: [], signatories: [], date: null, date_text: null, annotations: [], copied_to: [], imprint: null, span: [start, start] };
}

/** @param {any} read */
function drawNotice(read) {
  if (!read && !store.state.editable) return null;
  if (!read && !store.noticed) {
    const fill = () => { store.noticed = true; drawModel(); findField(store.parts[0]._part, "title")?.focus(); };
    return fold("notice", [make("span.tag", null, word("add_notice")), make("button.fill", { type: "button", onclick: fill }, word("fill_notice"))]);
  }
  const notice = read || noNotice();
  const owner = part(make("div"), "notice", notice);
  owner.append(pairs(owner, [["agency_mark", "agency_mark", notice.agency_mark]]));
  if (notice.document_number) {
    const number = part(make("div"), "document_number", notice.document_number);
    const it = notice.document_number;
    number.append(pairs(number, [["document_number", "text", it.text], ...unread(number, ["agency_code", "year", "sequence"], it)]));
    owner.append(number);
  } else owner.append(pairs(owner, [["document_number", "document_number", null]]));
  owner.append(pairs(owner, [["title", "title", notice.title], ["addressees", "addressees", notice.addressees]]));
  for (const paragraph of notice.body) owner.append(drawParagraph(paragraph));
  owner.append(pairs(owner, [["attachments", "attachments", notice.attachments], ["signatories", "signatories", notice.signatories], ["date", "date", notice.date],
    ["date_text", "date_text", notice.date_text], ["annotations", "annotations", notice.annotations], ["copied_to", "copied_to", notice.copied_to]]));
  if (notice.imprint) {
    const imprint = part(make("div"), "imprint", notice.imprint);
    imprint.append(pairs(imprint, [["imprint", "agency", notice.imprint.agency], ["imprint_date", "date", notice.imprint.date], ["imprint_text", "text", notice.imprint.text]]));
    owner.append(imprint);
  } else owner.append(pairs(owner, [["imprint", "imprint", null]]));
  return fold("notice", [owner]);
}

/** @param {any} it */
function drawPlan(it) {
  const owner = part(make("div"), "plan", it);
  /** @type {[string, string, any][]} */
  const list = [["title", "title", it.title], ["kind", "kind", it.kind], ["region", "region", it.region], ["region_from", "region_from", it.region_from]];
  if (it.period) list.push(["period", "period.name", it.period.name], ["from", "period.start", it.period.start], ["until", "period.end", it.period.end]);
  else list.push(["period", "period", null]);
  owner.append(pairs(owner, list));
  return fold("plan", [owner]);
}

/** @param {any[]} toc */
function drawToc(toc) {
  return fold("toc", toc.map((entry) => {
    const owner = part(make("div.para"), "entry", entry);
    owner.append(field(owner, "label", entry.label), field(owner, "title", entry.title), " ", make("span.tag", null, field(owner, "page", entry.page)));
    acts(owner, [["tick", "check"], ["add", "add"], ["drop", "remove"], ["rise", "rise"], ["sink", "sink"]]);
    return owner;
  }));
}

/** @param {any[]} list @param {boolean} [inAnnex] */
function blocks(list, inAnnex) {
  return list.map((block) => {
    if (block.type === "paragraph") return drawParagraph(block);
    if (block.type === "table") return drawTable(block, inAnnex);
    if (block.type === "box") return boxes.has(block.box) ? drawBox(boxes.get(block.box)) : null;
    return clauses.has(block.responsibility) ? drawClause(clauses.get(block.responsibility)) : null;
  });
}

/** @param {any} paragraph */
function drawParagraph(paragraph) {
  const owner = part(make("div.para"), "paragraph", paragraph);
  owner.append(field(owner, "text", paragraph.text, "div.f"));
  return owner;
}

/** @param {any} table @param {boolean} [inAnnex] */
function drawTable(table, inAnnex) {
  const owner = part(make("div.wide"), "table", table);
  owner.append(tableOf(
    table.columns.length ? make("tr", null, table.columns.map((/** @type {any} */ cell, /** @type {number} */ at) => make("th", null, field(owner, `columns[${at}]`, cell)))) : null,
    table.rows.map((/** @type {any} */ row, /** @type {number} */ at) => make("tr", { _row: at }, row.map((/** @type {any} */ cell, /** @type {number} */ column) => make("td", null, field(owner, `rows[${at}][${column}]`, cell)))))));
  acts(owner, [["add", "addrow"], ["drop", "droprow"], ["rise", "riserow"], ["sink", "sinkrow"], ["add_column", "addcolumn"], ["drop_column", "dropcolumn"], ...(inAnnex ? [/** @type {[string, string]} */ (["as_tasks", "tasks"])] : [])]);
  return owner;
}

/** @param {any} it */
function drawSections(it) {
  const draw = (/** @type {any} */ section) => {
    const owner = part(make("div.section"), "section", section);
    acts(owner, [["tick", "check"], ["up", "raise"], ["down", "lower"], ["away", "remove"]]);
    owner.append(make("div.title", null, field(owner, "label", section.label), " ", field(owner, "title", section.title)),
      ...blocks(section.content).filter(Boolean), ...section.sections.map(draw));
    return owner;
  };
  return it.sections.map((/** @type {any} */ section, /** @type {number} */ at) => at === 0 ? fold("sections", [draw(section)]) : make("div.fold", null, draw(section)));
}

/** @param {any} box */
function drawBox(box) {
  const owner = part(make("div.box"), "box", box);
  acts(owner, [["tick", "check"], ["end", "end"], ["away_box", "remove"]]);
  owner.append(make("div.title", null, make("span.tag", null, word("boxes")), field(owner, "number", box.number), " ", field(owner, "title", box.title), " ", make("span.tag", null, field(owner, "kind", box.kind))), ...box.items.map(drawItem), ...blocks(box.content).filter(Boolean));
  return owner;
}

/** @param {any} item */
function drawItem(item) {
  const owner = part(make("div.item"), "item", item);
  acts(owner, [["tick", "check"], ["add", "add"], ["drop", "remove"], ["rise", "rise"], ["sink", "sink"]]);
  owner.append(field(owner, "label", item.label), make("b", null, field(owner, "title", item.title)), " ", field(owner, "text", item.text), ...item.items.map(drawItem));
  return owner;
}

/** @param {any} clause */
function drawClause(clause) {
  const owner = part(make("div.clause"), "responsibility", clause);
  // What a clause of the text has as a rule not stands in one line, until it has it.
  const [long, short] = [true, false].map((has) => ["number", "category", "task", "measures"].filter((name) => Boolean(words(clause[name])) === has));
  if (short.length && store.state.editable) owner.append(make("div.tag", null, short.flatMap((name) => [`${word(name)} `, field(owner, name, null), " "])));
  owner.append(pairs(owner, [.../** @type {[string, string, any][]} */ (long.map((name) => [name, name, clause[name]])), ["text", "text", clause.text], ["lead", "lead", clause.lead], ["participants", "participants", clause.participants], ["responsible", "responsible", clause.responsible], ["deadline", "deadline", clause.deadline]]));
  acts(owner, [["tick", "check"], ["away_clause", "remove"]]);
  return owner;
}

/** @param {any[]} list */
function drawIndicators(list) {
  if (!list.length) return null;
  /** The columns of values, and in each row the place of its value: two columns may have one name. @type {Map<string, any>} */
  const columns = new Map();
  const places = list.map((it) => {
    const found = new Map();
    it.values.forEach((/** @type {any} */ value, /** @type {number} */ at) => {
      let key = value.column;
      while (found.has(key)) key += "\u0000";
      found.set(key, at);
      if (!columns.has(key)) columns.set(key, value);
    });
    return found;
  });
  const others = list.some((it) => it.other?.length);
  const rows = list.map((it, row) => {
    const owner = part(make("tr"), "indicator", it, "indicators");
    const cells = [...columns].map(([key, head]) => make("td", null, valueCell(owner, it.values, places[row].get(key), head)));
    owner.append(make("td", null, field(owner, "number", it.number)), make("td", null, field(owner, "category", it.category)), make("td.named", null, field(owner, "name", it.name)),
      make("td", null, field(owner, "unit", it.unit)), ...cells, make("td", null, field(owner, "attribute", it.attribute)), ...(others ? [otherCell(owner, it.other)] : []));
    acts(owner, [["tick", "check"], ["add", "add"], ["drop", "remove"], ["rise", "rise"], ["sink", "sink"]]);
    return owner;
  });
  const head = (/** @type {string} */ name) => make("th.word", null, word(name));
  const heads = [...["number", "category", "name", "unit"].map(head), ...[...columns.keys()].map((key) => valueHead(rows.map((owner, row) => ({ owner, at: places[row].get(key) })).filter((it) => it.at !== undefined))), head("attribute"), ...(others ? [head("other")] : [])];
  return fold("indicators", [make("div.wide", null, tableOf(make("tr", null, heads), rows))]);
}

/** What a row says in columns without a field of their own. @param {any} owner @param {{column: string | null, text: string}[]} [cells] */
function otherCell(owner, cells) {
  return make("td", null, (cells || []).map((it, at) => make("div", null, it.column || store.state.editable ? make("span.tag", null, field(owner, `other[${at}].column`, it.column)) : null, field(owner, `other[${at}].text`, it.text))));
}

/** A value of a row. A cell that the row does not have comes with its text; comparator and number are told where the
 * program does not understand the text, which says them otherwise. @param {any} owner @param {any[]} values @param {number | undefined} at @param {any} head */
function valueCell(owner, values, at, head) {
  if (at === undefined) {
    const place = values.length;
    const missing = field(owner, `values[${place}].text`, "");
    missing._field.make = { field: `values[${place}]`, value: { column: head.column, year: head.year, role: head.role, comparator: null, number: null } };
    return missing;
  }
  const it = values[at];
  const more = it.text ? unread(owner, [`values[${at}].comparator`, `values[${at}].number`], { [`values[${at}].comparator`]: it.comparator, [`values[${at}].number`]: it.number }) : [];
  return [field(owner, `values[${at}].text`, it.text), more.length ? make("div.tag", null, more.flatMap(([, path, value]) => [field(owner, path, value), " "])) : null];
}

/** What follows from a text that the program understands is corrected there; else by itself. @param {any} owner @param {string[]} names @param {any} values @returns {[string, string, any][]} */
function unread(owner, names, values) {
  const isUnread = names.some((name) => values[name] === null || values[name] === "" || changeOf(owner._part, name));
  return isUnread && store.state.editable ? names.map((name) => [name, name, values[name]]) : [];
}

/** The header of a column of values, which is that of all its rows: what is printed, the year, and the role. @param {{owner: any, at: number}[]} cells */
function valueHead(cells) {
  const { owner, at } = cells[0];
  const heads = ["column", "year", "role"].map((name) => {
    const element = field(owner, `values[${at}].${name}`, owner._part.value.values[at][name]);
    element._all = cells.map((it) => ({ part: it.owner._part, field: `values[${it.at}].${name}`, value: it.owner._part.value.values[it.at][name] }));
    return element;
  });
  return make("th", null, heads[0], store.state.editable ? make("div.tag", null, heads[1], " ", heads[2]) : null);
}

/** Rows of task tables; clauses stand in their sections. @param {any[]} list */
function drawTasks(list) {
  const tasks = list.filter((it) => it.annex);
  if (!tasks.length) return null;
  const edit = store.state.editable;
  const others = tasks.some((it) => it.other?.length);
  const names = ["number", "category", "task", "measures", "lead", "participants", "responsible", "deadline", "text"].filter((name) => edit || tasks.some((it) => words(it[name])));
  const rows = tasks.map((it) => {
    const owner = part(make("tr"), "responsibility", it, "responsibilities");
    owner.append(...names.map((name) => make("td", null, field(owner, name, it[name]))), ...(others ? [otherCell(owner, it.other)] : []));
    acts(owner, [["tick", "check"], ["add", "add"], ["drop", "remove"], ["rise", "rise"], ["sink", "sink"]]);
    return owner;
  });
  return fold("responsibilities", [make("div.wide", null, tableOf(make("tr", null, [...names, ...(others ? ["other"] : [])].map((name) => make("th.word", null, word(name)))), rows))]);
}

/** @param {any} annex */
function drawAnnex(annex) {
  const owner = part(make("div.annex"), "annex", annex);
  owner.append(make("b", null, field(owner, "label", annex.label), " ", field(owner, "title", annex.title)), ...blocks(annex.content, true).filter(Boolean));
  if (annex.notes.length || store.state.editable) owner.append(pairs(owner, [["notes", "notes", annex.notes]]));
  return fold("annexes", [owner]);
}

/** What a web page links to. @param {any[]} links */
function drawLinks(links) {
  return fold("links", links.map((link) => {
    const owner = part(make("div"), "attachment", link);
    owner.append(pairs(owner, [["link_text", "text", link.text], ["target", "target", link.target]]));
    return owner;
  }));
}

/** The innermost part at an offset of the source. @param {number} offset @param {(kind: string) => boolean} [wanted] @returns {any} */
export function partAt(offset, wanted) {
  let best = null;
  let width = Infinity;
  for (const element of store.parts) {
    const { kind, span } = element._part;
    if (wanted && !wanted(kind)) continue;
    if (span[0] <= offset && offset < span[1] && span[1] - span[0] <= width) [best, width] = [element, span[1] - span[0]];
  }
  return best;
}

/** The part that begins first within a span of the source, the innermost of these. @param {[number, number]} span @param {(kind: string) => boolean} wanted @returns {any} */
export function partIn([start, end], wanted) {
  const first = store.parts.filter((it) => wanted(it._part.kind) && it._part.span[0] < end && it._part.span[1] > start);
  const at = Math.min(...first.map((it) => Math.max(start, it._part.span[0])));
  return Number.isFinite(at) ? partAt(at, wanted) : null;
}

/** Marks a part. @param {any} element @param {boolean} [still] */
export function markPart(element, still) {
  for (const other of byId("model").querySelectorAll(".part.at")) other.classList.remove("at");
  element?.classList.add("at");
  offerActs(element);
  store.at = element?._part || null;
  if (element && !still) show(element);
}

/** The field of the model that shows a part's value. @param {Part} part @param {string} field_ @returns {any} */
export function findField(part, field_) {
  const owner = store.parts.find((it) => it._part.kind === part.kind && it._part.part === part.part && it._part.span[0] === part.span[0]);
  return owner && [...owner.querySelectorAll(".f")].find((/** @type {any} */ it) => it._field.field === field_ && it._field.part === owner._part);
}
