-- How each instance finds each gateway, for people: written every few seconds, read by nothing that decides
create table gateways.health (
    gateway  text        not null,
    instance text        not null,
    at       timestamptz not null,
    circuit  text        not null,
    calls    int         not null, -- of the last five minutes, at most some hundred
    failures int         not null,
    p50_ms   int,
    p95_ms   int,
    primary key (gateway, instance)
);

-- What a person has decided about a gateway, for all instances
create table gateways.switch (
    gateway    text        primary key,
    held       boolean     not null,
    changed_at timestamptz not null
);
