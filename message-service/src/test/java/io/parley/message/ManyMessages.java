package io.parley.message;

import io.parley.contracts.ConversationId;
import io.parley.contracts.PersonId;
import io.parley.testing.TestDatabase;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/// What reading costs where much was said: by the rows of `message` that PostgreSQL touches, not by time. Tests in
/// other packages see the records themselves.
public abstract class ManyMessages extends RunningMessageService {

    protected static final int POSTS = 6000;

    @Autowired
    private TestDatabase database;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionTemplate transaction;

    /// `POSTS` messages of the speaker, whom nobody answers; every tenth is recalled afterwards. Neither ever reads.
    protected ConversationId talk(PersonId speaker, PersonId listener) {
        ConversationId id = ConversationId.next();
        JdbcClient owner = JdbcClient.create(database.asOwner());
        owner.sql("""
                        INSERT INTO conversation (conversation_id, kind, title, region, last_seq, last_accepted_at_ms)
                        VALUES (?, 'group', '', 'eu', ?, 0)""").params(id.value(), POSTS + POSTS / 10).update();
        owner.sql("INSERT INTO member (conversation_id, person_id, from_seq) VALUES (?, ?, 0), (?, ?, 0)")
                .params(id.value(), speaker.value(), id.value(), listener.value())
                .update();
        owner.sql("""
                        INSERT INTO message (conversation_id, seq, command_id, message_id, sender_id, accepted_at_ms, change,
                            key_id, ciphertext, content_type, fingerprint)
                        SELECT ?, n, id, id, ?, n, 'posted', id, '\\x00', 'text', decode(repeat('00', 16), 'hex')
                        FROM (SELECT n, gen_random_uuid() AS id FROM generate_series(1, ?) AS n) AS said""").params(id.value(), speaker.value(), POSTS).update();
        owner.sql("""
                        INSERT INTO message (conversation_id, seq, command_id, message_id, sender_id, accepted_at_ms, change,
                            fingerprint)
                        SELECT conversation_id, ? + seq / 10, gen_random_uuid(), message_id, sender_id, ?, 'recalled', fingerprint
                        FROM message WHERE conversation_id = ? AND seq % 10 = 0""").params(POSTS, POSTS, id.value()).update();
        return id;
    }

    /// As retention leaves it.
    protected void destroyed(ConversationId talk) {
        JdbcClient owner = JdbcClient.create(database.asOwner());
        owner.sql("SELECT count(*) FROM purge_messages(array_fill(?::uuid, ARRAY[?]), ARRAY(SELECT"
                        + " generate_series(1::bigint, ?)), array_fill(?::uuid, ARRAY[?]), 0)")
                .params(talk.value(), POSTS * 2, POSTS * 2, talk.value(), POSTS * 2)
                .query(Long.class)
                .single();
    }

    /// The statistics that autovacuum would have made by now.
    protected void known() {
        JdbcClient.create(database.asOwner()).sql("ANALYZE").update();
    }

    /// @param plans `force_custom_plan` or `force_generic_plan`: after a few calls PostgreSQL takes either
    protected long rowsRead(String plans, Runnable reading) {
        return transaction.execute(_ -> {
            jdbc.sql("SELECT set_config('plan_cache_mode', ?, true)")
                    .param(plans)
                    .query(String.class)
                    .single();
            long before = rows();
            reading.run();
            return rows() - before;
        });
    }

    private long rows() {
        return jdbc.sql("""
                        SELECT seq_tup_read + coalesce(idx_tup_fetch, 0) FROM pg_stat_xact_user_tables
                        WHERE relid = 'message'::regclass""").query(Long.class).single();
    }
}
