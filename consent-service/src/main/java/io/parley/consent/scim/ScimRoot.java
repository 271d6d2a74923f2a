package io.parley.consent.scim;

import io.parley.platform.audit.RefusalRecorder;
import io.parley.platform.identity.ServiceCaller;
import io.swagger.v3.oas.annotations.Hidden;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// What is about no single kind of resource.
@RestController
@ConditionalOnProperty("parley.scim.client")
@RequestMapping(path = "/scim/v2", produces = ScimRoutes.MEDIA_TYPE)
@Tag(name = "SCIM")
class ScimRoot extends ScimRoutes {

    private final ScimLists lists;

    ScimRoot(ScimLists lists, ScimProperties properties, RefusalRecorder refusals) {
        super(properties, refusals);
        this.lists = lists;
    }

    @PostMapping("/.search")
    @Operation(summary = "People and groups, with the query in the body")
    ListResponse search(@RequestBody ListQuery query, ServiceCaller caller) {
        check(caller);
        query.checkSearch();
        return lists.everything(query);
    }

    /// A provisioning client is nobody of the registry (RFC 7644 §3.11), and changes come one by one (§3.7).
    @Hidden
    @RequestMapping({"/Me", "/Bulk"})
    void notOffered(ServiceCaller caller) {
        check(caller);
        throw new ScimException(501, null, "not offered, as ServiceProviderConfig says");
    }
}
