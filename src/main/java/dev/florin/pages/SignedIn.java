package dev.florin.pages;

import java.io.Serializable;
import java.security.Principal;
import java.util.UUID;

/** Who has a session. What they are to whom is not kept in it, but read for each request. */
record SignedIn(UUID person) implements Principal, Serializable {

    @Override
    public String getName() {
        return person.toString();
    }
}
