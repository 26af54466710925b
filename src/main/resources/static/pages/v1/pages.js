// What all pages do beside htmx. Everything here only eases what works without it.

const root = document.documentElement;

// Light or dark: kept in a cookie, so that the server writes it into the next page
document.addEventListener('click', event => {
  const choice = event.target.closest('[data-choose-theme]');
  if (choice) {
    root.dataset.theme = choice.dataset.chooseTheme;
    document.cookie = `theme=${root.dataset.theme}; path=/; max-age=31536000; samesite=lax`;
    const dark = matchMedia('(prefers-color-scheme: dark)').matches;
    root.dataset.bsTheme = root.dataset.theme === 'auto' ? (dark ? 'dark' : 'light') : root.dataset.theme;
    choice.closest('.theme').querySelectorAll('button').forEach(b => b.setAttribute('aria-pressed', b === choice));
  }
});

// Copy buttons: data-copy holds the text, or the selector of what holds it
document.addEventListener('click', async event => {
  const button = event.target.closest('[data-copy],[data-copy-from]');
  if (!button) return;
  const from = button.dataset.copyFrom && document.querySelector(button.dataset.copyFrom);
  await navigator.clipboard.writeText(from ? (from.value ?? from.textContent) : button.dataset.copy);
  button.classList.add('copied');
  say('Copied');
  setTimeout(() => button.classList.remove('copied'), 1500);
});

// Menus close when one clicks elsewhere or presses Escape
document.addEventListener('click', event => {
  document.querySelectorAll('details.menu[open]').forEach(menu => {
    if (!menu.contains(event.target)) menu.open = false;
  });
});
document.addEventListener('keydown', event => {
  if (event.key === 'Escape') {
    document.querySelectorAll('details.menu[open]').forEach(menu => {
      menu.open = false;
      menu.querySelector('summary').focus();
    });
  }
  if (event.key === '/' && !event.target.closest('input,textarea,select,[contenteditable]')) {
    const search = document.querySelector('[data-search]');
    if (search) { event.preventDefault(); search.focus(); }
  }
});

// Dialogs: what htmx puts into #dialog is shown over the page; a form in it that fails comes back into it
document.addEventListener('htmx:afterSwap', event => {
  const dialog = event.target.closest?.('dialog');
  if (dialog && !dialog.open && dialog.firstElementChild) dialog.showModal();
});
document.addEventListener('click', event => {
  const closer = event.target.closest('[data-close]');
  const dialog = closer?.closest('dialog');
  if (dialog) { event.preventDefault(); dialog.close(); }
  if (event.target instanceof HTMLDialogElement) event.target.close(); // a click beside it
});
document.addEventListener('close', event => {
  if (event.target.matches?.('dialog[data-fresh]')) event.target.replaceChildren();
}, true);

// A form is sent once; if the page stays, its button comes back
document.addEventListener('submit', event => {
  const form = event.target;
  if (form.method !== 'post' || event.defaultPrevented) return;
  if (form.dataset.sent) { event.preventDefault(); return; }
  form.dataset.sent = 'yes';
  form.querySelectorAll('button[type=submit],button:not([type])').forEach(b => b.setAttribute('aria-busy', 'true'));
  setTimeout(() => release(form), 8000);
});
addEventListener('pageshow', () => document.querySelectorAll('form[data-sent]').forEach(release));
document.addEventListener('htmx:afterRequest', event => event.target.closest && release(event.target.closest('form')));
function release(form) {
  if (!form) return;
  delete form.dataset.sent;
  form.querySelectorAll('[aria-busy]').forEach(b => b.removeAttribute('aria-busy'));
}

// Says something to screen readers, and shows it for a moment
function say(text) {
  const region = document.getElementById('said');
  if (!region) return;
  region.textContent = text;
  region.classList.add('seen');
  clearTimeout(region.timer);
  region.timer = setTimeout(() => region.classList.remove('seen'), 1800);
}

// Selects that send their form at once
document.addEventListener('change', event => {
  if (event.target.matches('[data-send]')) event.target.form.requestSubmit();
});

// A file that is too large is not sent at all, and the rest of its form stays
document.addEventListener('change', event => {
  const field = event.target;
  if (!field.matches('input[type=file][data-most-bytes]')) return;
  const large = [...field.files].some(file => file.size > Number(field.dataset.mostBytes));
  field.setCustomValidity(large ? field.dataset.tooLarge : '');
  if (large) field.reportValidity();
});

// Lists of payments: a pill says how many have come since, and the list stays as it is until it is asked for
for (const pill of document.querySelectorAll('[data-arrivals]')) {
  new EventSource(pill.dataset.arrivals).addEventListener('arrived', event => {
    pill.querySelector('[data-count]').textContent = event.data;
    pill.hidden = false;
  });
}
