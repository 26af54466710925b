package dev.florin.gateways;

import java.util.List;

/** What asking an acquirer brought: the outcome, and the exchanges that led to it, to be recorded with it. */
public record Answer(Outcome outcome, List<Exchange> exchanges) {}
