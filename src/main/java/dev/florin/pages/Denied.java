package dev.florin.pages;

/** A page that is not for this visitor. */
final class Denied extends RuntimeException {

    Denied(String why) {
        super(why, null, false, false);
    }
}
