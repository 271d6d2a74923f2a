-- A key of the region may go once a newer one has taken its place; see KeyStore.replaced.
ALTER TABLE data_key DROP CONSTRAINT region_key_stays;
