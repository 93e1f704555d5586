// Tries morph on random trees. After each round the old tree must equal the new one, what had the
// focus must have it still, and what was typed must still be there. Run in a browser by a test:
// `fuzz(morph, rounds, seed)` gives back what went wrong, as sentences.

function fuzz(morph, rounds, seed) {
  const random = numbers(seed);
  const failures = [];
  for (let round = 0; round < rounds && failures.length < 5; round += 1) {
    const trial = [becomesTheOther, keepsFocusAndWords, keepsTypedForms][round % 3];
    try {
      const wrong = trial(morph, random);
      if (wrong) failures.push(`round ${round}: ${wrong}`);
    } catch (error) {
      failures.push(`round ${round}: ${error.stack.slice(0, 600)}`);
    }
    document.getElementById('fuzz')?.remove();
  }
  return failures;
}

/** A repeatable source of numbers from 0 to below 1 (mulberry32). */
function numbers(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const pick = (random, list) => list[Math.floor(random() * list.length)];
const upTo = (random, most) => Math.floor(random() * (most + 1));

/** One tree: a few levels, ids that stand once, fields, texts, comments, pictures. */
function tree(random, ids = shuffled(random, 'abcdefghijklmnop'), depth = 4) {
  const tag = depth <= 0 ? pick(random, ['input', 'textarea', 'b', 'select', 'svg']) : pick(random, ['div', 'ul', 'p', 'section', 'details', 'span']);
  const element = tag === 'svg' ? document.createElementNS('http://www.w3.org/2000/svg', 'svg') : document.createElement(tag);
  if (ids.length && random() < 0.4) element.id = `z${ids.pop()}`;
  if (random() < 0.4) element.setAttribute('class', pick(random, ['one', 'two', 'three']));
  if (random() < 0.2) element.setAttribute('data-count', upTo(random, 9));
  if (tag === 'input') inputIn(random, element);
  else if (tag === 'textarea') element.textContent = pick(random, ['', 'a letter', 'two\nlines']);
  else if (tag === 'select') options(random, element);
  else if (tag !== 'svg') inside(random, element, ids, depth);
  return element;
}

function inputIn(random, element) {
  element.setAttribute('type', pick(random, ['text', 'checkbox', 'hidden', 'search']));
  element.setAttribute('name', pick(random, ['name', 'note']));
  if (random() < 0.6) element.setAttribute('value', pick(random, ['Noor', 'Wen', '']));
  if (element.type === 'checkbox' && random() < 0.5) element.setAttribute('checked', '');
}

function options(random, element) {
  const chosen = upTo(random, 2);
  for (let at = 0; at < 3; at += 1) {
    const option = element.appendChild(document.createElement('option'));
    option.value = option.textContent = `choice ${at}`;
    option.toggleAttribute('selected', at === chosen);
  }
}

function inside(random, element, ids, depth) {
  for (let many = upTo(random, 4); many > 0; many -= 1) {
    const kind = random();
    if (kind < 0.25) element.append(pick(random, ['words', 'other words', ' ']));
    else if (kind < 0.3) element.append(document.createComment(pick(random, ['x', 'y'])));
    else element.append(tree(random, ids, depth - 1));
  }
  element.normalize();
}

function shuffled(random, letters) {
  return [...letters].map((letter) => [random(), letter]).sort(([one], [other]) => one - other).map(([, letter]) => letter);
}

/** A tree like another: parts taken out, moved, changed and added. */
function changed(random, original) {
  const copy = original.cloneNode(true);
  for (let many = 1 + upTo(random, 5); many > 0; many -= 1) {
    const all = [...copy.querySelectorAll('*:not(option)')];
    const one = all.length ? pick(random, all) : null;
    const parents = [copy, ...all.filter((each) => each.matches('div, ul, p, section, span'))].filter((each) => !one?.contains(each));
    const kind = random();
    if (!one) continue;
    if (kind < 0.25) one.remove();
    else if (kind < 0.6) pick(random, parents).prepend(one);
    else if (kind < 0.8) one.setAttribute('title', String(upTo(random, 99)));
    else pick(random, parents).append(tree(random, [], 1));
  }
  copy.normalize();
  return copy;
}

function shown(element) {
  const host = document.createElement('div');
  host.id = 'fuzz';
  host.append(element);
  document.body.append(host);
  return host;
}

function host(random) {
  const root = document.createElement('div');
  root.append(tree(random));
  return root;
}

function becomesTheOther(morph, random) {
  const from = host(random);
  const to = random() < 0.5 ? changed(random, from) : host(random);
  const [before, after] = [from.outerHTML, to.outerHTML];
  if (random() < 0.7) shown(from);
  morph(from, to.cloneNode(true));
  if (!from.isEqualNode(to)) return `not the same.\nfrom ${before}\nto ${after}\ngot ${from.outerHTML}`;
  const moved = [...from.querySelectorAll('input, textarea, select')].some((control, at) =>
    control.value !== [...to.querySelectorAll('input, textarea, select')][at].value);
  return moved ? `a field holds something else than the new tree says: ${after}` : null;
}

function keepsFocusAndWords(morph, random) {
  const from = host(random);
  const field = document.createElement('input');
  Object.assign(field, { id: 'held', name: 'held', defaultValue: 'kept' });
  (pick(random, [...from.querySelectorAll('div, p, section, span')]) ?? from).append(field);
  const to = changed(random, from);
  to.querySelector('#held')?.remove();
  (pick(random, [...to.querySelectorAll('div, p, section, span')]) ?? to).prepend(field.cloneNode());
  if (random() < 0.3) to.querySelector('#held').setAttribute('value', 'changed by Wen');
  shown(from);
  for (const fold of from.querySelectorAll('details')) fold.open = true;
  for (const fold of to.querySelectorAll('details')) fold.open = true;
  field.focus();
  if (document.activeElement !== field) return null;
  field.value = 'typed by hand';
  field.setSelectionRange(2, 5);
  const after = to.outerHTML;
  let heard = 0;
  morph(from, to, { changed: () => { heard += 1; } });
  if (document.getElementById('held') !== field) return `the field was made anew: ${after}`;
  if (field.value !== 'typed by hand') return `the words are gone: ${field.value}`;
  if (document.activeElement !== field) return `the focus is gone: ${after}`;
  if (field.selectionStart !== 2 || field.selectionEnd !== 5) return 'the cursor moved';
  return heard === (after.includes('changed by Wen') ? 1 : 0) ? null : `heard of ${heard} changes`;
}

function keepsTypedForms(morph, random) {
  const from = host(random);
  const form = document.createElement('form');
  form.id = 'form';
  form.method = 'post';
  form.innerHTML = '<input name="version" type="hidden" value="1"><input name="name" value="Noor"><textarea name="note">old</textarea>';
  const to = changed(random, from);
  const other = random() < 0.7 ? form.cloneNode(true) : null;
  from.append(form);
  if (other) (pick(random, [...to.querySelectorAll('div, p, section, span')]) ?? to).append(other);
  shown(from);
  form.elements.note.value = 'half a sentence';
  if (other && random() < 0.5) other.elements.version.setAttribute('value', '2');
  if (other && random() < 0.5) other.elements.name.setAttribute('value', 'Wen');
  morph(from, to, { hold: true });
  if (!form.isConnected) return 'the form is gone';
  if (form.elements.note.value !== 'half a sentence') return `the words are gone: ${form.elements.note.value}`;
  if (form.elements.version?.value !== '1') return 'the version moved on while somebody typed';
  return form.elements.name?.value === 'Noor' ? null : 'a field of a form somebody types in was changed';
}
