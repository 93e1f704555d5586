// Part of tend.js. What helps where somebody begins: the clock on their wall, a door that opens by itself, a link to hand over.

/** The field for a time zone holds what the browser knows, until somebody types. */
function guessZone(place) {
  const field = place.querySelector('input');
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const offered = [...document.querySelectorAll(`#${CSS.escape(field?.getAttribute('list') ?? '')} option`)].map((one) => one.value);
  if (field && !field.value && offered.includes(zone)) field.value = field.defaultValue = zone;
}

/** A button beside a link copies it; without the script the link is there to be marked. */
function offerCopy(place) {
  const field = place.querySelector('input');
  if (!field || !navigator.clipboard || place.querySelector('.copy')) return;
  const button = document.createElement('button');
  Object.assign(button, { type: 'button', className: 'btn copy', textContent: 'Copy it' });
  button.addEventListener('click', async () => {
    field.select();
    await navigator.clipboard.writeText(field.value);
    announce('Copied');
    button.textContent = 'Copied';
  });
  field.addEventListener('focus', () => field.select());
  field.after(button);
}

function begin() {
  document.querySelectorAll('[data-zone]').forEach(guessZone);
  document.querySelectorAll('[data-copy]').forEach(offerCopy);
  // Where a link has led; a sample in the gallery stays as it is.
  if (location.pathname.startsWith('/link/')) document.querySelector('form[data-send-at-once]')?.requestSubmit();
}

document.addEventListener('tend:applied', begin);
begin();
