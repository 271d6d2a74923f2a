package io.parley.platform.problem;

import io.parley.contracts.ErrorCode;
import io.parley.platform.audit.RefusalRecorder;
import io.parley.platform.identity.LackingRoles;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.ConstraintViolationException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.ConversionNotSupportedException;
import org.springframework.beans.TypeMismatchException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.dao.TransientDataAccessResourceException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.DatabindException;

/// The one place where a servlet service's failures become problem documents.
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
public class ProblemAdvice {

    private static final Logger LOG = LoggerFactory.getLogger(ProblemAdvice.class);

    private final RefusalRecorder refusals;

    ProblemAdvice(RefusalRecorder refusals) {
        this.refusals = refusals;
    }

    @ExceptionHandler
    ResponseEntity<Problem> domain(DomainException exception, HttpServletRequest request) {
        return answer(refusals.record(orForLackOfTraining(exception), request), request);
    }

    /// Services also judge roles themselves; a role without effect is why it looks missing.
    private static DomainException orForLackOfTraining(DomainException exception) {
        return exception.code() == ErrorCode.FORBIDDEN
                        && !LackingRoles.ofTheCaller().isEmpty()
                ? new DomainException(LackingRoles.refusal(), exception.detail(), exception)
                : exception;
    }

    @ExceptionHandler
    ResponseEntity<Problem> denied(AccessDeniedException exception, HttpServletRequest request) {
        return domain(new DomainException(ErrorCode.FORBIDDEN, "your roles do not allow this"), request);
    }

    @ExceptionHandler
    ResponseEntity<Problem> unreadable(HttpMessageNotReadableException exception, HttpServletRequest request) {
        return answer(unreadable(exception.getCause()), request);
    }

    /// Names the field, never the value: the value may be somebody's words.
    private static DomainException unreadable(@Nullable Throwable cause) {
        if (cause instanceof DatabindException mapping && !mapping.getPath().isEmpty()) {
            String field = field(mapping);
            return new DomainException(ErrorCode.MALFORMED_REQUEST, field + ": cannot be read (expected: see OpenAPI)")
                    .violation(field, "type");
        }
        String where = cause instanceof StreamReadException json && json.getLocation() != null
                ? " at line " + json.getLocation().getLineNr() + ", column "
                        + json.getLocation().getColumnNr()
                : "";
        return new DomainException(ErrorCode.MALFORMED_REQUEST, "body: not readable JSON" + where);
    }

    private static String field(DatabindException mapping) {
        StringBuilder path = new StringBuilder();
        for (var reference : mapping.getPath()) {
            if (reference.getPropertyName() == null) {
                path.append('[').append(reference.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(reference.getPropertyName());
            }
        }
        return path.toString();
    }

    @ExceptionHandler
    ResponseEntity<Problem> invalid(MethodArgumentNotValidException exception, HttpServletRequest request) {
        var problem = new DomainException(ErrorCode.INVALID_REQUEST, "the request breaks a rule");
        exception
                .getFieldErrors()
                .forEach(error -> problem.violation(error.getField(), String.valueOf(error.getDefaultMessage())));
        exception
                .getGlobalErrors()
                .forEach(error -> problem.violation(error.getObjectName(), String.valueOf(error.getDefaultMessage())));
        return answer(problem, request);
    }

    @ExceptionHandler
    ResponseEntity<Problem> invalid(HandlerMethodValidationException exception, HttpServletRequest request) {
        var problem = new DomainException(ErrorCode.INVALID_REQUEST, "the request breaks a rule");
        exception
                .getParameterValidationResults()
                .forEach(result -> result.getResolvableErrors()
                        .forEach(error -> problem.violation(
                                String.valueOf(result.getMethodParameter().getParameterName()),
                                String.valueOf(error.getDefaultMessage()))));
        return answer(problem, request);
    }

    @ExceptionHandler
    ResponseEntity<Problem> invalid(ConstraintViolationException exception, HttpServletRequest request) {
        var problem = new DomainException(ErrorCode.INVALID_REQUEST, "the request breaks a rule");
        exception
                .getConstraintViolations()
                .forEach(violation ->
                        problem.violation(violation.getPropertyPath().toString(), violation.getMessage()));
        return answer(problem, request);
    }

    @ExceptionHandler
    ResponseEntity<Problem> mistyped(TypeMismatchException exception, HttpServletRequest request) {
        if (exception instanceof ConversionNotSupportedException) {
            return unexpected(exception, request);
        }
        String field = String.valueOf(exception.getPropertyName());
        Class<?> type = exception.getRequiredType();
        String rule = "type " + (type == null ? "" : type.getSimpleName());
        return answer(DomainException.invalid(field, rule), request);
    }

    @ExceptionHandler
    ResponseEntity<Problem> missing(MissingServletRequestParameterException exception, HttpServletRequest request) {
        return answer(DomainException.invalid(exception.getParameterName(), "required"), request);
    }

    @ExceptionHandler({
        DataAccessResourceFailureException.class,
        TransientDataAccessResourceException.class,
        QueryTimeoutException.class,
        CannotCreateTransactionException.class,
        TransactionSystemException.class
    })
    ResponseEntity<Problem> storeDown(Exception exception, HttpServletRequest request) {
        LOG.warn("A store cannot be reached: {}", exception.getClass().getSimpleName());
        return answer(DomainException.unavailable("a store", exception), request);
    }

    @ExceptionHandler
    ResponseEntity<Problem> unexpected(Exception exception, HttpServletRequest request) {
        if (exception instanceof ErrorResponse response) {
            return answer(framework(response), request);
        }
        LOG.error("Unexpected failure", exception);
        return answer(new DomainException(ErrorCode.INTERNAL, "see the log under this trace id"), request);
    }

    private static DomainException framework(ErrorResponse response) {
        int status = response.getStatusCode().value();
        ErrorCode code = switch (status) {
            case 404 -> ErrorCode.NOT_FOUND;
            case 405 -> ErrorCode.METHOD_NOT_ALLOWED;
            case 406 -> ErrorCode.NOT_ACCEPTABLE;
            case 413 -> ErrorCode.TOO_LARGE;
            case 415 -> ErrorCode.UNSUPPORTED_MEDIA_TYPE;
            default -> status >= 500 ? ErrorCode.INTERNAL : ErrorCode.INVALID_REQUEST;
        };
        return new DomainException(code, code.title(java.util.Locale.ENGLISH));
    }

    private static ResponseEntity<Problem> answer(DomainException exception, HttpServletRequest request) {
        String traceId = TraceIds.of(request.getHeader("traceparent"));
        if (exception.code() == ErrorCode.INTERNAL) {
            LOG.error("Answered 500 under trace {}", traceId);
        }
        return ResponseEntity.status(exception.code().status())
                .headers(Problem.headers(exception))
                .body(Problem.of(exception, Problem.locale(request.getHeader(HttpHeaders.ACCEPT_LANGUAGE)), traceId));
    }
}
