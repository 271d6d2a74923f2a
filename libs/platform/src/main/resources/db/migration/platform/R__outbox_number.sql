-- Streams of numbers for what the outbox sends numbered. A transaction takes one that nobody else holds, numbers what it
-- recorded and lets go of it when it ends, so that a stream has no gap and nobody waits for another. There are as many
-- as transactions ever committed at the same time. Repeatable, because this came after the services' own migrations.
CREATE TABLE IF NOT EXISTS outbox_number (
    stream uuid   PRIMARY KEY DEFAULT gen_random_uuid(),
    last   bigint NOT NULL CHECK (last > 0)
);
