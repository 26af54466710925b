package dev.florin.gateways;

import dev.florin.gateways.CallbackIntake.UnknownGateway;
import io.swagger.v3.oas.annotations.Hidden;
import java.io.IOException;
import java.io.InputStream;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** For acquirers alone, who know it from their own settings. */
@Hidden
@RestController
class CallbacksController {

    private final CallbackIntake intake;

    CallbacksController(CallbackIntake intake) {
        this.intake = intake;
    }

    /** @param body as it came: the signature is over its bytes, whatever they are */
    @PostMapping("/gateways/{name}/callbacks")
    void receive(@PathVariable String name, @RequestHeader HttpHeaders headers, InputStream body) throws IOException {
        intake.take(gateway(name), headers::getFirst, body.readAllBytes());
    }

    private static GatewayId gateway(String name) {
        try {
            return new GatewayId(name);
        } catch (IllegalArgumentException e) {
            throw new UnknownGateway(name);
        }
    }
}
