package dev.florin.torture.workload;

import java.util.List;
import java.util.function.Consumer;

/** What clients do. */
public enum Play {
    PAY_AN_ORDER(6, Client::payAnOrder),
    PAY_AT_ONCE(4, Client::payAtOnce),
    PAY_WITH_TROUBLE(3, Client::payWithTrouble),
    ASK_THE_CUSTOMER(1, Client::askTheCustomer),
    CAPTURE_IN_PARTS(3, Client::captureInParts),
    CAPTURE_TOGETHER(1, Client::captureTogether),
    CANCEL(2, Client::cancel),
    TWO_PAY_ONE_ORDER(2, Client::twoPayOneOrder),
    CLICK_TWICE(3, Client::clickTwice),
    REFUND_IN_PARTS(4, Client::refundInParts),
    REFUND_TOGETHER(2, Client::refundTogether),
    ANSWER_A_DISPUTE(2, Client::answerADispute),
    LIST(1, Client::list);

    private final int weight;
    private final Consumer<Client> action;

    Play(int weight, Consumer<Client> action) {
        this.weight = weight;
        this.action = action;
    }

    void play(Client client) {
        action.accept(client);
    }

    /** All of them, each as often as it is to come. */
    public static List<Play> all() {
        return List.of(values()).stream()
                .flatMap(play -> java.util.Collections.nCopies(play.weight, play).stream())
                .toList();
    }
}
