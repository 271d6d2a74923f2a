-- Who answers for a minor who is too young to.
ALTER TABLE person ADD COLUMN guardian_id uuid REFERENCES person;
CREATE INDEX person_by_guardian ON person (guardian_id) WHERE guardian_id IS NOT NULL;
-- Null: the person's own word.
ALTER TABLE answer ADD COLUMN guardian_id uuid REFERENCES person;
