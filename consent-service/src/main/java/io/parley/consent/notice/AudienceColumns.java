package io.parley.consent.notice;

import io.parley.consent.person.PersonKind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/// How every table keeps an audience.
public final class AudienceColumns {

    public static final String NAMES = "audience_kinds, audience_regions, audience_groups, audience_languages";

    public static final String PARAMETERS = ":kinds, :regions, :groups, :languages";

    private AudienceColumns() {}

    /// Binds [#PARAMETERS].
    public static StatementSpec bind(StatementSpec statement, Audience audience) {
        return statement
                .param(
                        "kinds",
                        audience.kinds().stream().map(PersonKind::code).sorted().toArray(String[]::new))
                .param("regions", audience.regions().toArray(String[]::new))
                .param("groups", audience.groups().toArray(UUID[]::new))
                .param("languages", audience.languages().toArray(String[]::new));
    }

    public static Audience read(ResultSet row) throws SQLException {
        return new Audience(
                strings(row, "audience_kinds").stream().map(PersonKind::of).collect(Collectors.toSet()),
                strings(row, "audience_regions"),
                Set.of((UUID[]) row.getArray("audience_groups").getArray()),
                strings(row, "audience_languages"));
    }

    private static Set<String> strings(ResultSet row, String column) throws SQLException {
        return Arrays.stream((String[]) row.getArray(column).getArray()).collect(Collectors.toSet());
    }
}
