// How a person or a screen reader names what is on a page. Read into the page by the tests.

const words = (text) => (text || "").replace(/\s+/g, " ").trim();

const textOf = (element) => {
  const copy = element.cloneNode(true);
  copy.querySelectorAll("select, textarea, option, [aria-hidden=true], script, style").forEach((part) => part.remove());
  copy.querySelectorAll("[aria-label]").forEach((part) => part.replaceWith(` ${part.getAttribute("aria-label")} `));
  copy.querySelectorAll("img[alt]").forEach((part) => part.replaceWith(` ${part.alt} `));
  return words(copy.textContent);
};

const nameOf = (element) => {
  if (!element || element === document.body) return "";
  const by = (element.getAttribute("aria-labelledby") || "").split(/\s+/).filter(Boolean);
  const named = by.map((id) => document.getElementById(id)).filter(Boolean).map(textOf).join(" ");
  if (named) return words(named);
  if (element.getAttribute("aria-label")) return words(element.getAttribute("aria-label"));
  if (element.labels && element.labels.length) return words([...element.labels].map(textOf).join(" "));
  if (element.matches("input[type=submit], input[type=button]")) return words(element.value);
  return textOf(element) || words(element.title) || words(element.placeholder);
};

const KINDS = {
  control: "button, a[href], summary, input[type=submit], input[type=button], [role=button], [role=tab], [role=menuitem], [role=option]",
  field: "input:not([type=hidden]):not([type=checkbox]):not([type=radio]):not([type=submit]):not([type=file]), textarea, select, [contenteditable=true]",
  box: "input[type=checkbox], input[type=radio]",
  file: "input[type=file]",
};

const canBeSeen = (element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: false }) && element.getClientRects().length > 0;

/** The names of all that can be pressed or filled in, for a test that did not find its own. */
const names = () =>
  Object.entries(KINDS).map(([kind, selector]) => {
    const seen = [...document.querySelectorAll(selector)].filter((element) => kind === "file" || canBeSeen(element));
    return `${kind}: ${seen.map((element) => `“${nameOf(element)}”`).join(" ")}`;
  });

/** The best match: the whole name, else its beginning, else a part of it. In an open dialog first. */
const find = (kind, name) => {
  const dialog = [...document.querySelectorAll("dialog:modal, [popover]:popover-open")].pop();
  for (const root of dialog ? [dialog, document] : [document]) {
    const all = [...root.querySelectorAll(KINDS[kind])].filter((element) => !element.disabled);
    // A box or a field for files may be drawn by its label alone.
    const label = (element) => (canBeSeen(element) || !element.labels || !element.labels.length ? element : element.labels[0]);
    const seen = kind === "file" ? all : all.filter((element) => canBeSeen(kind === "box" ? label(element) : element));
    const named = seen.map((element) => [element, nameOf(element)]);
    const match =
      named.find(([, own]) => own === name) || named.find(([, own]) => own.startsWith(name)) || named.find(([, own]) => own.includes(name));
    if (match) {
      const target = kind === "box" ? label(match[0]) : match[0];
      if (kind !== "file") target.scrollIntoView({ block: "center", inline: "nearest" });
      return target;
    }
  }
  return null;
};
