package io.parley.archive.retention;

import static java.util.Comparator.comparingLong;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import io.parley.archive.retention.PurgeNews.News;
import io.parley.contracts.Ids;
import io.parley.contracts.Topics;
import io.parley.contracts.event.ArchivePurged;
import io.parley.contracts.event.SeqRange;
import io.parley.platform.outbox.Outbox;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/// Tells the other services what was destroyed, in the order of the commits: through the outbox, in one transaction
/// with
/// the note of how far it came. So a deletion stays as quick as it is, and none is left untold.
@Component
class PurgeHerald {

    private static final int EVERY_MS = 1_000;
    private static final int MOST = 5_000;

    private final PurgeNews news;
    private final Outbox outbox;
    private final TransactionOperations transactions;

    PurgeHerald(PurgeNews news, Outbox outbox, TransactionOperations transactions) {
        this.news = news;
        this.outbox = outbox;
        this.transactions = transactions;
    }

    private record Subject(UUID conversation, UUID policy, UUID sweep) {}

    @Scheduled(fixedDelay = EVERY_MS)
    void tell() {
        while (Boolean.TRUE.equals(transactions.execute(_ -> tellSome()))) {
            // One page is told; there is more.
        }
    }

    private boolean tellSome() {
        List<News> page = news.told().stream()
                .mapToObj(told -> news.after(told, MOST))
                .flatMap(List::stream)
                .toList();
        if (!page.isEmpty()) {
            page.stream()
                    .filter(News::isOfMessages)
                    .collect(groupingBy(
                            one -> new Subject(one.conversation(), one.policy(), one.sweep()),
                            LinkedHashMap::new,
                            toList()))
                    .forEach(this::tell);
            news.tell(page.getLast().number());
        }
        return page.size() == MOST;
    }

    private void tell(Subject subject, List<News> ranges) {
        ArchivePurged.Builder event = ArchivePurged.newBuilder()
                .setConversationId(Ids.bytes(subject.conversation()))
                .setPolicyId(Ids.bytes(subject.policy()))
                .setCertificateId(Ids.bytes(subject.sweep()));
        ranges.stream()
                .sorted(comparingLong(News::first))
                .forEach(range -> event.addRanges(
                        SeqRange.newBuilder().setFirst(range.first()).setLast(range.last())));
        outbox.append(
                Topics.ARCHIVE_PURGED,
                Ids.array(subject.conversation()),
                event.build().toByteArray());
    }
}
