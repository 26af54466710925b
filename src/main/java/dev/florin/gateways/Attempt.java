package dev.florin.gateways;

/**
 * One exchange, and what it tells.
 *
 * @param retryable whether the same instruction, sent again at once, may fare better
 * @param healthy false when this counts against the acquirer's circuit
 */
record Attempt(Outcome outcome, Exchange exchange, boolean retryable, boolean healthy) {}
