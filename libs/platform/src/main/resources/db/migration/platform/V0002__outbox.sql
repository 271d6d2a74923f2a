-- Events written in the transaction of the change they tell of; the relay sends them in id order and deletes them.
CREATE TABLE outbox (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    topic      text   NOT NULL,
    record_key bytea  NOT NULL,
    payload    bytea
) WITH (autovacuum_vacuum_scale_factor = 0.0, autovacuum_vacuum_threshold = 5000);
