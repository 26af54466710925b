-- How a merchant shows itself on pages that its customers see, in each mode.
create table merchants.profile (
    merchant_id  uuid        not null references merchants.merchant,
    livemode     boolean     not null,
    display_name text        not null,
    -- #rrggbb
    brand_color  text,
    logo_type    text,
    logo         bytea,
    -- as browsers write them, such as https://shop.example
    origins      text[]      not null,
    vpa_entry    boolean     not null,
    updated_at   timestamptz not null,
    primary key (merchant_id, livemode),
    constraint logo_has_a_type check ((logo is null) = (logo_type is null))
);

-- What results of the checkout are signed with: sealed, as is the one that takes its place from a time on.
create table merchants.signing_secret (
    merchant_id uuid    not null references merchants.merchant,
    livemode    boolean not null,
    secret      bytea   not null,
    next_secret bytea,
    next_from   timestamptz,
    primary key (merchant_id, livemode),
    constraint next_has_a_time check ((next_secret is null) = (next_from is null))
);
