package io.parley.archive.intake;

/// The view of bases, or what receipts are about, is not complete for a batch yet. The batch is read again: without a
/// basis nothing is decided.
final class BasesBehindException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    BasesBehindException(String detail) {
        super(detail);
    }
}
