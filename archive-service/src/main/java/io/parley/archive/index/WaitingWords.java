package io.parley.archive.index;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Merges new words into their index soon, since each search reads those that wait one by one. PostgreSQL by itself
/// does
/// it when 4 MB of them wait, which in a quiet office is hours. One instance at a time; nothing waiting costs a page
/// each.
@Component
class WaitingWords {

    private final JdbcClient jdbc;

    WaitingWords(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// @return how many pages waited
    @Scheduled(fixedDelayString = "${parley.index.merge:2s}")
    long merge() {
        return jdbc.sql("SELECT merge_waiting_words()").query(Long.class).single();
    }
}
