-- Whose words a key opened. Nobody: of exports from before.
ALTER TABLE export_key ADD COLUMN author_id uuid;
