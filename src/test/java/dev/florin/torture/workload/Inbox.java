package dev.florin.torture.workload;

import dev.florin.kernel.TypeId;
import dev.florin.torture.Merchant;
import dev.florin.webhooks.Receiver;
import dev.florin.webhooks.Receiver.Answer;
import dev.florin.webhooks.Receiver.Heard;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The endpoint of all merchants, each on a path of its own: remembers what came, and whether it was signed. */
public final class Inbox implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();

    private final Receiver receiver = new Receiver(false).answer(this::take);
    private final Map<String, String> secrets = new ConcurrentHashMap<>();
    private final Queue<Delivery> deliveries = new ConcurrentLinkedQueue<>();

    /**
     * What came and was taken.
     *
     * @param id of the event, by its header
     * @param name of the event, by its header
     * @param signed whether both signatures are good
     */
    public record Delivery(String id, String name, String body, boolean signed) {

        /** @throws RuntimeException if it is not JSON */
        public JsonNode json() {
            return JSON.readTree(body);
        }
    }

    /** Without a path: each merchant has one. */
    public URI address() {
        return URI.create(receiver.url().replaceFirst("/hooks$", ""));
    }

    /** From now on what comes for them is taken. */
    public void open(List<Merchant> merchants) {
        merchants.forEach(merchant ->
                secrets.put("/hooks/" + TypeId.format("m", merchant.key().merchant()), merchant.webhookSecret()));
    }

    private Answer take(Heard one) {
        String secret = secrets.get(one.path());
        if (secret == null) {
            return Answer.of(404);
        }
        boolean signed = one.isSigned(secret);
        if (!signed && one.isAuthentic(secret)) {
            return Answer.of(401); // by a clock that is wrong: it comes again, perhaps by a right one
        }
        deliveries.add(new Delivery(one.header("webhook-id"), one.header("X-Webhook-Event"), one.body(), signed));
        return Answer.of(signed ? 200 : 401);
    }

    public List<Delivery> deliveries() {
        return List.copyOf(deliveries);
    }

    @Override
    public void close() {
        receiver.close();
    }
}
