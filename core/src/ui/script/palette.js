// Part of tend.js. Finding and doing from anywhere: one field over every page, what was found below it, chosen by arrows. Without
// this file the button leads to a page that does the same.

const FOUND_AFTER_MS = 120;
const LOOKING_AFTER_MS = 400;
let lookedFor = null;
let looking = null;
let lookSoon = 0;
let goesFirst = null;

const palette = () => document.getElementById('palette');
const paletteField = () => palette()?.querySelector('input');
const options = () => [...palette().querySelectorAll('[role=option]')];
const chosenOption = () => palette().querySelector('[aria-selected=true]');

function openPalette() {
  const dialog = palette();
  if (!dialog) return false;
  if (dialog.open) {
    paletteField().select();
    return true;
  }
  document.querySelector('dialog[open]')?.close();
  paletteField().value = '';
  lookedFor = null;
  openDialog('palette');
  look();
  return true;
}

/** One answer at a time: a newer question puts an older one aside. */
async function look() {
  clearTimeout(lookSoon);
  const words = paletteField().value.trim();
  if (words === lookedFor) return settle();
  looking?.abort();
  looking = new AbortController();
  const { signal } = looking;
  const late = setTimeout(() => palette().toggleAttribute('data-looking', true), LOOKING_AFTER_MS);
  try {
    // Whom one opened a moment ago stands in the list too.
    if (!words) await Promise.race([openedNoted, new Promise((resolve) => setTimeout(resolve, LOOKING_AFTER_MS))]);
    const answer = await fetch(`/find/list?q=${encodeURIComponent(words)}`, { headers: { Accept: 'text/html' }, signal });
    if (answer.redirected) return tell('You are signed out. Sign in again in another tab, then type once more.');
    if (!answer.ok) throw new Error(String(answer.status));
    put(await answer.text());
    lookedFor = words;
    settle();
  } catch (error) {
    if (error.name === 'AbortError') return;
    lookedFor = null;
    tell('We could not look just now. Nothing is lost, please try again in a moment.');
  } finally {
    clearTimeout(late);
    if (signal === looking?.signal) palette()?.removeAttribute('data-looking');
  }
}

/** What was found takes the place of what was there; the first of it is chosen. */
function put(text) {
  const found = new DOMParser().parseFromString(text, 'text/html').body;
  const place = palette().querySelector('.palette-found');
  place.replaceChildren(...found.childNodes);
  place.scrollTop = 0;
  choose(options()[0]);
  palette().querySelector('[role=status]').textContent = place.querySelector('[data-count]')?.dataset.count ?? '';
}

function tell(words) {
  goesFirst = null;
  const line = document.createElement('p');
  line.className = 'palette-nothing';
  line.textContent = words;
  palette().querySelector('#palette-list')?.replaceChildren();
  palette().querySelector('.palette-nothing')?.remove();
  palette().querySelector('.palette-found').append(line);
  choose(null);
  palette().querySelector('[role=status]').textContent = words;
}

function choose(option) {
  for (const other of palette().querySelectorAll('[aria-selected=true]')) other.setAttribute('aria-selected', 'false');
  option?.setAttribute('aria-selected', 'true');
  option?.scrollIntoView({ block: 'nearest' });
  if (option) paletteField().setAttribute('aria-activedescendant', option.id);
  else paletteField().removeAttribute('aria-activedescendant');
}

/** Enter may come before the answer: then the first of what was found is meant. */
function settle() {
  const how = goesFirst;
  goesFirst = null;
  if (how) goThere(chosenOption(), how.aside);
}

function goThere(option, aside) {
  if (!option) return;
  if (option.dataset.sentTo) {
    const form = document.createElement('form');
    Object.assign(form, { method: 'post', action: option.dataset.sentTo, hidden: true });
    document.body.append(form);
    leaving = true;
    form.submit();
  } else if (aside) {
    open(option.href, '_blank', 'noopener');
  } else {
    option.click();
  }
}

function stepIn(by) {
  const all = options();
  if (!all.length) return;
  const at = all.indexOf(chosenOption());
  choose(all[(at + by + all.length) % all.length]);
}

document.addEventListener('input', (event) => {
  if (event.target !== paletteField()) return;
  goesFirst = null;
  clearTimeout(lookSoon);
  lookSoon = setTimeout(look, FOUND_AFTER_MS);
});

document.addEventListener('keydown', (event) => {
  if (!palette()?.open || event.isComposing || !palette().contains(event.target)) return;
  const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (by) {
    event.preventDefault();
    stepIn(by);
  } else if (event.key === 'Enter' && event.target === paletteField()) {
    event.preventDefault();
    goesFirst = { aside: event.ctrlKey || event.metaKey };
    look();
  }
});

document.addEventListener('click', (event) => {
  const sent = event.target.closest?.('#palette [data-sent-to]');
  if (sent) goThere(sent);
  const opener = event.target.closest?.('[data-palette]');
  if (opener && !event.metaKey && !event.ctrlKey && !event.shiftKey && openPalette()) event.preventDefault();
}, true);
document.addEventListener('pointermove', (event) => {
  const option = event.target.closest?.('#palette [role=option]');
  if (option && (event.movementX || event.movementY) && option !== chosenOption()) choose(option);
});

/* whom one opened stands on top when one looks again */
let openedLast = '';
let openedNoted = Promise.resolve();
function opened() {
  const client = main()?.querySelector('[data-opened]')?.dataset.opened ?? '';
  if (client && client !== openedLast) {
    openedNoted = fetch('/find/recent', { method: 'POST', body: new URLSearchParams({ client }), keepalive: true }).catch(() => {});
  }
  openedLast = client;
}
document.addEventListener('tend:applied', opened);
opened();
