const form = document.querySelector('#token-form');
const result = document.querySelector('#token-result');
const token = document.querySelector('#token');
const status = document.querySelector('#status');

form.addEventListener('submit', async (event) => {
  event.preventDefault();
  await makeToken(Object.fromEntries(new FormData(form)));
});

document.addEventListener('click', async ({ target }) => {
  if (target.id === 'copy') await copyToken();
  const { email } = target.dataset;
  if (email) {
    form.elements.email.value = email;
    await makeToken({ email, variant: 'normal' });
    token.focus();
  }
});

// A code asked for in another tab is here when this one is looked at again.
document.addEventListener('visibilitychange', () => {
  if (!document.hidden) refreshLists();
});

async function makeToken(body) {
  const response = await fetch('/dev-auth/tokens', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  }).catch(() => undefined);
  const answer = await response?.json().catch(() => undefined);
  result.hidden = !answer?.accessToken;
  token.value = answer?.accessToken ?? '';
  status.textContent = answer?.accessToken
    ? `Made a token for ${body.email}.`
    : (answer?.error ?? 'The server does not answer.');
  await refreshLists();
}

async function copyToken() {
  token.select();
  const copied = await navigator.clipboard.writeText(token.value).then(
    () => true,
    () => document.execCommand('copy'),
  );
  status.textContent = copied ? 'Copied.' : 'Press Ctrl+C to copy.';
}

async function refreshLists() {
  const response = await fetch('/dev-auth').catch(() => undefined);
  if (!response?.ok) return;
  const fresh = new DOMParser().parseFromString(await response.text(), 'text/html');
  for (const id of ['codes', 'people']) {
    document.getElementById(id).replaceWith(fresh.getElementById(id));
  }
}
