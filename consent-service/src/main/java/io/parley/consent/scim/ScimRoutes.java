package io.parley.consent.scim;

import io.parley.contracts.ErrorCode;
import io.parley.platform.audit.RefusalRecorder;
import io.parley.platform.identity.ServiceCaller;
import io.parley.platform.problem.DomainException;
import io.parley.platform.problem.Problem;
import jakarta.servlet.http.HttpServletRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessResourceException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;

/// What the SCIM routes share: the one client, and failures in the form that SCIM clients read (RFC 7644 §3.12).
abstract class ScimRoutes {

    static final String MEDIA_TYPE = "application/scim+json";

    private static final Logger LOG = LoggerFactory.getLogger(ScimRoutes.class);

    private final ScimProperties properties;
    private final RefusalRecorder refusals;

    ScimRoutes(ScimProperties properties, RefusalRecorder refusals) {
        this.properties = properties;
        this.refusals = refusals;
    }

    void check(ServiceCaller caller) {
        if (!caller.clientId().equals(properties.client())) {
            throw new DomainException(ErrorCode.FORBIDDEN, "client (expected: the provisioning client)");
        }
    }

    @ExceptionHandler
    ResponseEntity<ScimError> refused(ScimException refused) {
        return answer(refused.status(), refused.body());
    }

    @ExceptionHandler
    ResponseEntity<ScimError> unreadable(HttpMessageNotReadableException unreadable) {
        return answer(400, ScimError.of(400, "invalidSyntax", "body (expected: a SCIM resource or message in JSON)"));
    }

    @ExceptionHandler
    ResponseEntity<ScimError> mistyped(MethodArgumentTypeMismatchException mistyped) {
        return answer(400, ScimError.of(400, "invalidValue", mistyped.getName() + " (expected: a number)"));
    }

    @ExceptionHandler
    ResponseEntity<ScimError> mediaType(HttpMediaTypeNotSupportedException other) {
        return answer(415, ScimError.of(415, null, "Content-Type (expected: " + MEDIA_TYPE + ")"));
    }

    @ExceptionHandler({
        DataAccessResourceFailureException.class,
        TransientDataAccessResourceException.class,
        CannotCreateTransactionException.class,
        TransactionSystemException.class
    })
    ResponseEntity<ScimError> storeDown(Exception down, HttpServletRequest request) {
        LOG.warn("A store cannot be reached: {}", down.getClass().getSimpleName());
        return failed(DomainException.unavailable("a store", down), request);
    }

    @ExceptionHandler
    ResponseEntity<ScimError> failed(DomainException failed, HttpServletRequest request) {
        DomainException answered = refusals.record(failed, request);
        int status = answered.code().status();
        return ResponseEntity.status(status)
                .headers(headers(answered))
                .body(ScimError.of(status, null, answered.detail()));
    }

    private static HttpHeaders headers(DomainException failed) {
        HttpHeaders headers = new HttpHeaders(Problem.headers(failed));
        headers.setContentType(MediaType.valueOf(MEDIA_TYPE));
        return headers;
    }

    private static ResponseEntity<ScimError> answer(int status, ScimError body) {
        return ResponseEntity.status(status)
                .contentType(MediaType.valueOf(MEDIA_TYPE))
                .body(body);
    }
}
