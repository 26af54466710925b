<?php

// Tells whether a signature is Florin's. PHP 8.0 or later, no dependencies.
//
//   php verify.php webhook SECRET [UNIX-TIME] < delivery    header lines, an empty line, the body
//   php verify.php checkout SECRET ORDER-ID PAYMENT-ID SIGNATURE

declare(strict_types=1);

namespace Florin;

// How far the clocks may be apart, and how long a recorded delivery may be sent again by somebody else
const TOLERANCE_SECONDS = 300;

/**
 * Whether Florin sent this just now. While a secret is rotated, accept what is good under the new or the old one.
 *
 * @param string $body the bytes that came, file_get_contents('php://input'), not JSON written again
 * @param array<string, string> $headers such as getallheaders()
 * @param string $secret whsec_…
 * @param int|null $now in Unix seconds
 */
function verify(string $body, array $headers, string $secret, ?int $now = null): bool
{
    return verify_standard($body, $headers, $secret, $now) && verify_hex($body, $headers, $secret);
}

/** Standard Webhooks 1.0: covers id, time and body. Where you check one signature only, check this one. */
function verify_standard(string $body, array $headers, string $secret, ?int $now = null): bool
{
    $headers = array_change_key_case($headers);
    $id = $headers['webhook-id'] ?? '';
    $time = $headers['webhook-timestamp'] ?? '';
    $signatures = $headers['webhook-signature'] ?? '';
    if ($id === '' || !preg_match('/^[0-9]{1,12}$/D', $time)) {
        return false;
    }
    if (abs(($now ?? time()) - (int) $time) > TOLERANCE_SECONDS) {
        return false;
    }
    $key = str_starts_with($secret, 'whsec_') ? base64_decode(substr($secret, strlen('whsec_')), true) : false;
    if ($key === false) {
        throw new \InvalidArgumentException('A webhook secret is whsec_ and base64');
    }
    $expected = 'v1,' . base64_encode(hash_hmac('sha256', "$id.$time.$body", $key, true));
    $found = false;
    foreach (explode(' ', $signatures) as $signature) {
        $found = hash_equals($expected, $signature) || $found;
    }
    return $found;
}

/** X-Webhook-Signature: covers the body alone, so it stays good for ever. */
function verify_hex(string $body, array $headers, string $secret): bool
{
    $headers = array_change_key_case($headers);
    return hash_equals(hash_hmac('sha256', $body, $secret), $headers['x-webhook-signature'] ?? '');
}

/**
 * Whether what the SDK's onSuccess got, and a browser handed on, is Florin's word.
 *
 * @param string $orderId of the order as your server remembers it, not as the browser tells
 * @param string $secret sgn_…
 */
function verify_checkout(string $orderId, string $paymentId, string $signature, string $secret): bool
{
    return hash_equals(hash_hmac('sha256', "$orderId|$paymentId", $secret), $signature);
}

function main(array $args): int
{
    $word = fn (bool $good): string => $good ? 'good' : 'bad';
    if (count($args) === 5 && $args[0] === 'checkout') {
        [, $secret, $orderId, $paymentId, $signature] = $args;
        $good = verify_checkout($orderId, $paymentId, $signature, $secret);
        echo "signature {$word($good)}\n";
        return $good ? 0 : 1;
    }
    if (in_array(count($args), [2, 3], true) && $args[0] === 'webhook') {
        $secret = $args[1];
        $now = isset($args[2]) ? (int) $args[2] : null;
        $delivery = preg_split('/\r?\n\r?\n/', stream_get_contents(STDIN), 2);
        $body = $delivery[1] ?? '';
        $headers = [];
        foreach (preg_split('/\r?\n/', $delivery[0]) as $line) {
            if (str_contains($line, ':')) {
                [$name, $value] = explode(':', $line, 2);
                $headers[$name] = trim($value);
            }
        }
        echo "X-Webhook-Signature {$word(verify_hex($body, $headers, $secret))}\n";
        echo "webhook-signature {$word(verify_standard($body, $headers, $secret, $now))}\n";
        return verify($body, $headers, $secret, $now) ? 0 : 1;
    }
    fwrite(STDERR, "usage: verify.php webhook SECRET [UNIX-TIME] < delivery\n");
    fwrite(STDERR, "       verify.php checkout SECRET ORDER-ID PAYMENT-ID SIGNATURE\n");
    return 2;
}

if (PHP_SAPI === 'cli' && realpath($argv[0]) === __FILE__) {
    exit(main(array_slice($argv, 1)));
}
