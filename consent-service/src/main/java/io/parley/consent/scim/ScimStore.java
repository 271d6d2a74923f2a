package io.parley.consent.scim;

import io.parley.contracts.PersonId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Finds people and groups by what a client says of them. `doc` is the resource in SQL, and must say what
/// [UserDocument] and [GroupDocument] say.
@Repository
class ScimStore {

    private static final String USERS = """
            person CROSS JOIN LATERAL (SELECT attributes || jsonb_strip_nulls(jsonb_build_object(
                'schemas', jsonb_build_array('urn:ietf:params:scim:schemas:core:2.0:User', 'urn:parley:scim:Person')
                    || CASE WHEN jsonb_exists(attributes, 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User')
                       THEN jsonb_build_array('urn:ietf:params:scim:schemas:extension:enterprise:2.0:User')
                       ELSE '[]'::jsonb END,
                'id', person_id, 'externalId', external_id, 'userName', user_name, 'displayName', display_name,
                'active', active,
                'name', nullif(COALESCE(attributes -> 'name', '{}') || jsonb_strip_nulls(jsonb_build_object(
                    'formatted', formatted_name, 'givenName', given_name, 'familyName', family_name)), '{}'),
                'urn:parley:scim:Person', jsonb_build_object('kind', kind, 'region', region, 'birthDate', birth_date,
                    'guardian', guardian_id, 'languages', nullif(to_jsonb(languages), '[]')),
                'groups', (SELECT jsonb_agg(jsonb_build_object('value', group_id, 'display', g.display_name,
                        '$ref', '/scim/v2/Groups/' || group_id, 'type', 'direct'))
                    FROM group_member m JOIN person_group g USING (group_id) WHERE m.person_id = person.person_id),
                'meta', jsonb_build_object('resourceType', 'User', 'created', created_at, 'lastModified', changed_at,
                    'location', '/scim/v2/Users/' || person_id, 'version', 'W/"' || version || '"'))) AS doc) document
            WHERE deleted_at IS NULL AND %s""";

    private static final String GROUPS = """
            person_group CROSS JOIN LATERAL (SELECT jsonb_strip_nulls(jsonb_build_object(
                'schemas', jsonb_build_array('urn:ietf:params:scim:schemas:core:2.0:Group'),
                'id', group_id, 'externalId', external_id, 'displayName', display_name,
                'members', (SELECT jsonb_agg(jsonb_build_object('value', person_id, 'type', 'User',
                        'display', p.display_name, '$ref', '/scim/v2/Users/' || person_id))
                    FROM group_member m JOIN person p USING (person_id) WHERE m.group_id = person_group.group_id),
                'meta', jsonb_build_object('resourceType', 'Group', 'created', created_at, 'lastModified', changed_at,
                    'location', '/scim/v2/Groups/' || group_id, 'version', 'W/"' || version || '"'))) AS doc) document
            WHERE %s""";

    private static final FilterSql.Columns USER_COLUMNS = new FilterSql.Columns(
            Map.of("userName", "(user_name = %s)", "externalId", "(external_id IS NOT DISTINCT FROM %s)"),
            Map.of(
                    "id",
                    "person_id::text",
                    "userName",
                    "user_name",
                    "displayName",
                    "display_name",
                    "active",
                    "active",
                    "meta.created",
                    "created_at",
                    "meta.lastModified",
                    "changed_at",
                    ResourceType.PERSON + ":kind",
                    "kind",
                    ResourceType.PERSON + ":region",
                    "region"));

    private final JdbcClient jdbc;

    ScimStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    record Found(long total, List<UUID> page) {

        List<PersonId> people() {
            return page.stream().map(PersonId::new).toList();
        }
    }

    Found users(@Nullable Filter filter, @Nullable AttributePath sort, ListQuery query) {
        FilterSql.Condition condition = condition(filter, USER_COLUMNS);
        long total = filter == null ? listed() : count(USERS, condition);
        return page("person_id", USERS, condition, order("person_id", sort, USER_COLUMNS, query), query, total);
    }

    Found groups(@Nullable Filter filter, @Nullable AttributePath sort, ListQuery query) {
        FilterSql.Condition condition = condition(filter, FilterSql.Columns.NONE);
        String order = order("group_id", sort, FilterSql.Columns.NONE, query);
        return page("group_id", GROUPS, condition, order, query, count(GROUPS, condition));
    }

    private static FilterSql.Condition condition(@Nullable Filter filter, FilterSql.Columns columns) {
        return filter == null ? new FilterSql.Condition("true", Map.of()) : FilterSql.of(filter, columns);
    }

    private long listed() {
        return jdbc.sql("SELECT listed FROM person_count").query(Long.class).single();
    }

    private long count(String from, FilterSql.Condition condition) {
        return jdbc.sql("SELECT count(*) FROM " + from.formatted(condition.sql()))
                .params(condition.parameters())
                .query(Long.class)
                .single();
    }

    private Found page(
            String id, String from, FilterSql.Condition condition, String order, ListQuery query, long total) {
        if (query.limit() == 0 || query.start() > total) {
            return new Found(total, List.of());
        }
        return new Found(
                total,
                jdbc.sql("SELECT " + id + " FROM " + from.formatted(condition.sql()) + order
                                + " OFFSET :offset LIMIT :limit")
                        .params(condition.parameters())
                        .param("offset", query.start() - 1)
                        .param("limit", query.limit())
                        .query((row, number) -> row.getObject(1, UUID.class))
                        .list());
    }

    /// Whoever has nothing to be sorted by comes last when ascending, first when descending (RFC 7644 §3.4.2.3).
    private static String order(String id, @Nullable AttributePath sort, FilterSql.Columns columns, ListQuery query) {
        if (sort == null) {
            return " ORDER BY " + id;
        }
        return " ORDER BY " + FilterSql.sortKey(sort, columns)
                + (query.descending() ? " DESC NULLS FIRST, " : " ASC NULLS LAST, ") + id;
    }
}
