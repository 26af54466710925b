package dev.florin.members;

import dev.florin.audit.Origin;
import java.net.URI;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.security.web.webauthn.api.AttestationConveyancePreference;
import org.springframework.security.web.webauthn.api.AuthenticatorAssertionResponse;
import org.springframework.security.web.webauthn.api.AuthenticatorAttestationResponse;
import org.springframework.security.web.webauthn.api.AuthenticatorSelectionCriteria;
import org.springframework.security.web.webauthn.api.Bytes;
import org.springframework.security.web.webauthn.api.CredentialRecord;
import org.springframework.security.web.webauthn.api.ImmutablePublicKeyCredentialUserEntity;
import org.springframework.security.web.webauthn.api.PublicKeyCredential;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialCreationOptions;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialDescriptor;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialParameters;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialRequestOptions;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialRpEntity;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialUserEntity;
import org.springframework.security.web.webauthn.api.ResidentKeyRequirement;
import org.springframework.security.web.webauthn.api.UserVerificationRequirement;
import org.springframework.security.web.webauthn.jackson.WebauthnJacksonModule;
import org.springframework.security.web.webauthn.management.ImmutableRelyingPartyRegistrationRequest;
import org.springframework.security.web.webauthn.management.PublicKeyCredentialUserEntityRepository;
import org.springframework.security.web.webauthn.management.RelyingPartyAuthenticationRequest;
import org.springframework.security.web.webauthn.management.RelyingPartyPublicKey;
import org.springframework.security.web.webauthn.management.Webauthn4JRelyingPartyOperations;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Passkeys: keys that a device keeps and uses after it has recognised its owner, for this site alone (W3C Web
 * Authentication). Each is had by its owner and unlocked by what they know or are, so that it counts as two factors.
 * Exchanges are begun with a {@link #challenge} that is good for one answer.
 */
@Component
public class Passkeys {

    private static final Logger log = LoggerFactory.getLogger(Passkeys.class);
    private static final int MOST = 20;

    private final PasskeyRepository rows;
    private final PersonRepository people;
    private final SecondFactors factors;
    private final Trail trail;
    private final PublicKeyCredentialRpEntity us;
    private final Webauthn4JRelyingPartyOperations protocol;
    private final JsonMapper json =
            JsonMapper.builder().addModule(new WebauthnJacksonModule()).build();

    Passkeys(
            PasskeyRepository rows,
            PersonRepository people,
            SecondFactors factors,
            Trail trail,
            @Value("${florin.public-url}") String publicUrl) {
        this.rows = rows;
        this.people = people;
        this.factors = factors;
        this.trail = trail;
        var url = URI.create(publicUrl);
        this.us = PublicKeyCredentialRpEntity.builder()
                .id(url.getHost())
                .name("Florin")
                .build();
        String origin = url.getScheme() + "://" + url.getAuthority();
        this.protocol = new Webauthn4JRelyingPartyOperations(new Users(), rows, us, Set.of(origin));
    }

    /** New and random; kept by the caller, with whom it was made for, until it is answered. */
    public String challenge() {
        return Bytes.random().toBase64UrlString();
    }

    /** For {@code navigator.credentials.create}, as JSON. */
    public String creationOptions(Person person, String challenge) {
        return json.writeValueAsString(creation(person, challenge));
    }

    /**
     * For {@code navigator.credentials.get}, as JSON.
     *
     * @param person whose passkey it must be; null for whoever has one
     */
    public String requestOptions(String challenge, @Nullable UUID person) {
        return json.writeValueAsString(request(challenge, person));
    }

    /**
     * Adds what {@code navigator.credentials.create} answered.
     *
     * @return codes for recovery if this is their first factor; they are never shown again
     * @throws dev.florin.kernel.Rejection if it answers anything else
     */
    @Transactional
    public List<String> add(Person person, String challenge, String name, String answer, Origin origin) {
        if (factors.of(person.id()).passkeys() >= MOST) {
            throw Refusal.now("You have %d passkeys. Remove one first.".formatted(MOST));
        }
        String label = name.isBlank() ? "Passkey" : name.strip();
        if (label.length() > 60) {
            throw Refusal.of("name", "A name has at most 60 characters.");
        }
        try {
            var credential = json.readValue(
                    answer, new TypeReference<PublicKeyCredential<AuthenticatorAttestationResponse>>() {});
            protocol.registerCredential(new ImmutableRelyingPartyRegistrationRequest(
                    creation(person, challenge), new RelyingPartyPublicKey(credential, label)));
        } catch (RuntimeException e) {
            log.info("A passkey of {} was not added: {}", person.id(), e.getMessage());
            throw Refusal.of("name", "The passkey could not be added. Try again.");
        }
        List<String> codes = factors.firstCodes(person);
        trail.of(person, origin, "passkey.add", Map.of("name", label));
        return codes;
    }

    /** Does nothing if it is not theirs. */
    @Transactional
    public void remove(Person person, String id, Origin origin) {
        var passkey =
                list(person.id()).stream().filter(it -> it.id().equals(id)).findFirst();
        if (passkey.isPresent()
                && rows.remove(person.id(), Base64.getUrlDecoder().decode(id))) {
            factors.forgetCodesWithoutFactor(person);
            trail.of(
                    person,
                    origin,
                    "passkey.remove",
                    Map.of("name", passkey.get().name()));
        }
    }

    /** The oldest first. */
    public List<PasskeyView> list(UUID person) {
        return rows.findByUserId(PasskeyRepository.handle(person)).stream()
                .map(Passkeys::view)
                .toList();
    }

    /** Whose passkey answered; empty if none did, or not this. */
    Optional<Person> verify(String challenge, String answer) {
        try {
            var credential =
                    json.readValue(answer, new TypeReference<PublicKeyCredential<AuthenticatorAssertionResponse>>() {});
            var user =
                    protocol.authenticate(new RelyingPartyAuthenticationRequest(request(challenge, null), credential));
            return people.find(PasskeyRepository.person(user.getId()));
        } catch (RuntimeException e) {
            log.info("A passkey was refused: {}", e.getMessage());
            return Optional.empty();
        }
    }

    private PublicKeyCredentialCreationOptions creation(Person person, String challenge) {
        return PublicKeyCredentialCreationOptions.builder()
                .rp(us)
                .user(entity(person))
                .challenge(Bytes.fromBase64(challenge))
                .pubKeyCredParams(
                        PublicKeyCredentialParameters.EdDSA,
                        PublicKeyCredentialParameters.ES256,
                        PublicKeyCredentialParameters.RS256)
                .excludeCredentials(known(person.id()))
                .authenticatorSelection(AuthenticatorSelectionCriteria.builder()
                        .residentKey(ResidentKeyRequirement.REQUIRED)
                        .userVerification(UserVerificationRequirement.REQUIRED)
                        .build())
                .attestation(AttestationConveyancePreference.NONE)
                .build();
    }

    private PublicKeyCredentialRequestOptions request(String challenge, @Nullable UUID person) {
        return PublicKeyCredentialRequestOptions.builder()
                .rpId(us.getId())
                .challenge(Bytes.fromBase64(challenge))
                .allowCredentials(person == null ? List.of() : known(person))
                .userVerification(UserVerificationRequirement.REQUIRED)
                .build();
    }

    private List<PublicKeyCredentialDescriptor> known(UUID person) {
        return rows.findByUserId(PasskeyRepository.handle(person)).stream()
                .map(passkey -> PublicKeyCredentialDescriptor.builder()
                        .id(passkey.getCredentialId())
                        .transports(passkey.getTransports())
                        .build())
                .toList();
    }

    private static PublicKeyCredentialUserEntity entity(Person person) {
        return ImmutablePublicKeyCredentialUserEntity.builder()
                .id(PasskeyRepository.handle(person.id()))
                .name(person.email())
                .displayName(person.name())
                .build();
    }

    private static PasskeyView view(CredentialRecord passkey) {
        boolean used = passkey.getLastUsed().isAfter(passkey.getCreated().plusSeconds(1));
        return new PasskeyView(
                passkey.getCredentialId().toBase64UrlString(),
                passkey.getLabel(),
                passkey.isBackupState(),
                passkey.getCreated(),
                used ? passkey.getLastUsed() : null);
    }

    /** People, as Spring Security asks for them. */
    private final class Users implements PublicKeyCredentialUserEntityRepository {

        @Override
        public @Nullable PublicKeyCredentialUserEntity findById(Bytes id) {
            return people.find(PasskeyRepository.person(id))
                    .map(Passkeys::entity)
                    .orElse(null);
        }

        @Override
        public @Nullable PublicKeyCredentialUserEntity findByUsername(String username) {
            return people.findByEmail(username).map(Passkeys::entity).orElse(null);
        }

        @Override
        public void save(PublicKeyCredentialUserEntity user) {
            throw new UnsupportedOperationException("People are not made by their passkeys");
        }

        @Override
        public void delete(Bytes id) {
            throw new UnsupportedOperationException("People are not removed by their passkeys");
        }
    }
}
