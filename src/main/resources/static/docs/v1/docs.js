// The documentation works without this. With it: samples are copied by a click, all of them change their language at
// once, operations are filtered while typing, and "/" leads to the search.

const LANGUAGE = 'docs_language';

for (const panel of document.querySelectorAll('.docs-panel')) {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'docs-copy';
  button.textContent = 'Copy';
  button.addEventListener('click', async () => {
    try {
      await navigator.clipboard.writeText(panel.querySelector('code').textContent);
      button.textContent = 'Copied';
    } catch {
      getSelection().selectAllChildren(panel.querySelector('code'));
      button.textContent = 'Selected';
    }
    setTimeout(() => (button.textContent = 'Copy'), 2000);
  });
  panel.append(button);
}

function choose(language) {
  for (const samples of document.querySelectorAll('.docs-code')) {
    const choices = [...samples.querySelectorAll('.docs-code-head a')];
    if (!choices.some((choice) => choice.dataset.language === language)) continue;
    for (const choice of choices) {
      if (choice.dataset.language === language) choice.setAttribute('aria-current', 'true');
      else choice.removeAttribute('aria-current');
    }
    for (const panel of samples.querySelectorAll('.docs-panel')) panel.hidden = panel.dataset.language !== language;
  }
}

document.addEventListener('click', (event) => {
  const choice = event.target.closest('.docs-code-head a');
  if (!choice || event.metaKey || event.ctrlKey) return;
  event.preventDefault();
  const top = choice.getBoundingClientRect().top;
  choose(choice.dataset.language);
  scrollBy(0, choice.getBoundingClientRect().top - top); // samples above may have grown: stay where one looks
  document.cookie = `${LANGUAGE}=${choice.dataset.language}; Path=/; Max-Age=31536000; SameSite=Lax`;
});

const filter = document.querySelector('[data-filter]');
filter?.addEventListener('input', () => {
  const words = filter.value.toLowerCase().split(/\s+/);
  let any = false;
  for (const group of document.querySelectorAll('[data-filter-group]')) {
    let shown = false;
    for (const item of group.querySelectorAll(filter.dataset.filter)) {
      item.hidden = !words.every((word) => item.textContent.toLowerCase().includes(word));
      shown ||= !item.hidden;
    }
    group.hidden = !shown;
    any ||= shown;
  }
  document.querySelector('[data-filter-none]').hidden = any;
});

document.addEventListener('keydown', (event) => {
  const typing = event.target.closest('input, textarea, select, [contenteditable]');
  if (event.key === '/' && !event.defaultPrevented && !typing && !event.metaKey && !event.ctrlKey && !event.altKey) {
    event.preventDefault();
    document.getElementById('docs-q').focus();
  }
});

// Where one is on the page
const places = new Map([...document.querySelectorAll('.docs-toc a')].map((link) => [link.hash.slice(1), link]));
if (places.size > 0) {
  const seen = new IntersectionObserver((entries) => {
    const first = entries.find((entry) => entry.isIntersecting);
    if (!first) return;
    for (const link of places.values()) link.removeAttribute('aria-current');
    places.get(first.target.id)?.setAttribute('aria-current', 'location');
  }, { rootMargin: '0px 0px -70% 0px' });
  for (const id of places.keys()) {
    const heading = document.getElementById(id);
    if (heading) seen.observe(heading);
  }
}
