package io.parley.consent.person;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.consent.Api;
import io.parley.consent.ConsentIT;
import io.parley.testing.TestDatabase;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/// How long the directory takes to find people among a million, and SCIM to list them, through HTTP and one caller at a
/// time; nothing is asserted about it. Run alone on the machine:
/// `./mvnw -pl consent-service test -Dtest=DirectoryMeasurement -Dparley.measure=directory`
@EnabledIfSystemProperty(named = "parley.measure", matches = "directory")
class DirectoryMeasurement extends ConsentIT {

    private static final int PEOPLE = 1_000_000;
    private static final int ROUNDS = 40;

    /// Half of the names are Chinese, half are not; the frequent ones are frequent in earnest (Zhang, 7 %).
    private static final String FILL = """
            INSERT INTO person (person_id, user_name, display_name, kind, region, active, version, revision, created_at,
                changed_at, search_text)
            SELECT gen_random_uuid(), name, shown, 'employee', 'eu', true, 1, 1, now(), now(),
                lower(name) || chr(10) || lower(shown)
            FROM (SELECT 'p' || lpad(to_hex((i * 2654435761) % 4294967296), 8, '0') || '.' || i AS name,
                CASE WHEN i % 2 = 0
                THEN substr('张王李赵刘陈杨黄吴周徐孙马朱胡林郭何高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蒋蔡余杜叶程苏魏吕丁任沈姚卢傅钟姜崔谭廖范汪陆金石戴贾韦夏邱方侯邹熊孟秦白江阎薛尹段雷黎史龙陶贺顾毛郝龚邵万钱严覃武洪',
                        1 + (110 * power(random(), 3))::int, 1)
                    || chr(19968 + (20000 * power(random(), 4))::int) || chr(19968 + (20000 * power(random(), 2))::int)
                ELSE (ARRAY['Anna','Bernd','Carla','David','Elena','Felix','Greta','Hannes','Irina','Jonas','Karin',
                        'Lukas','Maria','Nina','Oskar','Paula','Quirin','Rosa','Stefan','Tina','Ulrich','Vera','Willi',
                        'Xenia','Yves','Zoe'])[1 + (25 * random())::int]
                    || ' ' || initcap(substr(md5(i::text), 1, 3 + (i % 6)::int)) || (ARRAY['mann','berg','ler','son',
                        'ski','stein','ova','etti','ini','dorf'])[1 + (9 * random())::int]
                END AS shown
                FROM generate_series(?::bigint, ?::bigint) i) names""";

    private static final Map<String, String> LISTINGS = new TreeMap<>(Map.of(
            "SCIM, first page", "/scim/v2/Users?count=100",
            "SCIM, page 100", "/scim/v2/Users?count=100&startIndex=10001",
            "SCIM, last page", "/scim/v2/Users?count=100&startIndex=999901",
            "SCIM, by user name", "/scim/v2/Users?count=100&sortBy=userName",
            "SCIM, changed lately",
                    "/scim/v2/Users?count=100&filter=meta.lastModified%20gt%20%222100-01-01T00:00:00Z%22",
            "SCIM, one user name", "/scim/v2/Users?filter=userName%20eq%20%22nobody%22",
            "SCIM, active", "/scim/v2/Users?count=100&filter=active%20eq%20true"));

    @Autowired
    private TestDatabase database;

    @Test
    void findsPeopleAmongAMillion() {
        JdbcClient owner = JdbcClient.create(database.asOwner());
        fill(owner);
        Api reader = somebody("employee").api();

        Map<String, double[]> times = new TreeMap<>();
        queries(owner).forEach((kind, queries) -> times.put(kind, measure(reader, queries)));

        LISTINGS.forEach((kind, path) -> print(kind, measure(provisioning(), path)));
        times.forEach((kind, millis) -> print(kind, millis));
        print(
                "all",
                times.values().stream().flatMapToDouble(Arrays::stream).sorted().toArray());
        assertThat(owner.sql("SELECT count(*) FROM person").query(Long.class).single())
                .isGreaterThan(PEOPLE);
    }

    /// Indexes are made afterwards, as the migration made them: much faster than one entry after the other.
    private static void fill(JdbcClient owner) {
        Map<String, String> indexes = new TreeMap<>();
        owner.sql(
                        "SELECT indexname, indexdef FROM pg_indexes WHERE tablename = 'person' AND indexname <> 'person_pkey'")
                .query(row -> {
                    indexes.put(row.getString(1), row.getString(2));
                });
        indexes.keySet().forEach(name -> owner.sql("DROP INDEX " + name).update());
        for (int from = 0; from < PEOPLE; from += 100_000) {
            owner.sql(FILL).param(from).param(from + 99_999).update();
        }
        indexes.values().forEach(index -> owner.sql(index).update());
        owner.sql("VACUUM ANALYZE person").update();
    }

    /// Pieces of names that exist, taken from people drawn at random, and some that do not.
    private static Map<String, List<String>> queries(JdbcClient owner) {
        List<String> names = owner.sql("SELECT display_name FROM person TABLESAMPLE BERNOULLI (0.05)")
                .query((row, number) -> String.valueOf(row.getString(1)))
                .list();
        List<String> chinese =
                names.stream().filter(name -> name.length() == 3).limit(ROUNDS).toList();
        List<String> latin =
                names.stream().filter(name -> name.length() > 8).limit(ROUNDS).toList();
        return Map.of(
                "1 Chinese family name", pieces(chinese, 0, 1),
                "1 Chinese given name", pieces(chinese, 2, 3),
                "2 Chinese", pieces(chinese, 1, 3),
                "3 Chinese", pieces(chinese, 0, 3),
                "1 letter", pieces(latin, 0, 1),
                "2 letters", pieces(latin, 3, 5),
                "3 letters", pieces(latin, 3, 6),
                "5 letters", pieces(latin, 2, 7),
                "whole name", latin,
                "nobody", List.of("qqqq", "龘龘", "zzzz zzzz", "王王王"));
    }

    private static List<String> pieces(List<String> names, int from, int to) {
        return names.stream().map(name -> name.substring(from, to)).toList();
    }

    private static double[] measure(Api reader, List<String> queries) {
        return measured(
                reader,
                queries.stream()
                        .map(query -> "/v1/people?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8))
                        .toList());
    }

    private static double[] measure(Api client, String path) {
        return measured(client, Collections.nCopies(ROUNDS / 4, path));
    }

    private static double[] measured(Api client, List<String> paths) {
        List<Double> millis = new ArrayList<>();
        for (int round = 0; round < 3; round++) {
            for (String path : paths) {
                long begun = System.nanoTime();
                client.get(path).is(200);
                millis.add((System.nanoTime() - begun) / 1e6);
            }
        }
        return millis.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    }

    private static void print(String kind, double[] sorted) {
        System.out.printf(
                "%-24s n=%d p50=%.1f ms p95=%.1f ms max=%.1f ms%n",
                kind, sorted.length, at(sorted, 0.5), at(sorted, 0.95), sorted[sorted.length - 1]);
    }

    private static double at(double[] sorted, double share) {
        return sorted[(int) Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
    }
}
