package dev.florin.torture.workload;

import dev.florin.torture.Merchant;
import dev.florin.torture.workload.Api.Caller;
import dev.florin.torture.workload.Api.Request;
import dev.florin.torture.workload.Journal.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** One program of a merchant's: does one thing after another until it is told to stop, and never leaves one half asked. */
final class Client implements Runnable {

    private static final Duration GLANCE = Duration.ofMillis(150);
    private static final List<String> UNDECIDED = List.of("pending", "processing", "requires_action");

    private final Caller caller;
    private final Api api;
    private final Wishes wishes;
    private final Counter counter;
    private final Workload.Settings settings;
    private final AtomicBoolean stopped;

    /** Where payments lie that any client of their merchant may do something with, and the customers behind them. */
    interface Counter {
        void put(Merchant merchant, String payment);

        @Nullable
        String take(Merchant merchant);

        /** Has the customer of a payment decide what the acquirer asks. */
        void decide(String payment, boolean upi, boolean approve);
    }

    Client(Caller caller, Api api, Wishes wishes, Counter counter, Workload.Settings settings, AtomicBoolean stopped) {
        this.caller = caller;
        this.api = api;
        this.wishes = wishes;
        this.counter = counter;
        this.settings = settings;
        this.stopped = stopped;
    }

    @Override
    public void run() {
        while (!stopped.get() && !Thread.currentThread().isInterrupted()) {
            wishes.any(settings.plays()).play(this);
            Api.pause(Duration.ofMillis(
                    wishes.random().nextLong(2 * settings.thinkTime().toMillis() + 1)));
        }
    }

    private Answer ask(Request request) {
        return api.ask(caller, request, wishes.random().nextInt(2));
    }

    private Answer get(String path) {
        return ask(Request.get(path));
    }

    /** All at once, each at another instance. */
    private List<Answer> askTogether(List<Request> requests) {
        List<CompletableFuture<Answer>> asked = new ArrayList<>();
        for (int i = 0; i < requests.size(); i++) {
            Request request = requests.get(i);
            int first = i;
            asked.add(CompletableFuture.supplyAsync(() -> api.ask(caller, request, first), Thread::startVirtualThread));
        }
        return asked.stream().map(CompletableFuture::join).toList();
    }

    void payAnOrder() {
        Request order = wishes.order();
        Answer made = ask(order);
        if (made.isDone()) {
            String id = made.json().path("id").asString();
            if (wishes.oneIn(4)) {
                get("/orders/" + id);
            }
            pay(id, wishes.means());
            if (wishes.oneIn(10)) {
                again(order);
            }
        }
    }

    void payAtOnce() {
        pay(null, wishes.means());
    }

    void payWithTrouble() {
        pay(null, wishes.troubled());
    }

    private void pay(@Nullable String order, String means) {
        Request request = wishes.pay(order, means, false, wishes.patience());
        Answer begun = ask(request);
        if (!begun.isDone()) {
            return;
        }
        String payment = begun.json().path("id").asString();
        Answer told = look(payment, begun);
        if (told.isDone() && told.json().path("status").asString("").equals("captured")) {
            counter.put(caller.merchant(), payment);
        }
        if (wishes.oneIn(8)) {
            again(request);
        }
    }

    /** Reads what was written a few times, by whichever instance, until it is decided. */
    private Answer look(String payment, Answer begun) {
        Answer told = begun;
        for (int looks = 0; looks < 6 && told.isDone() && !stopped.get(); looks++) {
            if (!UNDECIDED.contains(told.json().path("status").asString()) && looks > 0) {
                return told;
            }
            Api.pause(GLANCE.multipliedBy(looks));
            told = get("/payments/" + payment);
        }
        return told;
    }

    /** A request that was answered is sent again, as it is or changed. */
    private void again(Request request) {
        ask(wishes.oneIn(3) ? wishes.changed(request) : request);
    }

    void askTheCustomer() {
        boolean upi = wishes.random().nextBoolean();
        String means = upi ? "\"upi\":{\"vpa\":\"pending@upi\"}" : Wishes.ASKS_CUSTOMER;
        Answer begun = ask(wishes.pay(null, means, false, 2));
        if (begun.isDone()) {
            String payment = begun.json().path("id").asString();
            counter.decide(payment, upi, !wishes.oneIn(3));
            look(payment, begun);
        }
    }

    void captureInParts() {
        Answer authorized = authorize();
        if (authorized == null) {
            return;
        }
        String payment = authorized.json().path("id").asString();
        long amount = authorized.json().path("amount").asLong();
        long first = 1 + wishes.random().nextLong(amount / 3);
        long second = 1 + wishes.random().nextLong(amount / 3);
        if (wishes.random().nextBoolean()) {
            askTogether(List.of(wishes.capture(payment, first, false), wishes.capture(payment, second, false)));
        } else {
            Request part = wishes.capture(payment, first, false);
            ask(part);
            ask(wishes.capture(payment, second, false));
            if (wishes.oneIn(4)) {
                again(part);
            }
        }
        switch (wishes.random().nextInt(3)) {
            case 0 -> ask(wishes.cancel(payment));
            case 1 -> ask(wishes.capture(payment, null, false));
            default -> ask(wishes.capture(payment, 1L, true));
        }
        get("/payments/" + payment);
        counter.put(caller.merchant(), payment);
    }

    void captureTogether() {
        Answer authorized = authorize();
        if (authorized != null) {
            String payment = authorized.json().path("id").asString();
            long third = authorized.json().path("amount").asLong() / 3;
            askTogether(List.of(
                    wishes.capture(payment, third, false),
                    wishes.capture(payment, third - 1, false),
                    wishes.capture(payment, third - 2, false)));
            ask(wishes.cancel(payment));
            get("/payments/" + payment);
        }
    }

    void cancel() {
        Answer authorized = authorize();
        if (authorized != null) {
            String payment = authorized.json().path("id").asString();
            if (wishes.oneIn(4)) {
                askTogether(List.of(wishes.cancel(payment), wishes.capture(payment, null, false)));
            } else {
                Request request = wishes.cancel(payment);
                ask(request);
                if (wishes.oneIn(4)) {
                    again(request);
                }
            }
            get("/payments/" + payment);
        }
    }

    private @Nullable Answer authorize() {
        Answer begun = ask(wishes.pay(null, wishes.good(), true, 5));
        if (!begun.isDone()) {
            return null;
        }
        Answer told = look(begun.json().path("id").asString(), begun);
        return told.isDone() && told.json().path("status").asString("").equals("authorized") ? told : null;
    }

    /** Two customers at one order, or one who went back. */
    void twoPayOneOrder() {
        Answer made = ask(wishes.order());
        if (made.isDone()) {
            String id = made.json().path("id").asString();
            askTogether(List.of(
                    wishes.pay(id, wishes.good(), false, wishes.patience()),
                    wishes.pay(id, wishes.good(), false, wishes.patience())));
            get("/orders/" + id);
            ask(wishes.pay(id, wishes.good(), false, 5));
        }
    }

    void clickTwice() {
        Request request = switch (wishes.random().nextInt(3)) {
            case 0 -> wishes.order();
            default -> wishes.pay(null, wishes.good(), false, wishes.patience());
        };
        askTogether(List.of(request, request, request));
    }

    void refundInParts() {
        String payment = counter.take(caller.merchant());
        if (payment != null) {
            Answer known = get("/payments/" + payment);
            long left = known.isDone() ? known.json().path("amount_refundable").asLong(0) : 0;
            if (left > 2) {
                Request part = wishes.refund(payment, 1 + wishes.random().nextLong(left / 2));
                ask(part);
                if (wishes.oneIn(3)) {
                    again(part);
                }
                ask(wishes.refund(payment, null));
            }
            get("/payments/" + payment + "/refunds");
            get("/payments/" + payment);
        }
    }

    /** More than there is, by several people at once. */
    void refundTogether() {
        String payment = counter.take(caller.merchant());
        if (payment != null) {
            Answer known = get("/payments/" + payment);
            long left = known.isDone() ? known.json().path("amount_refundable").asLong(0) : 0;
            if (left > 2) {
                askTogether(List.of(
                        wishes.refund(payment, left - 1),
                        wishes.refund(payment, left - 1),
                        wishes.refund(payment, null)));
            }
            get("/payments/" + payment);
        }
    }

    /** The customer wants it back from the issuer; the merchant contests that, gives in, does both at once, or nothing. */
    void answerADispute() {
        Answer begun = ask(wishes.pay(null, Wishes.DISPUTED, false, 5));
        if (!begun.isDone()) {
            return;
        }
        String payment = begun.json().path("id").asString();
        look(payment, begun);
        if (wishes.oneIn(4)) {
            ask(wishes.refund(payment, 1 + wishes.random().nextLong(200)));
        }
        String dispute = disputeOf(payment);
        if (dispute == null) {
            return;
        }
        Request contest = wishes.evidence(dispute);
        Request accept = wishes.accept(dispute);
        switch (wishes.random().nextInt(5)) {
            case 0 -> ask(contest);
            case 1 -> {
                ask(contest);
                again(contest);
            }
            case 2 -> askTogether(List.of(accept, accept));
            case 3 -> askTogether(List.of(contest, accept));
            default -> {
                // until its deadline
            }
        }
        if (wishes.oneIn(3)) {
            ask(wishes.refund(payment, null));
        }
        get("/disputes/" + dispute);
        get("/payments/" + payment);
    }

    private @Nullable String disputeOf(String payment) {
        for (int looks = 0; looks < 6 && !stopped.get(); looks++) {
            Api.pause(GLANCE.multipliedBy(2));
            Answer told = get("/disputes?payment_id=" + payment);
            String dispute = told.isDone() ? told.json().at("/data/0/id").asString("") : "";
            if (!dispute.isEmpty()) {
                return dispute;
            }
        }
        return null;
    }

    void list() {
        get(wishes.any(List.of(
                "/payments?limit=5",
                "/orders?limit=5",
                "/refunds?limit=5",
                "/disputes?limit=5",
                "/payments?status=captured&limit=5",
                "/balances")));
    }
}
