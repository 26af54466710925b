// Passkeys: the browser is asked for one, and its answer goes into a form, which is then sent as any other.

const bytes = text => Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), c => c.charCodeAt(0));
const text = buffer => buffer && btoa(String.fromCharCode(...new Uint8Array(buffer)))
  .replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
const known = list => (list ?? []).map(item => ({...item, id: bytes(item.id)}));

if (window.PublicKeyCredential) {
  document.querySelectorAll('[data-passkey]').forEach(show);
  // A form may come later, into a dialog
  document.addEventListener('htmx:load', event => event.target.querySelectorAll?.('[data-passkey]').forEach(show));
}

function show(button) {
  button.hidden = false;
  button.closest('[data-passkey-part]')?.removeAttribute('hidden');
}

document.addEventListener('click', async event => {
  const button = event.target.closest('[data-passkey]');
  if (!button) return;
  const form = button.form;
  const fault = form.querySelector('[data-passkey-fault]');
  if (fault) fault.hidden = true;
  button.setAttribute('aria-busy', 'true');
  try {
    const options = await ask(button.dataset.options, form);
    const answer = button.dataset.passkey === 'create' ? await create(options) : await get(options);
    form.elements[button.dataset.into].value = JSON.stringify(answer);
    if (button.dataset.action) form.action = button.dataset.action;
    form.noValidate = true;
    form.requestSubmit();
  } catch (problem) {
    button.removeAttribute('aria-busy');
    if (fault) {
      fault.textContent = problem.name === 'InvalidStateError'
        ? 'This device has a passkey for you already.'
        : 'No passkey was used. Try again, or choose another way.';
      fault.hidden = false;
    }
  }
});

async function ask(url, form) {
  const answer = await fetch(url, {
    method: 'POST',
    headers: {'Content-Type': 'application/x-www-form-urlencoded'},
    body: new URLSearchParams({_csrf: form.elements._csrf.value}),
  });
  if (!answer.ok) throw new Error('no challenge');
  return answer.json();
}

async function create(options) {
  const made = await navigator.credentials.create({publicKey: {
    ...options,
    challenge: bytes(options.challenge),
    user: {...options.user, id: bytes(options.user.id)},
    excludeCredentials: known(options.excludeCredentials),
  }});
  return {...head(made), response: {
    clientDataJSON: text(made.response.clientDataJSON),
    attestationObject: text(made.response.attestationObject),
    transports: made.response.getTransports?.() ?? [],
  }};
}

async function get(options) {
  const used = await navigator.credentials.get({publicKey: {
    ...options,
    challenge: bytes(options.challenge),
    allowCredentials: known(options.allowCredentials),
  }});
  return {...head(used), response: {
    clientDataJSON: text(used.response.clientDataJSON),
    authenticatorData: text(used.response.authenticatorData),
    signature: text(used.response.signature),
    userHandle: text(used.response.userHandle) ?? undefined,
  }};
}

function head(credential) {
  return {
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    clientExtensionResults: credential.getClientExtensionResults(),
    authenticatorAttachment: credential.authenticatorAttachment ?? undefined,
  };
}

// Codes for recovery as a file, made here: they are shown once, and kept nowhere
document.addEventListener('click', event => {
  const button = event.target.closest('[data-save]');
  if (!button) return;
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([document.querySelector(button.dataset.from).innerText.trim() + '\n'], {type: 'text/plain'}));
  link.download = button.dataset.save;
  link.click();
  URL.revokeObjectURL(link.href);
});
document.querySelectorAll('[data-save]').forEach(button => { button.hidden = false; });
