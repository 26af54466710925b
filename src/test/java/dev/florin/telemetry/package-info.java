/** What those who run Florin see of it from outside: metrics, rules, dashboards, traces, logs and health. */
@NullMarked
package dev.florin.telemetry;

import org.jspecify.annotations.NullMarked;
