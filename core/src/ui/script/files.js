// Part of tend.js. Files of a form: dropped on it, pasted into it, and taken out again before it is sent. Without this file they are
// chosen as any file is.

const pickers = () => document.querySelectorAll('[data-picker]');
const inputOf = (picker) => picker.querySelector('input[type=file]');
const chosen = new WeakMap();

function inWords(bytes) {
  if (bytes < 1024) return `${bytes} bytes`;
  if (bytes < 1048576) return `${Math.ceil(bytes / 1024)} KB`;
  return `${(bytes / 1048576).toFixed(bytes < 10485760 ? 1 : 0)} MB`;
}

/** What is in the field now, with a way to take each out again. */
function showChosen(picker) {
  const files = [...inputOf(picker).files];
  chosen.set(inputOf(picker), files);
  let list = picker.querySelector('.picked.now');
  if (!files.length) return list?.remove();
  if (!list) {
    list = document.createElement('ul');
    list.className = 'picked now';
    inputOf(picker).after(list);
  }
  list.replaceChildren(...files.map((file) => {
    const line = document.createElement('li');
    const name = document.createElement('span');
    name.dir = 'auto';
    name.textContent = file.name;
    const size = document.createElement('small');
    size.textContent = inWords(file.size);
    const button = document.createElement('button');
    Object.assign(button, { type: 'button', className: 'take-out', textContent: '×' });
    button.setAttribute('aria-label', `Leave out ${file.name}`);
    button.addEventListener('click', () => fill(picker, files.filter((one) => one !== file)));
    line.append(name, size, button);
    return line;
  }));
}

function fill(picker, files) {
  const all = new DataTransfer();
  for (const file of files) all.items.add(file);
  inputOf(picker).files = all.files;
  showChosen(picker);
}

/** Adds files to those that are there, but for one that is too large: said now, and not after it was sent. */
function bring(picker, more) {
  const most = Number(picker.dataset.most);
  const before = chosen.get(inputOf(picker)) ?? [];
  const isThere = (file) => before.some((one) => one.name === file.name && one.size === file.size && one.lastModified === file.lastModified);
  const large = more.filter((file) => file.size > most);
  fill(picker, [...before, ...more.filter((file) => file.size <= most && !isThere(file))]);
  picker.querySelector('.error')?.remove();
  const words = large.map((file) => `“${file.name}” is larger than ${inWords(most)}, and no file may be.`).join(' ');
  if (words) {
    const note = document.createElement('p');
    note.className = 'error';
    note.textContent = words;
    picker.append(note);
  }
  announce(words || `${inputOf(picker).files.length} files chosen`);
}

const pickerAt = (event) => event.target.closest?.('form')?.querySelector('[data-picker]');
const hasFiles = (event) => [...(event.dataTransfer?.types ?? [])].includes('Files');

document.addEventListener('change', (event) => {
  const picker = event.target.closest?.('[data-picker]');
  if (picker && event.target === inputOf(picker)) bring(picker, [...event.target.files]);
});
document.addEventListener('paste', (event) => {
  const [picker, files] = [pickerAt(event), [...(event.clipboardData?.files ?? [])]];
  if (!picker || !files.length) return;
  event.preventDefault();
  bring(picker, files);
});
document.addEventListener('dragover', (event) => {
  if (!hasFiles(event)) return;
  // A file that is dropped beside a form would take the page's place.
  event.preventDefault();
  const picker = pickerAt(event);
  event.dataTransfer.dropEffect = picker ? 'copy' : 'none';
  for (const one of pickers()) one.classList.toggle('dropping', one === picker);
});
document.addEventListener('dragleave', (event) => {
  if (!event.relatedTarget) for (const one of pickers()) one.classList.remove('dropping');
});
document.addEventListener('drop', (event) => {
  if (!hasFiles(event)) return;
  event.preventDefault();
  for (const one of pickers()) one.classList.remove('dropping');
  const picker = pickerAt(event);
  if (picker) bring(picker, [...event.dataTransfer.files]);
});
document.addEventListener('tend:applied', () => {
  for (const picker of pickers()) {
    // What has come already is kept there, and need not come again.
    if (picker.querySelector('[name=kept]')) inputOf(picker).value = '';
    showChosen(picker);
  }
});
