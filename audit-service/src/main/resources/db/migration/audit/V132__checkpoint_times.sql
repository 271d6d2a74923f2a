-- Reports compare the tree with what was signed before their time.
CREATE INDEX log_checkpoint_made ON log_checkpoint (made_at);
