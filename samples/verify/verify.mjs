// Tells whether a signature is Florin's. Node 18 or later, no dependencies.
//
//   node verify.mjs webhook SECRET [UNIX-TIME] < delivery    header lines, an empty line, the body
//   node verify.mjs checkout SECRET ORDER-ID PAYMENT-ID SIGNATURE

import { createHmac, timingSafeEqual } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

// How far the clocks may be apart, and how long a recorded delivery may be sent again by somebody else
const TOLERANCE_SECONDS = 300;

/**
 * Whether Florin sent this just now. While a secret is rotated, accept what is good under the new or the old one.
 *
 * @param {Buffer} body the bytes that came (`express.raw({ type: 'application/json' })`), not JSON written again
 * @param {Object<string, string>} headers by lower-case name, such as `request.headers`
 * @param {string} secret `whsec_…`
 * @param {number} now in Unix seconds
 */
export function verify(body, headers, secret, now = Math.floor(Date.now() / 1000)) {
  return verifyStandard(body, headers, secret, now) && verifyHex(body, headers, secret);
}

/** Standard Webhooks 1.0: covers id, time and body. Where you check one signature only, check this one. */
export function verifyStandard(body, headers, secret, now = Math.floor(Date.now() / 1000)) {
  const id = headers['webhook-id'];
  const time = headers['webhook-timestamp'];
  const signatures = headers['webhook-signature'];
  if (!id || !time || !signatures) return false;
  if (!/^[0-9]{1,12}$/.test(time) || Math.abs(now - Number(time)) > TOLERANCE_SECONDS) return false;

  if (!secret.startsWith('whsec_')) throw new Error('A webhook secret starts with whsec_');
  const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
  const expected = 'v1,' + createHmac('sha256', key).update(`${id}.${time}.`).update(body).digest('base64');
  return signatures.split(' ').filter((signature) => same(expected, signature)).length > 0;
}

/** `X-Webhook-Signature`: covers the body alone, so it stays good for ever. */
export function verifyHex(body, headers, secret) {
  return same(createHmac('sha256', secret).update(body).digest('hex'), headers['x-webhook-signature'] ?? '');
}

/**
 * Whether what the SDK's `onSuccess` got, and a browser handed on, is Florin's word.
 *
 * @param {string} orderId of the order as your server remembers it, not as the browser tells
 * @param {string} secret `sgn_…`
 */
export function verifyCheckout(orderId, paymentId, signature, secret) {
  return same(createHmac('sha256', secret).update(`${orderId}|${paymentId}`).digest('hex'), signature);
}

/** In a time that tells nothing about where they differ. */
function same(expected, actual) {
  const [a, b] = [Buffer.from(expected), Buffer.from(actual)];
  return a.length === b.length && timingSafeEqual(a, b);
}

function main([scheme, ...args]) {
  const word = (good) => (good ? 'good' : 'bad');
  if (scheme === 'checkout' && args.length === 4) {
    const [secret, orderId, paymentId, signature] = args;
    const good = verifyCheckout(orderId, paymentId, signature, secret);
    console.log(`signature ${word(good)}`);
    return good ? 0 : 1;
  }
  if (scheme === 'webhook' && (args.length === 1 || args.length === 2)) {
    const [secret, now] = [args[0], args[1] && Number(args[1])];
    const delivery = readFileSync(0, 'latin1'); // keeps every byte as it is
    const [emptyLine] = delivery.match(/\r?\n\r?\n/) ?? [''];
    const end = emptyLine ? delivery.indexOf(emptyLine) : delivery.length;
    const body = Buffer.from(delivery.slice(end + emptyLine.length), 'latin1');
    const headers = {};
    for (const line of delivery.slice(0, end).split(/\r?\n/)) {
      const [, name, value] = line.match(/^([^:]+):(.*)$/) ?? [];
      if (name) headers[name.toLowerCase()] = value.trim();
    }
    console.log(`X-Webhook-Signature ${word(verifyHex(body, headers, secret))}`);
    console.log(`webhook-signature ${word(verifyStandard(body, headers, secret, now))}`);
    return verify(body, headers, secret, now) ? 0 : 1;
  }
  console.error('usage: verify.mjs webhook SECRET [UNIX-TIME] < delivery');
  console.error('       verify.mjs checkout SECRET ORDER-ID PAYMENT-ID SIGNATURE');
  return 2;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  process.exitCode = main(process.argv.slice(2));
}
