// Part of tend.js. Live updates: one stream for all tabs of a browser. A tab that cares about a change
// fetches its own page again, at most once a second and only while it is seen.

const RETRY_MS = 15_000;
const GAP_MS = 1_000;
const LATE_MS = 5_000;
const channel = 'BroadcastChannel' in window ? new BroadcastChannel('tend-live') : null;
let last = Number(main()?.dataset.number ?? 0);
let stream = null;
let release = null;
let turn = null;
let stale = false;
let refreshedAt = 0;
let waiting = 0;
let pressed = false;

/** Whether this page cares: `all` and `today` hear everything, `client:…` one client, else a kind or its feature. */
function cares(change) {
  return (main()?.dataset.live ?? '').split(/\s+/).some((token) =>
    token === 'all' || token === 'today' || (change.client && token === `client:${change.client}`)
      || token === change.kind || token === change.kind?.split('.')[0]);
}

function hear(change) {
  if (change.number <= last) return;
  last = change.number;
  for (const notice of change.told ?? []) tellMe(notice);
  if (change.number <= Number(main()?.dataset.number ?? 0) || !cares(change)) return;
  if (change.by && change.by === document.body.dataset.me) latestName = 'You, in another tab,';
  else latestName = change.name ?? '';
  stale = true;
  schedule();
}

function schedule() {
  if (!stale || document.hidden || waiting) return;
  waiting = setTimeout(freshen, Math.max(150, refreshedAt + GAP_MS - Date.now()));
}

async function freshen() {
  waiting = 0;
  if (document.hidden) return;
  if (pressed || document.querySelector('form[aria-busy]')) {
    waiting = setTimeout(freshen, 300);
    return;
  }
  stale = false;
  refreshedAt = Date.now();
  try {
    await refresh();
  } catch {
    stale = true;
  }
  schedule();
}

/** After a gap nobody knows what was missed: every tab looks again. */
function catchUp() {
  if (!main()?.dataset.live) return;
  stale = true;
  schedule();
}

function listen() {
  const late = performance.now() > LATE_MS;
  let opened = 0;
  stream = new EventSource(last ? `/live?after=${last}` : '/live');
  stream.addEventListener('change', (event) => {
    const change = JSON.parse(event.data);
    channel?.postMessage(change);
    hear(change);
  });
  stream.addEventListener('open', () => {
    opened += 1;
    if (opened === 1 && !late) return;
    channel?.postMessage({ catchUp: true });
    catchUp();
  });
  stream.addEventListener('error', () => {
    if (stream?.readyState === EventSource.CLOSED) setTimeout(() => release && listen(), RETRY_MS);
  });
}

/** Waits for its turn to be the one tab that listens; when that tab closes, the next takes over and catches up. */
function queue() {
  if (turn || !document.body.dataset.me) return;
  turn = new AbortController();
  const lead = () => new Promise((resolve) => {
    release = resolve;
    listen();
  });
  if (navigator.locks && channel) navigator.locks.request('tend-live', { signal: turn.signal }, lead).catch(() => {});
  else lead();
}

function leave() {
  stream?.close();
  stream = null;
  release?.();
  release = null;
  turn?.abort();
  turn = null;
}

channel?.addEventListener('message', ({ data }) => (data.catchUp ? catchUp() : hear(data)));
document.addEventListener('visibilitychange', schedule);
document.addEventListener('tend:applied', queue);
document.addEventListener('pointerdown', () => { pressed = true; }, true);
for (const end of ['pointerup', 'pointercancel', 'dragend']) document.addEventListener(end, () => { pressed = false; }, true);
addEventListener('pagehide', leave);
addEventListener('pageshow', ({ persisted }) => {
  if (!persisted) return;
  stale = true;
  queue();
  schedule();
});
queue();
for (const toast of document.querySelectorAll('#toasts > .toast')) fade(toast, toast.querySelector('form') ? 30_000 : 10_000);

/** A page that waits for work to end looks again after so many seconds: `data-again="2"`. */
setInterval(() => {
  const again = main()?.querySelector('[data-again]');
  if (again && !document.hidden && Date.now() - refreshedAt >= Number(again.dataset.again) * 1000) {
    stale = true;
    schedule();
  }
}, 500);
