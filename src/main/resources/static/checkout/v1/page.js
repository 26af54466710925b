// Makes the page quicker and kinder. Everything works without it; what is true, the server says.
const $ = (id) => document.getElementById(id);
const main = $('checkout');
const said = main?.dataset ?? {};
const here = said.path + (said.query ?? '');
const title = document.title;
const TRIES = 3;
const UNDER_WAY = ['processing', 'requires_action'];

const at = (more) => said.path + more + (said.query ?? '');
const sleep = (ms) => new Promise((done) => setTimeout(done, ms));
const text = (code) => document.querySelector(`#texts [data-code="${code}"]`)?.textContent ?? '';

// ---- The page around this one, if it is embedded. Only to the origin that the merchant has registered.
const tell = (type, more = {}) => {
  if (said.nonce && parent !== window) {
    parent.postMessage({ source: 'florin-checkout', nonce: said.nonce, type, ...more }, said.origin);
  }
};

// ---- Cards. RuPay before Discover and Maestro, as their ranges overlap.
const BRANDS = [
  ['Visa', /^4/, [13, 16, 19]],
  ['Mastercard', /^(5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720)/, [16]],
  ['Amex', /^3[47]/, [15]],
  ['RuPay', /^(508|60(?!11)|81[7-9]|82|652[1-9]|653[01])/, [16]],
  ['Discover', /^(6011|64[4-9]|65)/, [16, 19]],
  ['Diners', /^(30[0-5]|3095|36|3[89])/, [14, 19]],
  ['JCB', /^35(2[89]|[3-8])/, [16, 19]],
  ['UnionPay', /^(62|81)/, [16, 19]],
  ['Maestro', /^(50|5[6-8]|6)/, [12, 19]],
];
const digits = (value) => value.replace(/\D/g, '');
const brandOf = (number) => BRANDS.find(([, range]) => range.test(number));
const grouped = (number) =>
  (brandOf(number)?.[0] === 'Amex' ? number.replace(/^(\d{4})(\d{1,6})?(\d+)?$/, (_, a, b, c) => [a, b, c].filter(Boolean).join(' '))
    : number.replace(/(\d{4})(?=\d)/g, '$1 '));
const luhn = (number) =>
  [...number].reverse().reduce((sum, d, i) => sum + (i % 2 ? (d * 2 > 9 ? d * 2 - 9 : d * 2) : +d), 0) % 10 === 0;

const CHECKS = {
  number(value) {
    const number = digits(value);
    if (!number) return 'number_missing';
    const lengths = brandOf(number)?.[2] ?? [];
    const fits = lengths.length ? (lengths.length === 2 ? number.length >= lengths[0] && number.length <= lengths[1]
      : lengths.includes(number.length)) : number.length >= 12 && number.length <= 19;
    return fits && luhn(number) ? '' : 'card_number_invalid';
  },
  expiry(value) {
    if (!value.trim()) return 'expiry_missing';
    const [, month, year] = value.match(/^\s*(\d{1,2})\s*\/?\s*(\d{4}|\d{2})\s*$/) ?? [];
    if (!month || month < 1 || month > 12) return 'expiry_invalid';
    const end = new Date(Date.UTC(year.length === 2 ? 2000 + +year : +year, +month, 1, 12));
    return end < new Date() ? 'card_expired' : '';
  },
  cvc(value) {
    if (!value.trim()) return 'cvc_missing';
    const brand = brandOf(digits($('number').value));
    const right = brand ? (brand[0] === 'Amex' ? /^\d{4}$/ : /^\d{3}$/) : /^\d{3,4}$/;
    return right.test(value.trim()) ? '' : 'cvc_invalid';
  },
  vpa(value) {
    if (!value.trim()) return 'vpa_missing';
    return /^[A-Za-z0-9._-]{2,256}@[A-Za-z][A-Za-z0-9]{1,63}$/.test(value.trim()) ? '' : 'vpa_invalid';
  },
};

const complain = (field, message) => {
  $(`${field.id}-error`).textContent = message;
  message ? field.setAttribute('aria-invalid', 'true') : field.removeAttribute('aria-invalid');
};
const check = (field) => {
  const code = CHECKS[field.id]?.(field.value) ?? '';
  complain(field, code && text(code));
  return !code;
};

/** Writes a field anew and leaves the caret behind the same digit. */
const rewrite = (field, value) => {
  if (field.value === value) return;
  const atEnd = field.selectionStart === field.value.length;
  const before = digits(field.value.slice(0, field.selectionStart)).length;
  field.value = value;
  let caret = 0;
  for (let seen = 0; caret < value.length && seen < before; caret++) seen += /\d/.test(value[caret]);
  if (atEnd) caret = value.length;
  if (document.activeElement === field) field.setSelectionRange(caret, caret);
};

const typed = {
  number(field) {
    const number = digits(field.value).slice(0, 19);
    rewrite(field, grouped(number));
    $('brand').textContent = number.length > 1 || number === '4' ? (brandOf(number)?.[0] ?? '') : '';
  },
  expiry(field, event) {
    const deleting = event?.inputType?.startsWith('delete');
    let value = field.value.replace(/[^\d/ ]/g, '');
    const whole = value.match(/^\s*(\d{1,2})\s*\/\s*(?:20)?(\d{2})\s*$/);
    if (whole && value.match(/\d{4}\s*$/)) value = whole[1].padStart(2, '0') + whole[2]; // autofill's MM/YYYY
    else if (/^[2-9]$/.test(digits(value)) || /^\d\s*\/$/.test(value.trim())) value = `0${digits(value)}`;
    const all = digits(value).slice(0, 4);
    if (deleting && all.length <= 2) { rewrite(field, all); return; }
    rewrite(field, all.length >= 2 ? `${all.slice(0, 2)} / ${all.slice(2)}`.replace(/ $/, all.length > 2 ? '' : ' ') : all);
  },
  cvc(field) {
    rewrite(field, digits(field.value).slice(0, 4));
  },
};

// ---- Paying
let busy = false;
let stopWatching = () => {};
let stopWaiting = () => {};
const calm = (message) => { const line = $('calm'); if (line) { line.textContent = message; line.hidden = !message; } };

const lock = (form, on) => {
  busy = on;
  for (const button of document.querySelectorAll('#pay button')) on ? button.setAttribute('aria-disabled', 'true') : button.removeAttribute('aria-disabled');
  form.setAttribute('aria-busy', String(on));
};
const notice = (message, heading = '') => {
  const box = $('notice');
  box.replaceChildren();
  if (heading) box.append(Object.assign(document.createElement('h2'), { textContent: heading }));
  box.append(Object.assign(document.createElement('p'), { textContent: message }));
  box.hidden = !message;
  if (message) box.focus();
};

/** Asks up to four times, with growing pauses; the token in the form makes that one payment. Null if nobody answers. */
const send = async (url, body) => {
  for (let tried = 0; ; tried++) {
    let answer = null;
    try {
      answer = await fetch(url, { method: 'POST', body, headers: { Accept: 'application/json' }, signal: AbortSignal.timeout(20000) });
      if (answer.status < 500) return answer;
    } catch { /* the line is broken */ }
    if (tried === TRIES) return answer;
    notice(said.trying);
    await sleep(1000 * 2 ** tried);
  }
};

const pay = async (event) => {
  event.preventDefault();
  const form = event.target;
  if (busy) return;
  const wrong = [...form.querySelectorAll('input')].filter((field) => !fine(field));
  if (wrong.length) { wrong[0].focus(); return; }
  const body = new URLSearchParams(new FormData(form, event.submitter));
  lock(form, true);
  notice('');
  const patience = [setTimeout(() => calm(said.safe), 2500), setTimeout(() => calm(said.slow), 20000)];
  stopWaiting = () => { patience.forEach(clearTimeout); calm(''); };
  document.title = `${said.wait} · ${title}`;
  const answer = await send(form.action, body);
  if (!answer) {
    notice(said.offline);
  } else if (answer.status === 422) {
    const { mistakes } = await answer.json();
    for (const [name, message] of Object.entries(mistakes)) $(name) && form.contains($(name)) ? complain($(name), message) : notice(message);
    form.querySelector('[aria-invalid=true]')?.focus();
  } else if (answer.ok) {
    const now = await answer.json();
    if (UNDER_WAY.includes(now.state)) { now.state === 'processing' ? watch(now) : go(); return; }
    await news(now);
    return;
  } else if (answer.status === 429 || answer.status >= 500) {
    notice((await answer.json().catch(() => null))?.mistakes?.form ?? said.offline);
  } else {
    go(); // what the page shows is old
    return;
  }
  document.title = title;
  stopWaiting();
  lock(form, false);
};
const fine = (field) => field.type === 'hidden' || field.type === 'radio' || check(field);
const go = () => location.replace(here);

/** A declined card: the form stays as it is, but for the code and the token. */
const declined = async () => {
  try {
    const fresh = new DOMParser().parseFromString(await (await fetch(here)).text(), 'text/html');
    const state = fresh.getElementById('checkout');
    const token = fresh.querySelector('[name=token]');
    if (!token || !$('pay')) { go(); return; }
    for (const old of document.querySelectorAll('[name=token]')) old.value = token.value;
    Object.assign(said, { state: state.dataset.state, stamp: state.dataset.stamp, payment: state.dataset.payment });
    const box = fresh.getElementById('notice');
    $('cvc').value = '';
    stopWaiting();
    lock($('pay').querySelector('form'), false);
    for (const form of document.querySelectorAll('form[data-pay]')) form.removeAttribute('aria-busy');
    document.title = fresh.title;
    notice(box.querySelector('p').textContent, box.querySelector('h2')?.textContent);
    report(state.dataset);
  } catch { go(); }
};

const news = async (now) => {
  if (now.stamp === said.stamp && UNDER_WAY.includes(now.state) && now.state === said.state) return false;
  if (now.state === 'processing') return false;
  stopWatching();
  if ((now.state === 'failed' || now.state === 'timed_out') && $('pay')) await declined();
  else go();
  return true;
};

/** Hears of changes, or asks where that is not possible: every 2 s, after a minute every 10 s. */
const watch = (now) => {
  if (now) said.stamp = now.stamp;
  let over = false;
  let stream;
  const began = performance.now();
  stopWatching = () => { over = true; stream?.close(); };
  const ask = async () => {
    while (!over) {
      await sleep(performance.now() - began < 60000 ? 2000 : 10000);
      if (over) return;
      try {
        const answer = await fetch(at('/status'));
        if (answer.ok && !over) await news(await answer.json());
      } catch { /* ask again */ }
    }
  };
  try {
    stream = new EventSource(`${said.path}/events`);
    stream.onmessage = (event) => over || news(JSON.parse(event.data));
    stream.onerror = () => { if (stream.readyState === EventSource.CLOSED) ask(); };
  } catch { ask(); }
  setTimeout(() => { const line = document.querySelector('#waiting p'); if (!over && line) line.textContent = said.slow; }, 20000);
};

const report = ({ failure, failureText, payment, order }) =>
  failure && tell('failed', { paymentId: payment, orderId: order ?? said.order, code: failure, message: failureText });

// ---- Clocks: of the server's time that is left, not of this machine's time of day
const clock = (element) => {
  if (!+element.dataset.seconds) return;
  const end = performance.now() + element.dataset.seconds * 1000;
  let announced = Math.ceil(element.dataset.seconds / 60);
  const live = element.closest('.clock').appendChild(Object.assign(document.createElement('span'), { className: 'spoken', role: 'status' }));
  const tick = setInterval(() => {
    const left = Math.max(0, Math.round((end - performance.now()) / 1000));
    element.textContent = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, '0')}`;
    const minutes = Math.ceil(left / 60);
    if (minutes < announced && [5, 1].includes(minutes)) live.textContent = said.left.replace('{0}', element.textContent);
    announced = minutes;
    if (!left) { clearInterval(tick); if (!busy) setTimeout(go, 1500); }
  }, 1000);
};

/** What the shop knows of its customer; never over what the customer has typed. */
const prefill = ({ name, method, vpa }) => {
  for (const [id, value] of Object.entries({ name, vpa })) if (typeof value === 'string' && $(id) && !$(id).value) $(id).value = value;
  if (['card', 'upi'].includes(method) && $(`by-${method}`)) $(`by-${method}`).checked = true;
};

// ---- Begin
let pressing = false; // a message that came now would move the button away from under the finger
const begin = () => {
  for (const [type, on] of [['pointerdown', true], ['pointerup', false], ['pointercancel', false]]) {
    addEventListener(type, (event) => { pressing = on && !!event.target.closest?.('#pay button'); }, true);
  }
  for (const form of document.querySelectorAll('form[data-pay]')) {
    form.noValidate = true;
    form.addEventListener('submit', pay);
    for (const field of form.querySelectorAll('.box input')) {
      field.addEventListener('blur', () => field.value && !pressing && check(field));
      field.addEventListener('input', (event) => {
        typed[field.id]?.(field, event);
        if (field.hasAttribute('aria-invalid') && !CHECKS[field.id]?.(field.value)) complain(field, '');
      });
    }
  }
  if ($('number')?.value) typed.number($('number'));
  for (const link of document.querySelectorAll('.scenarios a')) {
    link.addEventListener('click', (event) => {
      event.preventDefault();
      const filled = { number: link.dataset.number, expiry: `12 / ${(new Date().getFullYear() + 3) % 100}`, cvc: '123' };
      for (const [id, value] of Object.entries(filled)) { $(id).value = value; complain($(id), ''); }
      typed.number($('number'));
      $('pay').querySelector('.card .primary').focus();
    });
  }
  for (const form of document.querySelectorAll('form:not([data-pay])')) {
    form.addEventListener('submit', (event) => { if (busy) event.preventDefault(); busy = true; });
  }
  document.querySelectorAll('[data-countdown]').forEach(clock);
  if (matchMedia('(min-width: 54rem)').matches && !CSS.supports('selector(::details-content)')) document.querySelectorAll('.order details').forEach((d) => { d.open = true; });
  if (UNDER_WAY.includes(said.state)) watch();
  const issuer = $('issuer');
  const once = `florin-${said.payment}`;
  if (issuer && !sessionStorage.getItem(once)) {
    sessionStorage.setItem(once, '1');
    location.replace(issuer.href);
  }
  const print = $('print');
  if (print) { print.hidden = false; print.onclick = () => window.print(); }
  const back = $('back');
  if (back?.dataset.goes === 'true') {
    $('going').hidden = false;
    const leaving = setTimeout(() => location.assign(back.href), 8000);
    $('stay').onclick = () => { clearTimeout(leaving); $('going').hidden = true; };
  }
  const close = $('close');
  if (close && parent !== window) { close.hidden = false; close.onclick = () => tell('close'); }
  addEventListener('message', ({ origin, source, data }) => {
    if (said.nonce && origin === said.origin && source === parent && data?.source === 'florin-sdk' && data.nonce === said.nonce && data.type === 'prefill') prefill(data.prefill ?? {});
  });
  // The window's own Escape does not hear what is typed in here
  addEventListener('keydown', (event) => { if (event.key === 'Escape' && !event.defaultPrevented) tell('close'); });
  tell('ready');
  if (said.state === 'completed') tell('completed', { paymentId: said.payment, orderId: said.order, signature: said.proof });
  report(said);
  if (said.nonce) new ResizeObserver(() => tell('resize', { height: document.body.scrollHeight })).observe(document.body);
  // What another tab has done since, and what Back brings from a cache
  addEventListener('pageshow', (event) => event.persisted && go());
  document.addEventListener('visibilitychange', async () => {
    if (document.hidden || busy || !$('pay')) return;
    try {
      const now = await (await fetch(at('/status'))).json();
      if (now.stamp !== said.stamp) go();
    } catch { /* the form asks again when it is sent */ }
  });
};
if (main) begin();
