package dev.florin.vault;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import com.google.crypto.tink.prf.PredefinedPrfParameters;
import com.google.crypto.tink.prf.PrfConfig;
import com.google.crypto.tink.prf.PrfSet;
import com.google.crypto.tink.subtle.AesGcmJce;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The keys in use: one set that encrypts, one that fingerprints. Both live in the database, wrapped by the master key,
 * and are opened once. The encrypting set may grow a new primary at any time; an instance that meets a ciphertext of a
 * key it has not seen reads the set again.
 */
class Keyring {

    private static final String ENCRYPTION = "encryption";
    private static final String FINGERPRINT = "fingerprint";

    private final KeysetRepository keysets;
    private final Aead master;
    private final PrfSet fingerprints;
    private volatile Opened encryption;

    /**
     * Tink keeps a source of randomness for each thread, and takes half a millisecond to make one: too long for virtual
     * threads, which are new for each request.
     */
    private final ExecutorService sealing = Executors.newFixedThreadPool(
            Runtime.getRuntime().availableProcessors(),
            Thread.ofPlatform().daemon().name("vault-", 0).factory());

    private record Opened(int version, KeysetHandle keys, Aead aead) {}

    /** @param masterKey 32 bytes */
    Keyring(byte[] masterKey, KeysetRepository keysets) throws GeneralSecurityException {
        AeadConfig.register();
        PrfConfig.register();
        this.keysets = keysets;
        this.master = new AesGcmJce(masterKey);
        keysets.addIfAbsent(ENCRYPTION, wrap(ENCRYPTION, newEncryptionKeys()));
        keysets.addIfAbsent(FINGERPRINT, wrap(FINGERPRINT, newFingerprintKeys()));
        this.encryption = load();
        this.fingerprints = unwrap(FINGERPRINT, keysets.get(FINGERPRINT).wrapped())
                .getPrimitive(RegistryConfiguration.get(), PrfSet.class);
    }

    /** @param owner what the ciphertext belongs to; only together with the same bytes can it be opened */
    byte[] seal(byte[] clear, byte[] owner) throws GeneralSecurityException {
        if (!Thread.currentThread().isVirtual()) {
            return encryption.aead.encrypt(clear, owner);
        }
        try {
            return sealing.submit(() -> encryption.aead.encrypt(clear, owner)).get();
        } catch (ExecutionException e) {
            throw new GeneralSecurityException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new GeneralSecurityException(e);
        }
    }

    byte[] open(byte[] sealed, byte[] owner) throws GeneralSecurityException {
        var tried = encryption;
        try {
            return tried.aead.decrypt(sealed, owner);
        } catch (GeneralSecurityException e) {
            var newest = load();
            if (newest.version == tried.version) {
                throw e;
            }
            encryption = newest;
            return newest.aead.decrypt(sealed, owner);
        }
    }

    /** HMAC-SHA-256, cut to 128 bits. */
    byte[] fingerprint(byte[] clear) throws GeneralSecurityException {
        return fingerprints.computePrimary(clear, 16);
    }

    /** Encrypts with a new key from now on. What was encrypted before stays readable. */
    void rotate() throws GeneralSecurityException {
        var current = load();
        var added = KeysetHandle.newBuilder(current.keys)
                .addEntry(KeysetHandle.generateEntryFromParameters(PredefinedAeadParameters.XAES_256_GCM_192_BIT_NONCE)
                        .withRandomId()
                        .makePrimary())
                .build();
        keysets.replace(ENCRYPTION, current.version, wrap(ENCRYPTION, added));
        encryption = load();
    }

    private Opened load() throws GeneralSecurityException {
        var stored = keysets.get(ENCRYPTION);
        var keys = unwrap(ENCRYPTION, stored.wrapped());
        return new Opened(stored.version(), keys, keys.getPrimitive(RegistryConfiguration.get(), Aead.class));
    }

    /** XAES rather than plain AES-GCM, whose random nonces of 96 bits would be used up after 2³² payments. */
    private static KeysetHandle newEncryptionKeys() throws GeneralSecurityException {
        return KeysetHandle.generateNew(PredefinedAeadParameters.XAES_256_GCM_192_BIT_NONCE);
    }

    private static KeysetHandle newFingerprintKeys() throws GeneralSecurityException {
        return KeysetHandle.generateNew(PredefinedPrfParameters.HMAC_SHA256_PRF);
    }

    private byte[] wrap(String name, KeysetHandle keys) throws GeneralSecurityException {
        return TinkProtoKeysetFormat.serializeEncryptedKeyset(keys, master, bytes(name));
    }

    private KeysetHandle unwrap(String name, byte[] wrapped) {
        try {
            return TinkProtoKeysetFormat.parseEncryptedKeyset(wrapped, master, bytes(name));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(
                    "The master key (florin.vault.master-key) does not open the keys in this database:"
                            + " start with the one that it was first started with.",
                    e);
        }
    }

    private static byte[] bytes(String name) {
        return name.getBytes(StandardCharsets.UTF_8);
    }
}
