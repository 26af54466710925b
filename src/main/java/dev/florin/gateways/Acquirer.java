package dev.florin.gateways;

import dev.florin.kernel.Tenant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;

/** One acquirer's API: a single exchange at a time, translated into our terms. Retries and circuits are not its concern. */
interface Acquirer extends AutoCloseable {

    GatewayId id();

    /** Whether it may be given money that is real. */
    boolean servesLive();

    CallbackReader callbacks();

    /** Passes an instruction on. Never throws for what the acquirer or the network does. */
    Attempt send(Instruction instruction);

    /** Asks what became of the instruction with this reference. Never throws for what the acquirer or the network does. */
    Attempt ask(UUID reference);

    /** Where it is spoken with about disputes. */
    DisputeDesk disputes();

    /**
     * What it did for a tenant, as a file.
     *
     * @param to inclusive
     * @param format {@code csv}, {@code camt053} or {@code mt940}
     * @return empty if it does not tell, or not now
     */
    default Optional<byte[]> statement(Tenant tenant, LocalDate from, LocalDate to, String format) {
        return Optional.empty();
    }

    @Override
    void close();
}
