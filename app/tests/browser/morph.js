// Changes random trees into random trees with the product's own morph, and compares. Read into a page by the tests.
// The chance is seeded: the same seed makes the same trees.

const chance = (seed) => () => {
  seed = (seed + 0x6d2b79f5) | 0;
  let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
};

const TAGS = ["p", "ul", "li", "section", "b", "form", "details", "input", "textarea", "select", "label"];

const tree = (random, depth, ids, inForm) => {
  const pick = (list) => list[Math.floor(random() * list.length)];
  const tag = depth === 0 ? "div" : pick(TAGS.filter((tag) => !inForm || tag !== "form"));
  const element = document.createElement(tag);
  if (ids.length && random() < 0.5) element.id = ids.splice(Math.floor(random() * ids.length), 1)[0];
  if (random() < 0.4) element.className = pick(["a", "b", "a b"]);
  if (random() < 0.2) element.setAttribute("data-x", String(Math.floor(random() * 3)));
  if (tag === "input") {
    element.name = pick(["one", "two"]);
    element.setAttribute("value", pick(["", "x", "yes"]));
    return element;
  }
  if (tag === "textarea") {
    element.name = "words";
    element.textContent = pick(["", "some", "more words"]);
    return element;
  }
  if (tag === "select") {
    const chosen = Math.floor(random() * 4);
    ["m", "n", "o"].forEach((value, index) => element.append(new Option(value, value, index === chosen, index === chosen)));
    return element;
  }
  const children = depth > 3 ? 0 : Math.floor(random() * 5);
  for (let index = 0; index < children; index += 1) {
    const before = element.lastChild;
    if (random() < 0.3 && before?.nodeType !== 3) element.append(pick(["text", "other", " "]));
    else element.append(tree(random, depth + 1, ids, inForm || tag === "form"));
  }
  return element;
};

const IDS = ["i1", "i2", "i3", "i4", "i5", "i6", "i7"];

/** A tree as text, attributes in the order of their names. */
const said = (node) => {
  if (node.nodeType === 3) return node.data;
  const attributes = [...node.attributes].map((one) => ` ${one.name}="${one.value}"`).sort().join("");
  return `<${node.localName}${attributes}>${[...node.childNodes].map(said).join("")}</${node.localName}>`;
};

/** One change; says what is wrong, or nothing. */
const attempt = (morph, seed) => {
  const random = chance(seed);
  const from = tree(random, 0, [...IDS], false);
  const to = tree(random, 0, [...IDS], false);
  from.id = to.id = "root";
  document.body.append(from);
  const wanted = said(to);
  const had = new Map([...from.querySelectorAll("[id]")].map((element) => [element.id, element]));
  const shouldStay = [...to.querySelectorAll("[id]")].filter((element) => had.get(element.id)?.nodeName === element.nodeName).map((element) => element.id);
  const before = said(from);
  const dirty = random() < 0.5 ? from.querySelector("form input") : null;
  if (dirty) dirty.value = "typed by hand";
  let wrong = "";
  try {
    morph(from, to);
    const now = document.getElementById("root");
    if (dirty) {
      if (dirty.isConnected && dirty.value !== "typed by hand") wrong = `what was typed is gone: ${dirty.value}`;
    } else {
      if (said(now) !== wanted) wrong = `became\n${said(now)}\nnot\n${wanted}`;
      // An element that moves into a form, or out of one, may be made anew; elsewhere it is the same one.
      const lost = shouldStay.filter((id) => document.getElementById(id) !== had.get(id));
      if (!wrong && lost.length) wrong = `${lost} were made anew in\n${wanted}`;
      const values = [...now.querySelectorAll("input, textarea")].filter((control) => control.value !== control.defaultValue);
      if (!wrong && values.length) wrong = `controls hold something else: ${values.map((control) => control.outerHTML)}`;
    }
  } catch (error) {
    wrong = `it threw ${error}`;
  }
  document.getElementById("root")?.remove();
  return wrong && `seed ${seed}: from\n${before}\n${wrong}`;
};

/** Imports the page's own script and tries many changes; gives back the first few that went wrong. */
const fuzz = async (times) => {
  const { morph } = await import(document.querySelector("script[type=module][src]").src);
  if (!morph) return ["the script exports no morph"];
  const wrong = [];
  for (let seed = 1; seed <= times && wrong.length < 3; seed += 1) {
    const found = attempt(morph, seed);
    if (found) wrong.push(found);
  }
  return wrong;
};
