// Part of tend.js. Toasts, dialogs, menus, theme, print.

/** Shows a toast in the corner. One with a way back stays longer; one that tells of trouble stays until it is put away. */
function showToast(toast, trouble = false) {
  const corner = document.getElementById('toasts');
  if (!corner) return;
  for (const same of corner.children) if (same.textContent === toast.textContent) same.remove();
  corner.append(toast);
  while (corner.children.length > 3) corner.firstElementChild.remove();
  if (!trouble) fade(toast, toast.querySelector('form') ? 30_000 : 10_000);
}

function fade(toast, after) {
  setTimeout(() => (toast.matches(':hover, :focus-within') ? fade(toast, 5_000) : toast.remove()), after);
}

/** Says that something did not work, and perhaps where to go. */
function say(words, href) {
  const toast = document.createElement('div');
  toast.className = 'toast trouble';
  const line = document.createElement('span');
  line.textContent = words;
  toast.append(line);
  if (href) {
    const link = document.createElement('a');
    Object.assign(link, { href, target: '_blank', className: 'btn small', textContent: 'Sign in' });
    toast.append(link);
  }
  const close = document.createElement('button');
  Object.assign(close, { type: 'button', className: 'toast-close', textContent: '×', ariaLabel: 'Put away' });
  close.dataset.dismiss = '';
  toast.append(close);
  showToast(toast, true);
}

function openDialog(id) {
  const dialog = document.getElementById(id);
  if (!(dialog instanceof HTMLDialogElement)) return false;
  document.querySelector('[popover]:popover-open')?.hidePopover();
  if (!dialog.open) dialog.showModal();
  dialog.querySelector('[autofocus], input:not([type=hidden]), textarea, select')?.focus();
  return true;
}

document.addEventListener('click', (event) => {
  const target = event.target;
  const opener = target.closest('[data-open]');
  if (opener && !event.metaKey && !event.ctrlKey && openDialog(opener.dataset.open)) event.preventDefault();
  if (target.closest('[data-print]')) {
    document.querySelector('[popover]:popover-open')?.hidePopover();
    print();
  }
  if (target.closest('[data-close]') || (target.localName === 'dialog' && isOutside(target, event))) target.closest('dialog').close();
  target.closest('[data-dismiss]')?.closest('.toast')?.remove();
}, true);

function isOutside(dialog, event) {
  const box = dialog.getBoundingClientRect();
  return event.clientX < box.left || event.clientX > box.right || event.clientY < box.top || event.clientY > box.bottom;
}

/* the theme changes at once; the server remembers it */
document.addEventListener('submit', (event) => {
  const form = event.target;
  if (!form.hasAttribute('data-theme-form') || !event.submitter) return;
  event.preventDefault();
  const chosen = event.submitter.value;
  if (chosen === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = chosen;
  for (const button of form.querySelectorAll('button')) button.ariaPressed = String(button === event.submitter);
  fetch(form.action, { method: 'POST', body: new URLSearchParams(new FormData(form, event.submitter)), redirect: 'manual' })
    .catch(() => say('The colours are not remembered for the next time. Please try again in a moment.'));
});

/* menus: the stylesheet places them where it can; arrows walk through them */
const ANCHORS = CSS.supports('position-area', 'block-end');
document.addEventListener('toggle', (event) => {
  const menu = event.target;
  if (!(menu instanceof HTMLElement) || !menu.matches('.menu[popover]') || event.newState !== 'open') return;
  if (!ANCHORS) placeMenu(menu);
  if (document.activeElement?.matches(':focus-visible')) menu.querySelector('.item, button, a')?.focus();
}, true);

function placeMenu(menu) {
  const button = document.activeElement?.closest('[popovertarget]') ?? document.querySelector(`[popovertarget="${CSS.escape(menu.id)}"]`);
  const [by, box] = [button.getBoundingClientRect(), menu.getBoundingClientRect()];
  const below = by.bottom + box.height + 14 <= innerHeight;
  menu.style.margin = '0';
  menu.style.left = `${Math.max(8, Math.min(by.left, innerWidth - box.width - 8))}px`;
  menu.style.top = `${below ? by.bottom + 6 : Math.max(8, by.top - box.height - 6)}px`;
}

document.addEventListener('keydown', (event) => {
  const menu = event.target.closest?.('.menu[popover]');
  if (!menu || !['ArrowDown', 'ArrowUp', 'Home', 'End'].includes(event.key) || event.target.matches('input, select, textarea')) return;
  const items = [...menu.querySelectorAll('a, button, summary')].filter((item) => item.checkVisibility?.() ?? true);
  const at = items.indexOf(document.activeElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1 + items.length, Home: 0, End: items.length - 1 }[event.key];
  event.preventDefault();
  items[to % items.length]?.focus();
});
