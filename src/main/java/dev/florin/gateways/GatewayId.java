package dev.florin.gateways;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/** The name of a configured gateway: {@code sandbox}, {@code stripe}. It never changes, as rows and URLs carry it. */
public record GatewayId(@JsonValue String name) {

    private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9_-]{0,31}");

    public GatewayId {
        if (!FORM.matcher(name).matches()) {
            throw new IllegalArgumentException("A gateway is named by 1-32 characters of a-z, 0-9, _ and -: " + name);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
