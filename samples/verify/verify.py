"""Tells whether a signature is Florin's. Python 3.8 or later, no dependencies.

    python3 verify.py webhook SECRET [UNIX-TIME] < delivery    header lines, an empty line, the body
    python3 verify.py checkout SECRET ORDER-ID PAYMENT-ID SIGNATURE
"""

import base64
import hashlib
import hmac
import re
import sys
import time

# How far the clocks may be apart, and how long a recorded delivery may be sent again by somebody else
TOLERANCE_SECONDS = 300


def verify(body, headers, secret, now=None):
    """Whether Florin sent this just now. While a secret is rotated, accept what is good under the new or the old one.

    body: the bytes that came (`request.get_data()` of Flask, `request.body` of Django), not JSON written again
    headers: a mapping that knows lower-case names, such as `request.headers` of Flask and Django
    secret: `whsec_…`
    now: in Unix seconds
    """
    return verify_standard(body, headers, secret, now) and verify_hex(body, headers, secret)


def verify_standard(body, headers, secret, now=None):
    """Standard Webhooks 1.0: covers id, time and body. Where you check one signature only, check this one."""
    message_id = headers.get("webhook-id")
    timestamp = headers.get("webhook-timestamp")
    signatures = headers.get("webhook-signature")
    if not message_id or not timestamp or not signatures:
        return False
    if now is None:
        now = int(time.time())
    if not re.fullmatch("[0-9]{1,12}", timestamp) or abs(now - int(timestamp)) > TOLERANCE_SECONDS:
        return False

    if not secret.startswith("whsec_"):
        raise ValueError("A webhook secret starts with whsec_")
    key = base64.b64decode(secret[len("whsec_"):], validate=True)
    signed = f"{message_id}.{timestamp}.".encode() + body
    expected = "v1," + base64.b64encode(hmac.digest(key, signed, hashlib.sha256)).decode()
    return any([_same(expected, signature) for signature in signatures.split(" ")])


def verify_hex(body, headers, secret):
    """`X-Webhook-Signature`: covers the body alone, so it stays good for ever."""
    expected = hmac.digest(secret.encode(), body, hashlib.sha256).hex()
    return _same(expected, headers.get("x-webhook-signature") or "")


def verify_checkout(order_id, payment_id, signature, secret):
    """Whether what the SDK's `onSuccess` got, and a browser handed on, is Florin's word.

    order_id: of the order as your server remembers it, not as the browser tells
    secret: `sgn_…`
    """
    expected = hmac.digest(secret.encode(), f"{order_id}|{payment_id}".encode(), hashlib.sha256).hex()
    return _same(expected, signature)


def _same(expected, actual):
    """In a time that tells nothing about where they differ."""
    return hmac.compare_digest(expected.encode(), actual.encode())


def _main(args):
    def word(good):
        return "good" if good else "bad"

    if len(args) == 5 and args[0] == "checkout":
        _, secret, order_id, payment_id, signature = args
        good = verify_checkout(order_id, payment_id, signature, secret)
        print("signature", word(good))
        return 0 if good else 1
    if len(args) in (2, 3) and args[0] == "webhook":
        secret = args[1]
        now = int(args[2]) if len(args) == 3 else None
        lines, *body = re.split(rb"\r?\n\r?\n", sys.stdin.buffer.read(), maxsplit=1)
        body = body[0] if body else b""
        headers = {}
        for line in re.split("\r?\n", lines.decode("latin-1")):
            name, colon, value = line.partition(":")
            if colon:
                headers[name.lower()] = value.strip()
        print("X-Webhook-Signature", word(verify_hex(body, headers, secret)))
        print("webhook-signature", word(verify_standard(body, headers, secret, now)))
        return 0 if verify(body, headers, secret, now) else 1
    print("usage: verify.py webhook SECRET [UNIX-TIME] < delivery", file=sys.stderr)
    print("       verify.py checkout SECRET ORDER-ID PAYMENT-ID SIGNATURE", file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(_main(sys.argv[1:]))
