-- Every request to an acquirer and what came back, masked: kept for disputes and audits, read one subject at a time.
create table gateways.exchange (
    merchant_id uuid        not null,
    subject     uuid        not null, -- a payment, a refund
    id          uuid        not null, -- version 7, in the order of the calls
    livemode    boolean     not null,
    gateway     text        not null,
    operation   text        not null,
    at          timestamptz not null,
    took_ms     integer     not null,
    request     text        not null,
    status      smallint,             -- of HTTP; null when there was no answer
    answer      text        not null,
    primary key (merchant_id, subject, id)
);
