package dev.florin.merchants;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.florin.kernel.PageQuery;
import dev.florin.kernel.PageQuery.Page;
import dev.florin.kernel.Tenant;
import dev.florin.kernel.TypeId;
import dev.florin.merchants.KeyRepository.Credential;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Merchants and their keys. */
@Component
public class Merchants {

    private static final int MOST_REQUESTS_PER_SECOND = 100_000;

    private static final Pattern KEY_ID = Pattern.compile("key_(test|live)_[0-9A-Za-z]{1,64}");

    /** A little less than the promised 5 s, as a row is read a little before it is kept. */
    private static final Duration KEPT = Duration.ofSeconds(4);

    private final MerchantRepository merchants;
    private final KeyRepository keys;
    private final LastUses lastUses;
    private final Secrets secrets;
    private final InstantSource clock;
    private final LoadingCache<String, Optional<Credential>> credentials;

    Merchants(
            MerchantRepository merchants, KeyRepository keys, LastUses lastUses, Secrets secrets, InstantSource clock) {
        this.merchants = merchants;
        this.keys = keys;
        this.lastUses = lastUses;
        this.secrets = secrets;
        this.clock = clock;
        this.credentials =
                Caffeine.newBuilder().expireAfterWrite(KEPT).maximumSize(50_000).build(keys::credential);
    }

    /**
     * Who calls with this key and secret; empty if there is no such key, the secret is wrong, or either is no longer
     * valid. Takes the same time for any wrong secret. A revoked key is refused within 5 seconds by every instance. In
     * between, a call reads no database, and it never writes one.
     */
    public Optional<Caller> authenticate(String keyId, String secret) {
        var credential = valid(keyId);
        var hash = credential.map(Credential::secretHash).orElse(null);
        if (!secrets.matches(secret, hash)) {
            return Optional.empty();
        }
        lastUses.used(keyId, clock.instant());
        return credential.map(Credential::caller);
    }

    /** Whose key this is, for what may be seen with the id alone. */
    public Optional<Caller> identify(String keyId) {
        return valid(keyId).map(Credential::caller);
    }

    /** Whose key this is or was, valid or not; of use to nobody but the one who is to be told that somebody came with it. */
    public Optional<Caller> owner(String keyId) {
        return KEY_ID.matcher(keyId).matches() ? credentials.get(keyId).map(Credential::caller) : Optional.empty();
    }

    /** A new merchant, without keys. */
    public Merchant create(String name) {
        var merchant = new Merchant(
                TypeId.next(), name, Merchant.DEFAULT_REQUESTS_PER_SECOND, ZoneOffset.UTC, clock.instant());
        merchants.addIfAbsent(merchant);
        return merchant;
    }

    public Optional<Merchant> find(UUID id) {
        return merchants.find(id);
    }

    /** In which zone the merchant's days begin from now on: nothing that was counted before is counted again. */
    public void moveTo(UUID merchant, ZoneId timezone) {
        if (!merchants.changeTimezone(merchant, timezone)) {
            throw new IllegalArgumentException("There is no merchant " + merchant);
        }
    }

    /** Newest first. @param name a part of it, in any case; null for all */
    public Page<Merchant> list(@Nullable String name, PageQuery query) {
        return query.page(merchants.list(name, query));
    }

    /**
     * Sets how many requests a second each of a merchant's keys may make; every instance goes by it within 5 seconds.
     *
     * @param requestsPerSecond 1–100 000
     * @return how many those were before
     * @throws dev.florin.kernel.Rejection {@code merchant_not_found}, {@code limit_invalid}
     */
    public int limit(UUID merchant, int requestsPerSecond) {
        if (requestsPerSecond < 1 || requestsPerSecond > MOST_REQUESTS_PER_SECOND) {
            throw new LimitInvalid(MOST_REQUESTS_PER_SECOND);
        }
        int before = merchants.limit(merchant, requestsPerSecond).orElseThrow(MerchantNotFound::new);
        credentials.invalidateAll();
        return before;
    }

    /** Whether the merchant has begun to take real money: whether it has, or ever had, a key for it. */
    public boolean isLive(UUID merchant) {
        return keys.hasAny(new Tenant(merchant, true));
    }

    /** A new key beside those that there are. Its secret can be read here and nowhere else. */
    public IssuedKey issueKey(Tenant tenant) {
        var issued = secrets.issue(tenant.live());
        var key = new ApiKey(issued.keyId(), tenant, clock.instant(), null, null, null);
        keys.add(key, secrets.hash(issued.secret()));
        return issued;
    }

    /**
     * A new key in the place of an old one, which stays valid for {@code overlap}, so that a merchant can change over
     * without a gap.
     *
     * @param overlap zero or more
     * @throws dev.florin.kernel.Rejection {@code key_not_found}, or {@code key_not_rotatable} if it is revoked or was
     *     rotated before; of two rotations at once, one is refused
     */
    @Transactional
    public IssuedKey rotateKey(Tenant tenant, String keyId, Duration overlap) {
        if (overlap.isNegative()) {
            throw new IllegalArgumentException("An overlap is zero or more: " + overlap);
        }
        if (!keys.expire(tenant, keyId, clock.instant().plus(overlap))) {
            throw has(tenant, keyId) ? new KeyNotRotatable(keyId) : new KeyNotFound(keyId);
        }
        credentials.invalidate(keyId);
        return issueKey(tenant);
    }

    /**
     * Ends a key for good: at once here, within 5 seconds on every instance. Doing it again changes nothing.
     *
     * @throws dev.florin.kernel.Rejection {@code key_not_found}
     */
    public void revokeKey(Tenant tenant, String keyId) {
        if (!keys.revoke(tenant, keyId, clock.instant())) {
            throw new KeyNotFound(keyId);
        }
        credentials.invalidate(keyId);
    }

    /** All keys of the tenant, those that have ended too; newest first. */
    public List<ApiKey> keys(Tenant tenant) {
        return keys.keys(tenant);
    }

    private Optional<Credential> valid(String keyId) {
        if (!KEY_ID.matcher(keyId).matches()) {
            return Optional.empty();
        }
        var now = clock.instant();
        return credentials.get(keyId).filter(credential -> credential.key().isValidAt(now));
    }

    private boolean has(Tenant tenant, String keyId) {
        return keys.keys(tenant).stream().anyMatch(key -> key.keyId().equals(keyId));
    }
}
