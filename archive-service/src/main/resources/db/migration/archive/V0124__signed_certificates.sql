-- The document with a signature (C2SP signed-note). NULL: from before certificates were signed.
ALTER TABLE retention_certificate ADD COLUMN note text;
