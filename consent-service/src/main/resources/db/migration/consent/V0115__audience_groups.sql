-- Notices and obligations for departments and languages, courses for departments. Empty: does not narrow it.
ALTER TABLE notice_version
    ADD COLUMN audience_groups    uuid[] NOT NULL DEFAULT '{}',
    ADD COLUMN audience_languages text[] NOT NULL DEFAULT '{}';
ALTER TABLE answer
    ADD COLUMN audience_groups    uuid[] NOT NULL DEFAULT '{}',
    ADD COLUMN audience_languages text[] NOT NULL DEFAULT '{}';
ALTER TABLE obligation
    ADD COLUMN audience_groups    uuid[] NOT NULL DEFAULT '{}',
    ADD COLUMN audience_languages text[] NOT NULL DEFAULT '{}';
-- No reference: what was assigned stays on record when the group is gone.
ALTER TABLE course_assignment
    ADD COLUMN group_id uuid,
    DROP CONSTRAINT course_assignment_check,
    ADD CONSTRAINT assigned_to_one CHECK (num_nonnulls(role, person_id, group_id) = 1);
