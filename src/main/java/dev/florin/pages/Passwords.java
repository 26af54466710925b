package dev.florin.pages;

import dev.florin.members.People;
import java.util.List;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;

/** Lets in who knows their password. */
final class Passwords implements AuthenticationProvider {

    private final People people;

    Passwords(People people) {
        this.people = people;
    }

    @Override
    public Authentication authenticate(Authentication said) {
        String password = String.valueOf(said.getCredentials());
        return people.authenticate(said.getName(), password)
                .map(person ->
                        UsernamePasswordAuthenticationToken.authenticated(new SignedIn(person.id()), null, List.of()))
                .orElseThrow(() -> new BadCredentialsException("No such e-mail address and password"));
    }

    @Override
    public boolean supports(Class<?> type) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(type);
    }
}
