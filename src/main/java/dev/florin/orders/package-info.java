/** Orders: what a merchant wants to be paid for, once. */
@NullMarked
@ApplicationModule(allowedDependencies = {"kernel", "merchants", "platform", "consistency"})
package dev.florin.orders;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
