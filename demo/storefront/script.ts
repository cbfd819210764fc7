/**
 * What the pages of the demo shop do in the browser: the calls of the tracking API that a real shop would make. The
 * visitor's id, e-mail address and basket stay in the browser's storage.
 */
export const storefrontScript = `
const { writeKey, product } = JSON.parse(document.getElementById('shop').textContent);
const read = (name, otherwise) => JSON.parse(localStorage.getItem('demo-shop-' + name) ?? 'null') ?? otherwise;
const keep = (name, value) => localStorage.setItem('demo-shop-' + name, JSON.stringify(value));
const anonymousId = read('visitor', crypto.randomUUID?.() ?? 'visitor-' + Math.random().toString(36).slice(2));
keep('visitor', anonymousId);
let basket = read('basket', []);
let email = read('email', '');

const send = (type, content) => {
  const traits = email === '' ? {} : { email };
  const context = { page: { url: location.href }, locale: navigator.language, timezone: Intl.DateTimeFormat().resolvedOptions().timeZone, traits };
  const headers = { authorization: 'Basic ' + btoa(writeKey + ':'), 'content-type': 'application/json' };
  return fetch('/v1/' + type, { method: 'POST', keepalive: true, headers, body: JSON.stringify({ anonymousId, context, ...content }) });
};
const track = (event, properties) => send('track', { event, properties });
const total = () => Math.round(basket.reduce((sum, line) => sum + line.price * line.quantity, 0) * 100) / 100;
const order = () => ({ revenue: total(), total: total(), currency: 'GBP', products: basket.map(({ url, currency, ...line }) => line) });
const byId = (id) => document.getElementById(id);
const on = (id, type, listener) => byId(id)?.addEventListener(type, listener);

const show = () => {
  const pieces = basket.reduce((sum, line) => sum + line.quantity, 0);
  byId('basket').textContent = pieces === 0 ? 'Your basket is empty' : pieces + ' in your basket, £' + total().toFixed(2);
  byId('buy').hidden = pieces === 0;
  byId('email').value = email;
};
const say = (text) => { byId('said').textContent = text; };

send('page', { name: document.title });
if (product) track('Product Viewed', product);
on('add', 'click', async () => {
  basket = [...basket, { ...product, quantity: 1 }];
  keep('basket', basket);
  show();
  await track('Product Added', { ...product, quantity: 1 });
  say('In your basket. Leave it there, and the abandoned-cart journey begins.');
});
on('buy', 'click', async () => {
  const order_id = 'D' + Date.now().toString(36).toUpperCase();
  await track('Checkout Started', order());
  await track('Order Completed', { order_id, ...order() });
  basket = [];
  keep('basket', basket);
  show();
  say('Order ' + order_id + ' is placed.');
});
on('who', 'submit', async (submitted) => {
  submitted.preventDefault();
  const known = email !== '';
  email = byId('email').value.trim().toLowerCase();
  keep('email', email);
  await send('identify', { traits: { email } });
  if (!known) await track('Signed Up', { method: 'email' });
  say('The shop knows you as ' + email + ' now.');
});
show();
`;
