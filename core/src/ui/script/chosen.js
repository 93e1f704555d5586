// Part of tend.js. Rows that are ticked: how many, all of them, none. Without it the bar is there all the same.

const ticks = () => [...main().querySelectorAll('.pick input[type=checkbox]')];

function countTicks() {
  const words = main()?.querySelector('[data-chosen]');
  if (!words) return;
  const count = ticks().filter((one) => one.checked).length;
  const text = count ? `${count} chosen` : 'Chosen';
  if (words.textContent === text) return;
  words.textContent = text;
  if (count) announce(text);
}

function letGo() {
  const ticked = ticks().filter((one) => one.checked);
  for (const one of ticked) one.checked = false;
  countTicks();
  return ticked.length > 0;
}

let lastTick = null;

document.addEventListener('click', (event) => {
  const tick = event.target.closest?.('.pick input[type=checkbox]');
  if (tick && event.shiftKey && lastTick?.isConnected) {
    const all = ticks();
    const [from, to] = [all.indexOf(lastTick), all.indexOf(tick)].sort((a, b) => a - b);
    for (const one of all.slice(from, to + 1)) one.checked = tick.checked;
  }
  if (tick) lastTick = tick;
  if (event.target.closest?.('[data-let-go]')) setTimeout(letGo);
});
document.addEventListener('change', (event) => {
  if (event.target.matches('.pick input[type=checkbox]')) countTicks();
});
document.addEventListener('tend:applied', ({ detail }) => {
  if (detail.fresh) lastTick = null;
  countTicks();
});
document.addEventListener('keydown', (event) => {
  if (event.key !== 'Escape' || event.defaultPrevented || isTyping() || document.querySelector('dialog[open], [popover]:popover-open')) return;
  if (main() && letGo()) event.preventDefault();
});
