-- Of a callback about a dispute: what the acquirer says of it
alter table gateways.callback add column chargeback jsonb;
