/**
 * What people see and do, in a real Chromium. {@code ./mvnw test -Dtest='dev/florin/browser/**'} makes all screenshots, in
 * {@code target/screenshots}.
 */
@NullMarked
package dev.florin.browser;

import org.jspecify.annotations.NullMarked;
