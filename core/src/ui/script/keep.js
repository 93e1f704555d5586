// Part of tend.js. Written without a network: kept in this browser under an id of its own, sent once when the network is back. Each
// line belongs to the member who wrote it; whoever signs in on the same phone sends their own alone.

const SEND_AGAIN_MS = 30_000;
const ANSWERS_WITHIN_MS = 10_000;
let sendSoon = 0;

const shelf = new Promise((resolve, reject) => {
  if (!('indexedDB' in window)) return reject(new Error('nothing can be kept here'));
  const opening = indexedDB.open('tend', 1);
  opening.onupgradeneeded = () => {
    opening.result.createObjectStore('kept', { keyPath: 'id' });
    opening.result.createObjectStore('known');
  };
  opening.onsuccess = () => resolve(opening.result);
  opening.onerror = () => reject(opening.error);
});
shelf.catch(() => {});

/** One step on a shelf: `onShelf('kept', 'put', line)`. */
async function onShelf(name, deed, ...values) {
  const store = (await shelf).transaction(name, deed.startsWith('get') ? 'readonly' : 'readwrite').objectStore(name);
  return new Promise((resolve, reject) => {
    const asked = store[deed](...values);
    store.transaction.oncomplete = () => resolve(asked.result);
    store.transaction.onerror = store.transaction.onabort = () => reject(store.transaction.error);
  });
}

/** Who is signed in here, as far as the page or an earlier one knows. */
async function whoWrites() {
  return document.body.dataset.me ?? onShelf('known', 'get', 'me').catch(() => undefined);
}

/** Eighteen digits that nobody else has. */
const freshId = () => [...crypto.getRandomValues(new Uint32Array(2))].map((part) => String(part).padStart(10, '0').slice(-9)).join('');

/** Writes a line down: at once where there is a network, else on the shelf. */
async function writeDown(form, button) {
  if (form.hasAttribute('aria-busy')) return;
  const data = new FormData(form);
  const line = { id: data.get('once') || freshId(), text: data.get('text').trim(), name: data.get('name').trim(), at: Date.now(), state: 'waiting' };
  if (!line.text) return form.elements.text.focus();
  form.elements.once.value = line.id;
  data.set('once', line.id);
  form.setAttribute('aria-busy', 'true');
  button?.classList.add('busy');
  try {
    const answer = await fetch(form.action, {
      method: 'POST', headers: HEADERS, body: new URLSearchParams(data), signal: AbortSignal.timeout(ANSWERS_WITHIN_MS),
    });
    if (answer.status >= 500 || answer.status === 403 || answer.status === 401) throw new Error('not now');
    await onShelf('kept', 'delete', line.id).catch(() => {});
    if (!document.getElementById('places')) return leaveFor(answer.redirected ? answer.url : form.action);
    const sent = new Map([...form.elements].filter((one) => one.matches(CONTROLS)).map((one) => [one, heldNow(one)]));
    await received(form, sent, answer, button);
    if (answer.ok) clearCapture();
    await showKept();
  } catch {
    await keepLine(form, line);
  } finally {
    form.removeAttribute('aria-busy');
    button?.classList.remove('busy');
  }
}

async function keepLine(form, line) {
  const member = await whoWrites();
  if (!member) return tellKept(form, 'Tend does not know yet whose phone this is, so this cannot be kept. Sign in once while there is a network. What you typed is still here.');
  try {
    await onShelf('kept', 'put', { ...line, member });
  } catch {
    return tellKept(form, 'This browser keeps nothing, so please leave this page open until there is a network. What you typed is still here.');
  }
  clearCapture();
  await showKept();
  announce('Kept on this phone, will be sent');
  sendLater();
}

function clearCapture() {
  const form = document.getElementById('capture');
  if (!form) return;
  for (const control of form.elements) if (control.name) control.value = control.defaultValue = '';
  form.elements.text.focus();
}

function tellKept(form, words) {
  const told = form.querySelector('.not-kept') ?? form.appendChild(document.createElement('p'));
  told.className = 'error not-kept';
  told.setAttribute('role', 'alert');
  told.textContent = words;
}

const SAYS = {
  waiting: 'Kept on this phone, will be sent',
  signIn: 'Kept on this phone. Sign in, and it is sent',
  refused: 'Not written yet',
  sent: 'Sent',
};

/** The list of what is kept here; of what another member keeps, only how much it is. */
async function showKept() {
  const place = document.getElementById('kept');
  if (!place) return;
  const lines = await onShelf('kept', 'getAll').catch(() => []);
  const member = await whoWrites();
  const own = lines.filter((line) => line.member === member).sort((one, other) => one.at - other.at);
  const others = lines.length - own.length;
  const sent = [...place.querySelectorAll('.sent')];
  place.replaceChildren(...sent, ...own.map(keptRow));
  if (others) place.append(small('p', `${others === 1 ? 'A line' : `${others} lines`} of a colleague ${others === 1 ? 'is' : 'are'} kept here too, and sent when they sign in.`));
  place.hidden = !place.childElementCount;
}

function small(kind, words) {
  const line = document.createElement(kind);
  line.textContent = words;
  return line;
}

function keptRow(line) {
  const row = document.createElement('article');
  row.className = `kept-line ${line.state}`;
  row.dataset.id = line.id;
  const words = small('q', line.text);
  words.dir = 'auto';
  row.append(words, small('small', line.why ? `${SAYS[line.state]}: ${line.why}` : SAYS[line.state]));
  if (line.state === 'refused') row.append(keptButton('Put it right', () => putRight(line)), keptButton('Throw it away', (button) => throwAway(line, button)));
  if (line.state === 'signIn') {
    const link = small('a', 'Sign in');
    Object.assign(link, { href: '/sign-in?next=/capture', className: 'btn small' });
    row.append(link);
  }
  return row;
}

function keptButton(words, deed) {
  const button = small('button', words);
  Object.assign(button, { type: 'button', className: 'btn small' });
  button.addEventListener('click', () => deed(button));
  return button;
}

/** The words stand in the form again, under the same id; they leave the shelf when they are written. */
function putRight(line) {
  const form = document.getElementById('capture');
  form.elements.text.value = line.text;
  form.elements.name.value = line.name;
  form.elements.once.value = line.id;
  form.elements.text.focus();
}

async function throwAway(line, button) {
  if (!button.dataset.sure) {
    button.dataset.sure = 'yes';
    button.textContent = 'Really throw it away?';
    return;
  }
  await onShelf('kept', 'delete', line.id);
  await showKept();
}

function sendLater() {
  clearTimeout(sendSoon);
  sendSoon = setTimeout(sendKept, SEND_AGAIN_MS);
}

/** Sends what waits here and is this member's. One tab at a time; what is sent twice is written once. */
async function sendKept() {
  const lines = (await onShelf('kept', 'getAll').catch(() => [])).filter((line) => line.state !== 'refused');
  if (!lines.length) return;
  const work = async (lock) => {
    if (lock === null) return;
    try {
      const asked = await fetch('/capture/who', { headers: { Accept: 'application/json' }, cache: 'no-store' });
      if (asked.redirected || !asked.ok) return await mustSignIn(lines, asked);
      const { member } = await asked.json();
      for (const line of lines.filter((one) => one.member === member)) await sendLine(line);
    } catch {
      sendLater();
    }
  };
  if (navigator.locks) await navigator.locks.request('tend-kept', { ifAvailable: true }, work);
  else await work();
  await showKept();
}

async function mustSignIn(lines, asked) {
  if (!asked.redirected) return sendLater();
  for (const line of lines) await onShelf('kept', 'put', { ...line, state: 'signIn' });
}

async function sendLine(line) {
  const { id, text, name, at, member } = line;
  const body = new URLSearchParams({ once: id, text, name, at: String(at), member });
  const answer = await fetch('/capture/kept', { method: 'POST', headers: { Accept: 'application/json' }, body });
  const told = (answer.headers.get('Content-Type') ?? '').startsWith('application/json') ? await answer.json() : null;
  if (answer.ok && told) {
    await onShelf('kept', 'delete', id);
    const row = keptRow({ ...line, state: 'sent', why: told.words });
    document.getElementById('kept')?.prepend(row);
    announce(`Sent: ${told.words}`);
    if (!row.isConnected) saySent(told.words);
  } else if (told) {
    await onShelf('kept', 'put', { ...line, state: 'refused', why: told.why });
    announce(`${SAYS.refused}: ${told.why}`);
  } else {
    throw new Error(String(answer.status));
  }
}

function saySent(words) {
  const toast = document.createElement('div');
  toast.className = 'toast';
  toast.append(small('span', `Sent from this phone: ${words}`));
  showToast(toast);
}

document.addEventListener('submit', (event) => {
  if (!event.target.hasAttribute('data-keeps')) return;
  event.preventDefault();
  writeDown(event.target, event.submitter);
});

/** Who signed in is known for later; who comes to the door is nobody yet. */
async function remembersWho() {
  const { me } = document.body.dataset;
  if (me) await onShelf('known', 'put', me, 'me');
  else if (location.pathname === '/sign-in') await onShelf('known', 'delete', 'me');
}

remembersWho().catch(() => {}).then(showKept).then(sendKept).catch(() => {});
addEventListener('online', () => sendKept().catch(() => {}));
document.addEventListener('tend:applied', ({ detail }) => { if (detail.fresh) showKept().catch(() => {}); });
navigator.serviceWorker?.register('/worker.js').catch(() => {});
