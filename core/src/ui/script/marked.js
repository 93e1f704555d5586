// Part of tend.js. Words that somebody marks in an entry, and rows that one draws to another place. Without it the same is done
// by links and forms: below the entry, and in the menu of the row.

const MAKERS = 'a[data-from-words]';
const MOST_MARKED = 500;
let beside = null;

/** The words marked in one entry, the entry, and where they end on the page. */
function markedWords() {
  const marks = getSelection();
  if (!marks || marks.isCollapsed || !marks.rangeCount) return null;
  const range = marks.getRangeAt(0);
  const element = (node) => (node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement);
  const row = element(range.startContainer)?.closest('.story .row');
  // A whole paragraph marked by three clicks ends at the very beginning of what follows.
  const within = row && (row.contains(range.endContainer) || range.endOffset === 0);
  if (!within || !row.querySelector(MAKERS)) return null;
  const words = marks.toString().replace(/\s+/g, ' ').trim().slice(0, MOST_MARKED);
  const box = [...range.getClientRects()].findLast((one) => one.width > 0);
  return words && box ? { words, row, box } : null;
}

/** What can be made of marked words stands below them. */
function showMakers() {
  const marked = markedWords();
  beside?.remove();
  beside = null;
  if (!marked) return;
  beside = document.createElement('div');
  beside.className = 'from-words menu';
  for (const link of marked.row.querySelectorAll(MAKERS)) {
    const copy = link.cloneNode(true);
    copy.className = 'item';
    copy.href = withWords(link, marked.words);
    copy.removeAttribute('data-key');
    beside.append(copy);
  }
  document.body.append(beside);
  const size = beside.getBoundingClientRect();
  const left = Math.max(8, Math.min(marked.box.left, innerWidth - size.width - 8));
  Object.assign(beside.style, { left: `${left + scrollX}px`, top: `${marked.box.bottom + scrollY + 6}px` });
}

function withWords(link, words) {
  const url = new URL(link.href);
  url.searchParams.set('words', words);
  return url.href;
}

document.addEventListener('selectionchange', () => {
  if (beside && !markedWords()) showMakers();
});
document.addEventListener('pointerup', (event) => {
  if (!event.target.closest?.('.from-words')) setTimeout(showMakers);
});
document.addEventListener('touchend', () => setTimeout(showMakers, 300), { passive: true });
document.addEventListener('keyup', (event) => {
  if (event.shiftKey || event.key === 'Shift' || event.key === 'Escape') showMakers();
});

// The entry's own link, pressed by its letter or by hand, takes marked words of that entry along.
document.addEventListener('click', (event) => {
  const link = event.target.closest?.(MAKERS);
  if (!link) return;
  const marked = markedWords();
  if (marked?.row.contains(link)) link.href = withWords(link, marked.words);
  setTimeout(() => {
    getSelection()?.removeAllRanges();
    showMakers();
  });
}, true);

/* rows drawn to another place among theirs */
let drawn = null;

function makeDrawable() {
  for (const row of document.querySelectorAll('[data-ranks] > [data-rank]')) {
    row.draggable = true;
    for (const link of row.querySelectorAll('a')) link.draggable = false;
  }
}

const rowsOf = (row) => [...row.parentElement.querySelectorAll(':scope > [data-rank]')];
const overRow = (event) => {
  const row = drawn && event.target.closest?.('[data-rank]');
  return row && row.parentElement === drawn.parentElement ? row : null;
};

function unmarkRows() {
  for (const row of document.querySelectorAll('[data-rank].here, [data-rank].drawn')) row.classList.remove('here', 'drawn');
}

document.addEventListener('dragstart', (event) => {
  drawn = event.target.closest?.('[data-rank]') ?? null;
  drawn?.classList.add('drawn');
  if (drawn) event.dataTransfer.effectAllowed = 'move';
});
document.addEventListener('dragover', (event) => {
  const row = overRow(event);
  if (!row) return;
  event.preventDefault();
  for (const other of rowsOf(row)) other.classList.toggle('here', other === row && row !== drawn);
});
document.addEventListener('drop', (event) => {
  const row = overRow(event);
  if (!row) return;
  event.preventDefault();
  const from = drawn;
  if (row !== from) sendPlace(from, rowsOf(row).indexOf(row));
});
document.addEventListener('dragend', () => {
  unmarkRows();
  drawn = null;
});

function sendPlace(row, place) {
  const form = document.createElement('form');
  Object.assign(form, { method: 'post', action: row.dataset.rank, hidden: true });
  form.dataset.frag = '';
  const field = document.createElement('input');
  Object.assign(field, { type: 'hidden', name: 'place', value: String(place) });
  form.append(field);
  row.append(form);
  form.requestSubmit();
}

document.addEventListener('tend:applied', () => {
  makeDrawable();
  showMakers();
});
makeDrawable();
