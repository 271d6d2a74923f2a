-- In which trace a recorded event stands, so that it goes on in Kafka (W3C Trace Context §3.2). Repeatable, because this came
-- after the services' own migrations.
ALTER TABLE outbox ADD COLUMN IF NOT EXISTS traceparent text;
