// @ts-check
// Elements. Text is always text: nothing of a plan is ever read as markup.

/**
 * @param {string} name an element, with its classes: `div.a.b`
 * @param {Record<string, any> | null} [properties]
 * @param {...(Node | string | number | null | undefined | false | (Node | string | null | undefined | false)[])} children
 * @returns {any}
 */
export function make(name, properties, ...children) {
  const [tag, ...classes] = name.split(".");
  const element = document.createElement(tag);
  if (classes.length) element.className = classes.join(" ");
  for (const [key, value] of Object.entries(properties || {})) {
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (key.startsWith("_") || key in element) /** @type {any} */ (element)[key] = value;
    else if (value !== null && value !== undefined) element.setAttribute(key, String(value));
  }
  for (const child of children.flat()) {
    if (child !== null && child !== undefined && child !== false) element.append(child instanceof Node ? child : String(child));
  }
  return element;
}

/** @param {string} id @returns {HTMLElement} */
export function byId(id) {
  return /** @type {HTMLElement} */ (document.getElementById(id));
}

/** Brings an element into view, at once: nobody waits for a page that glides. @param {Element} element */
export function show(element) {
  const holder = element.closest("#source, #model, #side");
  if (!holder) return;
  const [outer, inner] = [holder.getBoundingClientRect(), element.getBoundingClientRect()];
  if (inner.top < outer.top + 40 || inner.bottom > outer.bottom - 20) {
    element.scrollIntoView({ block: inner.height > outer.height * 0.6 ? "start" : "center", behavior: "instant" });
  }
}

/** The bar at the foot says something. @param {string} text @param {boolean} [loud] */
export function say(text, loud) {
  const foot = byId("foot");
  foot.textContent = text;
  foot.className = loud ? "loud" : "";
  foot.setAttribute("role", loud ? "alert" : "status");
}
