/*
 * Florin's checkout in a window over the shop's page. Types and options: checkout.d.ts beside this file; how to use it:
 * /docs/sdk. It takes no part in the payment: what it hands to onSuccess is to be checked on the shop's server.
 */
(() => {
  'use strict';

  const script = document.currentScript ?? document.querySelector('script[src*="/checkout/v1/checkout.js"]');
  if (!script) throw new Error('Florin: load checkout.js by <script src="…/checkout/v1/checkout.js">, from Florin itself.');
  const FLORIN = new URL(script.src).origin;

  const ANSWER_WITHIN = 8000; // until the frame's page is ready
  const ANSWER_AFTER_LOAD = 1500; // a page that is ready says so before it has loaded
  const SHOW_RECEIPT = 2500;

  const OPTIONS = ['key', 'orderId', 'prefill', 'theme', 'onSuccess', 'onFailure', 'onClose'];
  const PREFILL = ['name', 'method', 'vpa'];
  const SCHEMES = ['auto', 'light', 'dark'];
  const LINK = {}; // where the order's own link is all there is
  let current = null;

  const wrong = (what) => { throw new TypeError(`PaymentGateway: ${what}`); };
  const known = (given, names, where) => {
    if (given === null || typeof given !== 'object') wrong(`${where} is an object, not ${given === null ? null : typeof given}.`);
    return Object.keys(given).filter((name) => !names.includes(name)).map((name) => `${where} has no '${name}', only ${names.join(', ')}.`);
  };
  // Nothing that a payment hangs on
  const odd = (warnings, more) => warnings.forEach((what) => console.warn(`PaymentGateway: ${what} ${more}`));

  const checked = (options, isLink) => {
    if (options === undefined) wrong('give it options: new PaymentGateway({ key, orderId, onSuccess }).');
    known(options, OPTIONS, 'the options').forEach(wrong);
    const { key, orderId, prefill = {} } = options;
    let { theme = 'auto' } = options;
    if (key === undefined && !isLink) wrong("'key' is missing: the id of your API key, key_test_… or key_live_….");
    if (/^secret_/.test(key)) wrong("'key' is the id of your API key. You gave its secret, which must never be in a page: rotate it.");
    if (key !== undefined && !/^key_(test|live)_[0-9A-Za-z]+$/.test(key)) wrong(`'key' is the id of your API key, key_test_… or key_live_…, not '${key}'.`);
    if (orderId === undefined) wrong("'orderId' is missing: create the order on your server, and give its id.");
    if (!/^order_[0-9a-z]+$/.test(orderId)) wrong(`'orderId' is the id of an order, order_…, not '${orderId}'.`);
    odd(known(prefill, PREFILL, "'prefill'"), 'Say who the customer is when you create the order.');
    for (const [name, value] of Object.entries(prefill)) {
      if (typeof value !== 'string') wrong(`'prefill.${name}' is a text, not ${typeof value}.`);
    }
    if (prefill.method && !['card', 'upi'].includes(prefill.method)) wrong(`'prefill.method' is card or upi, not '${prefill.method}'.`);
    if (typeof theme === 'object') {
      odd(known(theme, ['scheme'], "'theme'"), 'Colour and logo are those of your profile.');
      theme = theme.scheme ?? 'auto';
    }
    if (!SCHEMES.includes(theme)) wrong(`'theme' is ${SCHEMES.join(', ')}, not '${theme}'.`);
    for (const name of ['onSuccess', 'onFailure', 'onClose']) {
      if (options[name] !== undefined && typeof options[name] !== 'function') wrong(`'${name}' is a function, not ${typeof options[name]}.`);
    }
    return { ...options, prefill, theme };
  };

  // By the style object of each element: a strict style-src forbids everything else
  const make = (name, attributes, style, ...children) => {
    const element = document.createElement(name);
    for (const [attribute, value] of Object.entries(attributes)) element.setAttribute(attribute, value);
    for (const [property, value] of Object.entries(style)) element.style.setProperty(property, value);
    element.append(...children);
    return element;
  };

  class PaymentGateway {
    #options;
    #view = null;

    constructor(options, by) {
      this.#options = checked(options, by === LINK);
    }

    /** Shows the checkout; nothing if it is open. */
    open() {
      if (this.#view) return this;
      current?.close();
      current = this;
      this.#view = this.#show();
      return this;
    }

    /** Takes it away. What the customer has sent off goes on: the order tells, and a webhook. */
    close() {
      const view = this.#view;
      if (!view) return this;
      this.#view = null;
      if (current === this) current = null;
      view.end();
      this.#options.onClose?.({ completed: view.completed });
      return this;
    }

    #show() {
      const { orderId, theme } = this.#options;
      const page = `${FLORIN}/checkout/${orderId}`;
      const nonce = [...crypto.getRandomValues(new Uint8Array(16))].map((b) => b.toString(16).padStart(2, '0')).join('');
      const phone = matchMedia('(max-width: 40rem)').matches;
      const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
      const dark = theme === 'dark' || (theme === 'auto' && matchMedia('(prefers-color-scheme: dark)').matches);
      const scheme = theme === 'auto' ? 'light dark' : theme;
      const listening = new AbortController();
      const { signal } = listening;
      const before = document.activeElement;
      const root = document.documentElement;
      const { overflow, paddingInlineEnd } = root.style;
      const waiting = []; // for the frame
      const view = { completed: false };

      const spinner = make('div', { role: 'status', 'aria-label': 'Loading the checkout', 'data-test-id': 'payment-loading' }, {
        position: 'absolute', inset: 'calc(50% - 18px) auto auto calc(50% - 18px)', width: '36px', height: '36px', 'box-sizing': 'border-box',
        border: `3px solid ${dark ? '#394150' : '#dfe3ea'}`, 'border-top-color': dark ? '#e6e9ef' : '#1c2330', 'border-radius': '50%',
      });
      const frame = make('iframe', {
        'data-test-id': 'payment-iframe', title: 'Checkout', allow: 'payment',
        src: `${page}?embed=${nonce}&origin=${encodeURIComponent(location.origin)}`,
      }, {
        display: 'block', width: '100%', height: '100%', border: '0', opacity: '0', 'color-scheme': scheme, transition: calm ? 'none' : 'opacity .2s',
      });
      const cross = make('button', { type: 'button', 'data-test-id': 'close-modal-button', 'aria-label': 'Close the checkout' }, {
        all: 'unset', cursor: 'pointer', width: '44px', height: '44px', 'line-height': '44px', 'text-align': 'center', 'margin-inline-start': 'auto',
        font: '300 30px/44px system-ui, sans-serif', color: '#fff', 'border-radius': '50%', flex: 'none',
      }, '×');
      // "all: unset" takes the ring away too
      cross.addEventListener('focus', () => cross.matches(':focus-visible') && cross.style.setProperty('box-shadow', 'inset 0 0 0 2px #fff'));
      cross.addEventListener('blur', () => cross.style.removeProperty('box-shadow'));
      const sheet = make('div', {}, {
        position: 'relative', overflow: 'hidden', width: '100%', height: '100%', 'min-height': '0', background: dark ? '#0f1319' : '#fff',
        'border-radius': phone ? '16px 16px 0 0' : '16px', 'box-shadow': '0 24px 64px rgb(0 0 0 / .3)',
      }, spinner, frame);
      const column = make('div', {}, {
        display: 'flex', 'flex-direction': 'column', margin: '0 auto', width: '100%', 'box-sizing': 'border-box',
        height: '100dvh', 'max-width': phone ? 'none' : '480px', 'max-height': phone ? 'none' : '860px', padding: phone ? '0' : '0 0 24px',
      }, cross, sheet);
      const modal = make('dialog', { 'data-test-id': 'payment-modal', role: 'dialog', 'aria-modal': 'true', 'aria-label': 'Checkout' }, {
        position: 'fixed', inset: '0', width: '100vw', height: '100dvh', 'max-width': 'none', 'max-height': 'none', margin: '0', padding: '0', border: '0',
        'box-sizing': 'border-box', overflow: 'hidden', background: 'rgb(12 16 24 / .6)', display: 'grid', 'align-items': 'center', 'color-scheme': scheme,
      }, column);

      view.end = () => {
        listening.abort();
        waiting.forEach(clearTimeout);
        modal.close();
        modal.remove();
        root.style.overflow = overflow;
        root.style.paddingInlineEnd = paddingInlineEnd;
        if (before?.isConnected) before.focus({ preventScroll: true });
      };
      const instead = () => {
        if (this.#view === view) location.assign(page);
      };
      const ready = () => {
        waiting.splice(0).forEach(clearTimeout);
        spinner.remove();
        frame.style.opacity = '1';
        view.ready = true;
        frame.contentWindow.postMessage({ source: 'florin-sdk', nonce, type: 'prefill', prefill: this.#options.prefill }, FLORIN);
        if (document.activeElement === modal || document.activeElement === cross) frame.focus();
      };
      const hear = ({ type, paymentId, orderId: paid, signature, code, message, height }) => {
        if (type === 'ready' && !view.ready) ready();
        if (type === 'close') this.close();
        if (type === 'resize' && !phone && height > 0) column.style.maxHeight = `${Math.max(360, Math.ceil(height)) + 68}px`;
        if (type === 'failed') this.#options.onFailure?.({ paymentId, orderId: paid, code, message });
        if (type === 'completed' && !view.completed) {
          view.completed = true;
          setTimeout(() => this.#view === view && this.close(), SHOW_RECEIPT);
          this.#options.onSuccess?.({ paymentId, orderId: paid, signature });
        }
      };

      addEventListener('message', (event) => {
        const said = event.data;
        if (event.origin === FLORIN && event.source === frame.contentWindow && said?.source === 'florin-checkout' && said.nonce === nonce) hear(said);
      }, { signal });
      // A page that may not be shown here loads as well, and says nothing
      frame.addEventListener('load', () => view.ready || waiting.push(setTimeout(instead, ANSWER_AFTER_LOAD)), { signal });
      waiting.push(setTimeout(instead, ANSWER_WITHIN));
      cross.addEventListener('click', () => this.close(), { signal });
      modal.addEventListener('cancel', (event) => { event.preventDefault(); this.close(); }, { signal });
      modal.addEventListener('close', () => this.#view === view && this.close(), { signal });

      const bar = innerWidth - root.clientWidth;
      root.style.overflow = 'hidden';
      if (bar > 0) root.style.paddingInlineEnd = `${bar}px`;
      document.body.append(modal);
      modal.showModal(); // over everything, with all the rest inert
      if (!calm) {
        spinner.animate([{ transform: 'rotate(0)' }, { transform: 'rotate(1turn)' }], { duration: 800, iterations: Infinity });
        sheet.animate([{ opacity: 0, transform: 'translateY(12px)' }, { opacity: 1, transform: 'none' }], { duration: 180, easing: 'ease-out' });
      }
      return view;
    }
  }

  // <a data-florin-checkout href="{checkout_url}">: a link where scripts are off, and a window where they are on
  document.addEventListener('click', (event) => {
    const link = event.target.closest?.('a[data-florin-checkout]');
    if (!link || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const [, orderId] = link.href.match(/\/checkout\/(order_[0-9a-z]+)/) ?? [];
    if (!orderId || new URL(link.href).origin !== FLORIN) return;
    event.preventDefault();
    const tell = (type, detail) => link.dispatchEvent(new CustomEvent(`florin:${type}`, { bubbles: true, cancelable: true, detail }));
    new PaymentGateway({
      orderId,
      onSuccess: (result) => tell('success', result) && location.assign(link.href), // the receipt, which leads back to the shop
      onFailure: (failure) => tell('failure', failure),
      onClose: (how) => tell('close', how),
    }, LINK).open();
  });

  window.PaymentGateway = PaymentGateway;
})();
