-- What an event belongs to, as W3C Trace Context writes it, where that is traced: its deliveries go on with it, whoever
-- sends them and whenever
alter table webhooks.event add column traceparent text;
