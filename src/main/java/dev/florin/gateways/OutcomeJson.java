package dev.florin.gateways;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonSubTypes.Type;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Outcomes as they are stored: the components of the record and its name. */
final class OutcomeJson {

    private static final JsonMapper JSON = JsonMapper.builder()
            .changeDefaultVisibility(v -> v.withFieldVisibility(Visibility.ANY) // of a record: its components
                    .withGetterVisibility(Visibility.NONE)
                    .withIsGetterVisibility(Visibility.NONE))
            .addMixIn(Outcome.class, Named.class)
            .build();

    private OutcomeJson() {}

    static String write(Outcome outcome) {
        return JSON.writerFor(Outcome.class).writeValueAsString(outcome);
    }

    static Outcome read(String json) {
        return JSON.readValue(json, Outcome.class);
    }

    static @Nullable String write(@Nullable Chargeback chargeback) {
        return chargeback == null ? null : JSON.writeValueAsString(chargeback);
    }

    static @Nullable Chargeback readChargeback(@Nullable String json) {
        return json == null ? null : JSON.readValue(json, Chargeback.class);
    }

    /** The others are no facts that an acquirer tells. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
    @JsonSubTypes({
        @Type(value = Outcome.Approved.class, name = "approved"),
        @Type(value = Outcome.Declined.class, name = "declined"),
        @Type(value = Outcome.Pending.class, name = "pending")
    })
    private interface Named {}
}
