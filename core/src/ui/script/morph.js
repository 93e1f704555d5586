// Part of tend.js. Changes one tree into another and keeps what a person holds: focus, cursor, open
// menus and folds, scroll, and every form somebody typed in.

const CONTROLS = 'input, textarea, select';
const KEPT_ATTRIBUTES = { DETAILS: ['open'], DIALOG: ['open'] };

/** What the server said a control holds. */
function saidByServer(control) {
  if (control.type === 'checkbox' || control.type === 'radio') return control.defaultChecked;
  if (control.localName !== 'select') return control.defaultValue;
  const chosen = [...control.options].filter((option) => option.defaultSelected).map((option) => option.value);
  return chosen.length || control.multiple ? chosen.join('\n') : control.options[0]?.value ?? '';
}

/** What stands in a control now. */
function heldNow(control) {
  if (control.type === 'checkbox' || control.type === 'radio') return control.checked;
  if (control.localName === 'select') return [...control.selectedOptions].map((option) => option.value).join('\n');
  return control.value;
}

const isHeld = (control) => control.type !== 'hidden' && control.type !== 'submit' && control.type !== 'button';

/** Whether somebody changed a control, unless exactly that was sent and answered. */
function isDirty(control, sent) {
  if (!isHeld(control)) return false;
  const now = heldNow(control);
  if (control.type === 'file') return now !== '' && sent?.get(control) !== now;
  return now !== saidByServer(control) && !(sent?.has(control) && sent.get(control) === now);
}

/** Whether somebody typed in a form and it was not yet answered. */
function isDirtyForm(form, sent) {
  return [...form.elements].some((control) => control.matches(CONTROLS) && isDirty(control, sent));
}

const keyOf = (element) => `${element.nodeName}#${element.id}`;

/** Elements with an id that both trees have, by id; an id that stands twice counts once. */
function shared(from, to) {
  const wanted = new Set([...to.querySelectorAll('[id]')].map((element) => keyOf(element)));
  const found = new Map();
  for (const element of from.querySelectorAll('[id]')) {
    const key = keyOf(element);
    if (wanted.has(key) && !found.has(key)) found.set(key, element);
  }
  return found;
}

/** Chromium (150 at least) ends the whole page when a field with a datalist is moved by `moveBefore`. */
const hasList = (node) => node.nodeType === 1 && (node.matches('input[list]') || node.querySelector('input[list]') !== null);

/** Moves a node without losing its focus or its scroll, where the browser can. */
function place(parent, node, before) {
  if (parent.moveBefore && node.isConnected && parent.isConnected && node.nodeType !== 8 && !hasList(node)) {
    parent.moveBefore(node, before);
  } else {
    parent.insertBefore(node, before);
  }
}

/**
 * Changes `from` into `to`. `to` is used up.
 * `sent` holds the controls of the form this answers, with what was sent; with `hold`, a form somebody
 * typed in stays even where the new tree has none; `changed(control, value)` hears of a kept control
 * that the server sees otherwise.
 */
export function morph(from, to, { sent = null, hold = false, changed = () => {} } = {}) {
  const pantry = document.createElement('div');
  pantry.hidden = true;
  if (from.isConnected) document.body.append(pantry);
  const work = { shared: shared(from, to), pantry, sent, hold, changed };
  const focus = rememberFocus();
  change(from, to, work);
  pantry.remove();
  restoreFocus(focus);
}

function change(from, to, work) {
  if (from.nodeType !== 1) {
    if (from.data !== to.data) from.data = to.data;
    return;
  }
  if (from.hasAttribute('data-keep') && to.hasAttribute('data-keep')) return;
  if (from.localName === 'form' && isDirtyForm(from, work.sent)) return keepForm(from, to, work);
  const said = from.matches(CONTROLS) && isDirty(from, work.sent) ? saidByServer(from) : null;
  changeAttributes(from, to);
  if (from.localName === 'textarea') {
    const held = from.value;
    if (from.textContent !== to.textContent) from.textContent = to.textContent;
    if (said !== null) from.value = held;
  } else {
    changeChildren(from, to, work);
  }
  if (!from.matches(CONTROLS)) return;
  if (said === null) takeValue(from, to, work);
  else if (saidByServer(to) !== said && saidByServer(to) !== heldNow(from)) work.changed(from, saidByServer(to));
}

function changeAttributes(from, to) {
  for (const { name, value } of [...to.attributes]) {
    if (KEPT_ATTRIBUTES[from.nodeName]?.includes(name)) continue;
    if (from.getAttribute(name) !== value) from.setAttribute(name, value);
  }
  for (const { name } of [...from.attributes]) {
    if (!to.hasAttribute(name) && !KEPT_ATTRIBUTES[from.nodeName]?.includes(name)) from.removeAttribute(name);
  }
}

/** A form somebody types in stays as it is; its fields only learn what others made of them. */
function keepForm(from, to, work) {
  for (const control of from.elements) {
    if (!control.name || !control.matches(CONTROLS) || !isHeld(control)) continue;
    const other = [...to.querySelectorAll(CONTROLS)].find((one) =>
      one.name === control.name && (control.type !== 'radio' || one.value === control.value));
    if (!other || saidByServer(other) === saidByServer(control)) continue;
    if (saidByServer(other) !== heldNow(control)) work.changed(control, saidByServer(other));
  }
}

/** A control nobody holds takes what the server says; the cursor stays where it was. */
function takeValue(from, to, work) {
  if (from.type === 'checkbox' || from.type === 'radio') {
    from.checked = to.defaultChecked;
  } else if (from.type === 'file') {
    if (work.sent?.has(from)) from.value = '';
  } else if (from.localName === 'select') {
    const chosen = saidByServer(from).split('\n');
    for (const option of from.options) {
      const select = from.multiple ? option.defaultSelected : option.value === chosen[0];
      if (option.selected !== select) option.selected = select;
    }
  } else if (from.value !== to.defaultValue) {
    from.value = to.defaultValue;
  }
}

function changeChildren(from, to, work) {
  let at = from.firstChild;
  for (const next of [...to.childNodes]) {
    const match = partner(next, at, from, work);
    if (match === at) at = at?.nextSibling ?? null;
    else if (match) place(from, match, at);
    if (match) change(match, next, work);
    const placed = match ?? takeIn(from, next, at, work);
    // What was next may meanwhile have moved into the node just placed.
    if (at && at.parentNode !== from) at = placed.nextSibling;
  }
  while (at) {
    const gone = at;
    at = at.nextSibling;
    if (work.hold && holdsTyped(gone)) continue;
    rescue(gone, work);
    gone.remove();
  }
}

function holdsTyped(node) {
  if (node.nodeType !== 1) return false;
  const forms = node.localName === 'form' ? [node] : [...node.querySelectorAll('form')];
  return forms.some((form) => form.method === 'post' && isDirtyForm(form));
}

/** The node of the old tree that becomes `next`: the one with its id, else the next one of its kind. */
function partner(next, at, parent, work) {
  const key = next.id ? keyOf(next) : null;
  if (key) {
    const same = work.shared.get(key);
    if (!same || same.contains(parent)) return null;
    work.shared.delete(key);
    return same;
  }
  for (let node = at; node; node = node.nextSibling) {
    const alike = node.nodeType === next.nodeType && node.nodeName === next.nodeName && !node.id;
    if (alike && !holdsOthers(node, next, work)) return node;
  }
  return null;
}

/** Whether a node holds shared elements and `next` holds none of them: then it waits for a better partner. */
function holdsOthers(node, next, work) {
  if (node.nodeType !== 1 || work.shared.size === 0) return false;
  const held = [...node.querySelectorAll('[id]')].filter((one) => work.shared.get(keyOf(one)) === one);
  return held.length > 0 && !held.some((one) => next.querySelector(`#${CSS.escape(one.id)}`));
}

/** Takes a new node in and gives it back; elements inside it that the old tree has are moved there, not made again. */
function takeIn(parent, next, at, work) {
  if (next.nodeType !== 1 || !hasShared(next, work)) return parent.insertBefore(next, at);
  const fresh = next.cloneNode(false);
  parent.insertBefore(fresh, at);
  changeChildren(fresh, next, work);
  return fresh;
}

function hasShared(tree, work) {
  return [...tree.querySelectorAll('[id]')].some((one) => work.shared.has(keyOf(one)));
}

/** Before a node goes, what the new tree still wants of it is put aside. */
function rescue(node, work) {
  if (node.nodeType !== 1) return;
  for (const one of [node, ...node.querySelectorAll('[id]')]) {
    if (one.id && work.shared.get(keyOf(one)) === one) {
      place(work.pantry, one, null);
    }
  }
}

function rememberFocus() {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  const text = typeof element.selectionStart === 'number';
  return { element, id: element.id, row: element.closest('[id]')?.id, cursor: text ? [element.selectionStart, element.selectionEnd] : null };
}

function restoreFocus(focus) {
  if (!focus || document.activeElement === focus.element) return setCursor(focus);
  const again = focus.element.isConnected ? focus.element : focus.id && document.getElementById(focus.id);
  const next = again || (focus.row && document.getElementById(focus.row));
  next?.focus?.({ preventScroll: true });
  if (again === focus.element) setCursor(focus);
}

function setCursor(focus) {
  if (!focus?.cursor || focus.element.selectionStart === focus.cursor[0]) return;
  const end = focus.element.value.length;
  focus.element.setSelectionRange(Math.min(focus.cursor[0], end), Math.min(focus.cursor[1], end));
}
