package dev.florin.webhooks;

/** An endpoint with its new secret: this once, and never again. @param secret {@code whsec_…} */
public record IssuedEndpoint(EndpointView endpoint, String secret) {

    @Override
    public String toString() {
        return "IssuedEndpoint[" + endpoint.id() + "]";
    }
}
