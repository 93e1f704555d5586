// Part of tend.js. Told at once: a line in the corner of the page one looks at. A page that nobody looks at keeps it until they do, with
// the number in its title. And the browser is asked whether it may be told while Tend is closed.

const untold = [];

function tellMe(notice) {
  untold.push(notice);
  tellAll();
}

function tellAll() {
  document.title = document.title.replace(/^\(\d+\) /, '');
  if (document.hidden) {
    if (untold.length) document.title = `(${untold.length}) ${document.title}`;
    return;
  }
  for (const { words, href } of untold.splice(0)) {
    const toast = document.createElement('div');
    toast.className = 'toast told';
    const link = document.createElement('a');
    Object.assign(link, { href, textContent: words });
    link.dataset.frag = '';
    const close = document.createElement('button');
    Object.assign(close, { type: 'button', className: 'toast-close', textContent: '×', ariaLabel: 'Put away' });
    close.dataset.dismiss = '';
    toast.append(link, close);
    showToast(toast, true);
  }
}

document.addEventListener('visibilitychange', tellAll);

const cannot = 'This browser cannot be told. Try another one, or put Tend on the home screen first.';

const subscribed = async (key) => {
  const worker = await navigator.serviceWorker.ready;
  const ask = () => worker.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
  // An older key, of another house, has to go first.
  return ask().catch(async () => {
    await (await worker.pushManager.getSubscription())?.unsubscribe();
    return ask();
  });
};

document.addEventListener('submit', async (event) => {
  const form = event.target;
  if (!form.matches('form[data-told]') || form.elements.endpoint.value) return;
  event.preventDefault();
  const say = (words) => { form.querySelector('[data-said]').textContent = words; };
  if (!navigator.serviceWorker || !('PushManager' in window) || !('Notification' in window)) return say(cannot);
  try {
    if (await Notification.requestPermission() !== 'granted') return say('Your browser said no. You can allow it in its settings.');
    const answer = await fetch('/me/told/key', { method: 'POST' });
    if (!answer.ok) return say('Tend could not be reached just now. Nothing was changed.');
    const { endpoint, keys } = (await subscribed(await answer.text())).toJSON();
    Object.entries({ endpoint, ...keys }).forEach(([name, value]) => { if (form.elements[name]) form.elements[name].value = value; });
    form.submit();
  } catch {
    say(cannot);
  }
});
