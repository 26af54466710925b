/**
 * What all pages of people who sign in have in common: the door, who is visiting and what they may, the frame around
 * each page, and how things are written.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"kernel", "platform", "merchants", "members", "audit"})
package dev.florin.pages;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
