// Part of tend.js. Everything by keyboard. Single letters rest while somebody types, and can be switched off.

const ROWS = '[data-rows] .row:not(.writing), [data-rows] tbody tr, [data-rows] > li:not(.row)';
let currentId = '';
let leading = 0;

const isTyping = () => document.activeElement?.matches('input:not([type=checkbox], [type=radio], [type=button], [type=submit]), textarea, select, [contenteditable=true]');
const rows = () => [...main().querySelectorAll(ROWS)].filter((row) => row.checkVisibility?.() ?? true);
const currentRow = () => document.activeElement?.closest(ROWS) ?? main().querySelector(`:is(${ROWS})[aria-current="true"]`);

function mark(row) {
  for (const other of rows()) if (other !== row) other.removeAttribute('aria-current');
  row.setAttribute('aria-current', 'true');
  currentId = row.id;
}

/** Goes to a row: the sheet and the focus move there. */
function toRow(row) {
  const there = row.isConnected ? row : document.getElementById(row.id);
  if (!there) return;
  mark(there);
  if (!there.hasAttribute('tabindex')) there.tabIndex = -1;
  there.focus({ preventScroll: true });
  there.scrollIntoView({ block: 'nearest' });
}

/** The row after the one a form stands in, else the one before: where one goes on after a tick. */
function nextRow(form) {
  const row = form.closest(ROWS);
  if (!row || !row.contains(document.activeElement)) return null;
  const open = rows().filter((one) => one === row || !one.matches('.done'));
  const at = open.indexOf(row);
  return open[at + 1] ?? open[at - 1] ?? null;
}

function step(by) {
  const all = rows();
  if (!all.length) return;
  const now = currentRow();
  const fresh = now && !now.contains(document.activeElement) && by > 0;
  const at = now ? all.indexOf(now) + (fresh ? 0 : by) : 0;
  toRow(all[Math.max(0, Math.min(all.length - 1, at))]);
}

document.addEventListener('focusin', (event) => {
  const row = event.target.closest?.(ROWS);
  if (row && !row.matches('.done')) mark(row);
});
document.addEventListener('tend:applied', ({ detail }) => {
  if (detail.fresh) currentId = '';
  const row = currentId && document.getElementById(currentId);
  if (row && row.matches(ROWS) && !row.matches('.done')) mark(row);
});

function seen(selector, within = document) {
  return [...within.querySelectorAll(selector)].find((one) => one.checkVisibility?.() ?? true);
}

function enter(row) {
  if (document.activeElement !== row) return false;
  const link = seen('.act', row) ?? seen('h3 a, th a, a', row);
  link?.click();
  return Boolean(link);
}

function log() {
  const line = seen('[data-log]');
  if (line) line.focus();
  else seen('.tabbar .log, a[data-log-page]')?.click();
  return true;
}

function find(selector) {
  const field = seen(selector);
  if (field?.matches('input')) field.select();
  if (field) field.focus();
  else openPalette();
  return true;
}

const press = (element) => {
  element?.click();
  return Boolean(element);
};

/** What a letter does; false when it does nothing here. */
function act(key, row) {
  if (Date.now() - leading < 1_000 && /^[a-z]$/.test(key)) {
    leading = 0;
    return press(document.querySelector(`[data-go="${key}"]`));
  }
  switch (key) {
    case 'g': leading = Date.now(); return true;
    case 'j': step(1); return true;
    case 'k': step(-1); return true;
    case 'x': return row ? press(seen('[data-tick], input[type=checkbox]', row)) : false;
    case 'Enter': return row ? enter(row) : false;
    case 'e': return press((row && seen('[data-edit]', row)) ?? seen('[data-edit]', main()));
    case 'l': return log();
    case '/': return find('main input[type=search]');
    case '?': return openDialog('keys');
    default: return /^[a-z]$/.test(key) && press(row?.querySelector(`[data-key="${key}"]`) ?? seen(`[data-key="${key}"]`));
  }
}

document.addEventListener('keydown', (event) => {
  if (!main() || event.defaultPrevented) return;
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
    event.preventDefault();
    return openPalette();
  }
  if ((event.ctrlKey || event.metaKey) && event.key === 'Enter' && event.target.localName === 'textarea') {
    event.preventDefault();
    return event.target.form?.requestSubmit();
  }
  // Escape leaves a form that opened in its place, as its own link does; also while the focus is still on its row.
  const opened = event.target.closest(`form, ${ROWS}`);
  if (event.key === 'Escape' && press(opened?.querySelector('a.leave'))) return event.preventDefault();
  // Out of the log bar, so that letters are keys again.
  if (event.key === 'Escape' && event.target.matches('[data-log]')) return event.target.blur();
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || isTyping()) return;
  if (document.querySelector('dialog[open], [popover]:popover-open')) return;
  if (document.documentElement.dataset.keys === 'off' && event.key !== 'Enter') return;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  if (act(key, currentRow())) event.preventDefault();
});
