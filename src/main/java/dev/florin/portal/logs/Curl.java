package dev.florin.portal.logs;

import dev.florin.requests.RequestView;

/** The command that sends a request again. What was masked in it is for the reader to fill in, the secret too. */
final class Curl {

    private Curl() {}

    static String of(String publicUrl, RequestView request) {
        var command = new StringBuilder("curl ");
        if (!request.method().equals("GET")) {
            command.append("-X ").append(request.method()).append(' ');
        }
        command.append(quoted(publicUrl + request.path()))
                .append(" \\\n  -u \"%s:$FLORIN_SECRET\"".formatted(request.keyId()));
        if (request.idempotencyKey() != null) {
            command.append(" \\\n  -H ").append(quoted("Idempotency-Key: " + request.idempotencyKey()));
        }
        if (request.request() != null) {
            command.append(" \\\n  -H 'Content-Type: application/json' \\\n  -d ")
                    .append(quoted(request.request()));
        }
        return command.toString();
    }

    /** Quoted for a shell: nothing in it is a command. */
    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
