package io.parley.archive.export;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.parley.platform.identity.ServiceClients;
import io.parley.platform.naming.NamesApi;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Lists who takes part in an export, each with all the names that the registry knows of, and since when. CSV like
/// [CsvSheets], a row for each name; a person without any has one row.
@Component
class ParticipantNames {

    static final String FILE = "participants.csv";
    private static final List<String> HEADER =
            List.of("personId", "kind", "name", "userName", "emails", "from", "from_ms", "to", "to_ms");

    private final NamesApi names;

    ParticipantNames(ServiceClients clients) {
        this.names = clients.create(NamesApi.class, "consent");
    }

    /// Leaves the stream open.
    void write(Collection<Somebody> people, OutputStream out) throws IOException {
        Writer file = new BufferedWriter(new OutputStreamWriter(out, UTF_8));
        CsvSheets.row(file, HEADER);
        List<Somebody> all = List.copyOf(people);
        for (int from = 0; from < all.size(); from += NamesApi.MOST) {
            some(all.subList(from, Math.min(from + NamesApi.MOST, all.size())), file);
        }
        file.flush();
    }

    private void some(List<Somebody> people, Writer file) throws IOException {
        List<UUID> ids = people.stream().map(person -> person.id().value()).toList();
        Map<UUID, List<NamesApi.Name>> known = names.names(new NamesApi.Asked(ids)).names().stream()
                .collect(Collectors.groupingBy(NamesApi.Name::personId));
        for (Somebody person : people) {
            List<NamesApi.Name> theirs = known.getOrDefault(person.id().value(), List.of());
            if (theirs.isEmpty()) {
                row(person, List.of(person.name(), person.userName(), ""), null, null, file);
            }
            for (NamesApi.Name name : theirs) {
                row(
                        person,
                        List.of(name.displayName(), name.userName(), String.join(" ", name.emails())),
                        name.from(),
                        name.to(),
                        file);
            }
        }
    }

    private static void row(
            Somebody person, List<String> called, @Nullable Instant from, @Nullable Instant to, Writer file)
            throws IOException {
        List<String> fields = new ArrayList<>(List.of(person.id().toString(), person.kind()));
        fields.addAll(called);
        time(from, fields);
        time(to, fields);
        CsvSheets.row(file, fields);
    }

    private static void time(@Nullable Instant at, List<String> fields) {
        fields.add(at == null ? "" : Times.iso(at));
        fields.add(at == null ? "" : Long.toString(at.toEpochMilli()));
    }
}
