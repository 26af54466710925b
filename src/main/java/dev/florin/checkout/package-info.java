/** The page on which a customer pays an order. It decides nothing about money: it asks the modules that do. */
@NullMarked
@ApplicationModule(allowedDependencies = {"kernel", "merchants", "orders", "payments", "platform"})
package dev.florin.checkout;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
