// Told at once: the browser is asked, subscribes with the key of the house, and the form carries what it said.
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
