package io.parley.archive.grant;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

interface GrantRepository extends Repository<ReadGrant, UUID> {

    ReadGrant save(ReadGrant grant);

    Optional<ReadGrant> findById(UUID id);

    @Query("SELECT g FROM ReadGrant g WHERE g.id > ?1 ORDER BY g.id")
    List<ReadGrant> findAllAfter(UUID after, Limit limit);

    @Query("SELECT g FROM ReadGrant g WHERE g.requesterId = ?1 AND g.id > ?2 ORDER BY g.id")
    List<ReadGrant> findByRequesterAfter(UUID requester, UUID after, Limit limit);

    @Query("SELECT g.id FROM ReadGrant g WHERE g.expiresAt <= ?1 AND g.state IN ?2 ORDER BY g.expiresAt")
    List<UUID> findEnded(Instant now, Collection<GrantState> running, Limit limit);

    @Query("SELECT g.id FROM ReadGrant g WHERE g.confirmBy <= ?1 AND g.state = EMERGENCY ORDER BY g.confirmBy")
    List<UUID> findUnconfirmed(Instant now, Limit limit);
}
