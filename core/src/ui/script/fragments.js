// Part of tend.js. Links and forms marked `data-frag` bring only what changes. Without this file
// they are plain links and forms, and every page works.

const HEADERS = { 'Tend-Fragment': 'main', Accept: 'text/html' };
const NOT_SAVED = 'That was not saved. What you typed is still here.';
const drafts = new Map();
let shown = location.pathname + location.search;
let going = null;
let latestName = '';
let leaving = false;
/* the page answers a form (something was missing, or a question): its address would give another page */
let answering = false;

const main = () => document.getElementById('main');
const typedForms = (sent) => [...main().querySelectorAll('form[method="post" i]')].filter((form) => isDirtyForm(form, sent));

/** Says something to screen readers. */
function announce(words) {
  const voice = document.getElementById('announce');
  if (voice) voice.textContent = words;
}

/** Beside a field somebody types in: what it became meanwhile. */
function noteChange(control, value) {
  const field = control.closest('.field, .choice, label') ?? control;
  const words = typeof value === 'boolean' ? (value ? 'yes' : 'no') : value === '' ? 'nothing' : `“${value}”`;
  const note = document.createElement('p');
  note.className = 'changed-note';
  note.textContent = `${latestName || 'Somebody'} changed this to ${words} while you were typing.`;
  const before = field.classList.contains('field') ? field.querySelector(':scope > .changed-note') : field.nextElementSibling;
  if (before?.classList.contains('changed-note')) before.replaceWith(note);
  else if (field.classList.contains('field')) field.append(note);
  else field.after(note);
  announce(note.textContent);
}

/** Puts an answer into the page. `fresh`: another page, so nothing of the old one stays. */
function apply(text, { fresh = false, sent = null, hold = false } = {}) {
  const answer = new DOMParser().parseFromString(text, 'text/html');
  const next = answer.getElementById('main');
  if (!next) return false;
  document.title = answer.title || document.title;
  for (const toast of answer.querySelectorAll('#toasts > .toast')) showToast(toast);
  for (const id of ['places', 'tabbar']) {
    const [part, change] = [document.getElementById(id), answer.getElementById(id)];
    if (part && change) morph(part, change);
  }
  if (fresh) {
    changeAttributes(main(), next);
    main().replaceChildren(...next.childNodes);
  } else {
    morph(main(), next, { sent, hold, changed: noteChange });
  }
  document.dispatchEvent(new CustomEvent('tend:applied', { detail: { fresh } }));
  return true;
}

/** Keeps what was typed on the page one leaves, until one is back or it is sent. */
function keepDrafts(sent) {
  const kept = typedForms(sent).filter((form) => form.id).map((form) => [form.id,
    [...form.elements].filter((one) => one.name && isHeld(one) && one.type !== 'password' && one.type !== 'file')
      .map((one) => [one.name, one.type, one.value, one.checked])]);
  if (kept.length) drafts.set(shown, kept);
  else drafts.delete(shown);
}

function bringDrafts() {
  for (const [id, controls] of drafts.get(shown) ?? []) {
    const form = document.getElementById(id);
    for (const [name, type, value, checked] of form ? controls : []) {
      const boxes = type === 'radio' || type === 'checkbox';
      const control = [...form.elements].find((one) => one.name === name && (!boxes || one.value === value));
      if (control && boxes) control.checked = checked;
      else if (control) control.value = value;
    }
  }
  drafts.delete(shown);
}

/** A part that is folded away unfolds where an address names it, and its first field takes the cursor. */
function unfold(part) {
  const fold = part?.closest?.('details');
  if (!fold || fold.open) return null;
  fold.open = true;
  return part.querySelector('textarea, input:not([type=hidden]), select') ?? fold.querySelector('summary');
}

/** Where one lands on another page: what asks for the cursor, the part or field named in the address, or the top. */
function land(url, scroll) {
  const part = url.hash && document.getElementById(decodeURIComponent(url.hash.slice(1)));
  const cursor = part?.matches?.('input') ? part : (unfold(part) ?? main().querySelector('[data-focus], [autofocus]'));
  if (scroll !== undefined) scrollTo(0, scroll);
  else if (part) part.scrollIntoView();
  else scrollTo(0, 0);
  (cursor ?? main()).focus({ preventScroll: true });
  announce(document.title);
}

/** Loads a whole page. */
function leaveFor(url) {
  leaving = true;
  location.assign(url);
}

function remember(url) {
  history.replaceState({ ...history.state, scroll: scrollY }, '');
  history.scrollRestoration = 'manual';
  history.pushState({}, '', url);
}

/** Shows an answer under the address it came from. */
function show(text, url, { sent, push = true, scroll, answers = false } = {}) {
  const fresh = url.pathname !== shown.split('?')[0];
  const asked = main().querySelector('[autofocus]');
  if (fresh) keepDrafts(sent);
  if (push && url.href.split('#')[0] !== location.href.split('#')[0]) remember(url);
  if (!apply(text, { fresh, sent })) return leaveFor(url);
  shown = url.pathname + url.search;
  answering = answers;
  for (const trouble of document.querySelectorAll('#toasts > .trouble')) trouble.remove();
  if (fresh) {
    bringDrafts();
    land(url, scroll);
  } else if (url.hash) {
    document.getElementById(decodeURIComponent(url.hash.slice(1)))?.scrollIntoView({ block: 'nearest' });
  }
  // A form that opened in its place takes the cursor.
  const cursor = fresh ? null : main().querySelector('[autofocus]');
  if (cursor && cursor !== asked) cursor.focus({ preventScroll: Boolean(url.hash) });
}

const isPage = (answer) => (answer.headers.get('Content-Type') ?? '').startsWith('text/html');
const isWhole = (text) => /^\s*<!doctype/i.test(text);

/** Follows a link. A newer one puts an older one aside. */
async function follow(href, options = {}) {
  clearTimeout(typing);
  going?.abort();
  going = new AbortController();
  const { signal } = going;
  document.documentElement.toggleAttribute('data-loading', true);
  try {
    const answer = await fetch(href, { headers: HEADERS, signal });
    const text = isPage(answer) ? await answer.text() : '';
    if (!text || isWhole(text)) return leaveFor(answer.url || href);
    const url = new URL(answer.url);
    url.hash = new URL(href, location).hash;
    show(text, url, options);
  } catch (error) {
    if (error.name !== 'AbortError') say('We could not fetch that. Nothing is lost, please try again in a moment.');
  } finally {
    if (signal === going?.signal) document.documentElement.removeAttribute('data-loading');
  }
}

/** Sends a form. A form is sent once at a time, and what was typed stays until the server took it. */
async function send(form, button) {
  if (form.hasAttribute('aria-busy')) return;
  const url = new URL(button?.getAttribute('formaction') ?? form.getAttribute('action') ?? location.href, location);
  const data = new FormData(form, button);
  const sent = new Map([...form.elements].filter((one) => one.matches(CONTROLS)).map((one) => [one, heldNow(one)]));
  if (form.method === 'get') {
    url.search = new URLSearchParams([...data].filter(([, value]) => value !== ''));
    return follow(url.href, { sent });
  }
  form.setAttribute('aria-busy', 'true');
  const slow = setTimeout(() => button?.classList.add('busy'), 200);
  try {
    const body = form.enctype === 'multipart/form-data' ? data : new URLSearchParams(data);
    await received(form, sent, await fetch(url, { method: 'POST', headers: HEADERS, body }), button);
  } catch {
    say(NOT_SAVED);
  } finally {
    clearTimeout(slow);
    form.removeAttribute('aria-busy');
    button?.classList.remove('busy');
  }
}

async function received(form, sent, answer, button) {
  const text = isPage(answer) ? await answer.text() : '';
  const notValid = answer.status === 422 || answer.status === 409;
  const url = new URL(answer.redirected ? answer.url : location.href);
  if (answer.status === 401 || url.pathname.startsWith('/sign-in')) {
    return say('You are signed out. Sign in again in another tab, then press once more. What you typed is still here.', '/sign-in');
  }
  if (!answer.ok && (!notValid || isWhole(text))) return say(reason(text) ?? NOT_SAVED);
  if (!text || isWhole(text)) return leaveFor(url);
  const next = nextRow(form);
  if (!notValid) {
    for (const files of form.querySelectorAll('input[type=file]')) files.value = '';
    form.closest('dialog')?.close();
    form.closest('[popover]:popover-open')?.hidePopover();
    form.closest('.toast')?.remove();
  }
  show(text, url, { sent, answers: !answer.redirected });
  if (notValid) main().querySelector('[data-focus], [autofocus]')?.focus();
  else if (next && button?.matches('[data-tick]')) toRow(next);
}

/** What a page of trouble says, in its own words. */
function reason(text) {
  const words = new DOMParser().parseFromString(text, 'text/html').querySelector('#main :is([data-reason], .lede)')?.textContent.trim();
  if (!words || words.includes('typed')) return words;
  return `${/saved/.test(words) ? '' : 'That was not saved. '}${words} What you typed is still here.`;
}

/** Fetches the page one is on again, quietly. */
async function refresh() {
  if (answering) return;
  const here = shown;
  const answer = await fetch(here, { headers: HEADERS, cache: 'no-store' });
  const text = answer.ok && isPage(answer) && !answer.redirected ? await answer.text() : '';
  if (text && !isWhole(text) && here === shown && !answering) apply(text, { hold: true });
}

document.addEventListener('click', (event) => {
  const link = event.target.closest('a[data-frag]');
  if (!link || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  if (link.origin !== location.origin || link.target || !main()) return;
  if (link.hash && link.pathname + link.search === shown) return;
  event.preventDefault();
  link.closest('[popover]:popover-open')?.hidePopover();
  link.closest('dialog')?.close();
  follow(link.href);
});

document.addEventListener('submit', (event) => {
  const form = event.target;
  if (!form.hasAttribute('data-frag') || event.defaultPrevented) return;
  event.preventDefault();
  if (event.submitter?.getAttribute('aria-disabled') !== 'true') send(form, event.submitter);
});

addEventListener('popstate', () => {
  if (location.pathname + location.search === shown) return;
  follow(location.href, { push: false, scroll: history.state?.scroll ?? 0 });
});

addEventListener('beforeunload', (event) => {
  const typed = main() && !leaving ? typedForms().filter((form) => form.hasAttribute('data-frag')) : [];
  if (typed.length) event.preventDefault();
});

/* a list that sends at once, a search that sends while one types */
let typing = 0;
document.addEventListener('change', (event) => {
  if (event.target.matches('select[data-sends], input[data-sends]:is([type=checkbox], [type=radio])')) event.target.form?.requestSubmit();
});
document.addEventListener('input', (event) => {
  const search = event.target;
  if (!search.matches('input[data-sends]:not([type=checkbox], [type=radio])')) return;
  clearTimeout(typing);
  typing = setTimeout(() => search.form?.requestSubmit(), 250);
});

/* a form that asks, while one types in it, who or what may be there already */
let asking = 0;
async function ask(form) {
  const part = document.getElementById(form.dataset.into);
  const url = new URL(form.dataset.asks, location);
  const asked = form.dataset.with.split(' ');
  url.search = new URLSearchParams([...new FormData(form)].filter(([name, value]) => asked.includes(name) && value !== ''));
  try {
    const answer = await fetch(url, { headers: HEADERS });
    const text = answer.ok && isPage(answer) && !answer.redirected ? await answer.text() : '';
    const next = text && new DOMParser().parseFromString(text, 'text/html').getElementById(form.dataset.into);
    if (next && part?.isConnected) part.replaceChildren(...next.childNodes);
  } catch {
    // It is only a help: sending the form asks once more.
  }
}
document.addEventListener('input', (event) => {
  const form = event.target.closest('form[data-asks]');
  if (!form) return;
  clearTimeout(asking);
  asking = setTimeout(ask, 400, form);
});
