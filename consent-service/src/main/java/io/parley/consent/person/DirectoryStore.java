package io.parley.consent.person;

import io.parley.contracts.PersonId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Finds people by any part of their names, of any length, in the order of user names.
///
/// A query is turned into its runs of three characters (or itself, when it is shorter), which the index finds. What
/// few people match is looked up there and sorted; what many match is met soon when walking along the names.
@Repository
class DirectoryStore {

    private static final int LONGEST_GRAM = 3;
    /// At most so many are sorted; among more than these, one in a few hundred people matches.
    private static final int FEW = 3_000;

    private static final String VISIBLE = " deleted_at IS NULL AND (kind = ANY (:kinds) OR person_id = :self) ";
    private static final String MATCHES =
            " grams(search_text) @> CAST(:grams AS text[]) AND search_text LIKE :pattern AND deleted_at IS NULL ";

    private final JdbcClient jdbc;
    private final PersonRows rows;

    DirectoryStore(JdbcClient jdbc, PersonRows rows) {
        this.jdbc = jdbc;
        this.rows = rows;
    }

    /// @param query folded; empty: everybody
    record Page(String query, String afterUserName, List<String> kinds, PersonId self, int limit) {}

    List<Person> page(Page page) {
        return page.query().isEmpty() || matchesMany(page) ? walk(page) : lookUp(page);
    }

    private boolean matchesMany(Page page) {
        return jdbc.sql("SELECT count(*) FROM (SELECT FROM person WHERE" + MATCHES + "LIMIT :few) matching")
                        .param("grams", grams(page.query()))
                        .param("pattern", pattern(page.query()))
                        .param("few", FEW)
                        .query(Integer.class)
                        .single()
                == FEW;
    }

    private List<Person> lookUp(Page page) {
        return find("""
                WITH found AS MATERIALIZED (SELECT * FROM person WHERE %s)
                SELECT %s FROM found AS person WHERE %s AND user_name > :after ORDER BY user_name LIMIT :limit""".formatted(MATCHES, PersonRows.COLUMNS, VISIBLE), page)
                .param("grams", grams(page.query()))
                .query(rows)
                .list();
    }

    private List<Person> walk(Page page) {
        return find("""
                SELECT %s FROM person WHERE search_text LIKE :pattern AND %s AND user_name > :after
                ORDER BY user_name LIMIT :limit""".formatted(PersonRows.COLUMNS, VISIBLE), page)
                .query(rows)
                .list();
    }

    private JdbcClient.StatementSpec find(String sql, Page page) {
        return jdbc.sql(sql)
                .param("pattern", pattern(page.query()))
                .param("kinds", page.kinds().toArray(String[]::new))
                .param("self", page.self().value())
                .param("after", page.afterUserName())
                .param("limit", page.limit());
    }

    /// Counted in code points, as PostgreSQL counts characters.
    static String[] grams(String query) {
        int[] points = query.codePoints().toArray();
        int length = Math.min(LONGEST_GRAM, points.length);
        Set<String> grams = new TreeSet<>();
        for (int i = 0; i + length <= points.length; i++) {
            grams.add(new String(points, i, length));
        }
        return new ArrayList<>(grams).toArray(String[]::new);
    }

    private static String pattern(String folded) {
        return "%" + folded.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%";
    }
}
