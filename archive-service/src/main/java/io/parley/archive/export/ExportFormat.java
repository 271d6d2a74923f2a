package io.parley.archive.export;

import io.parley.platform.problem.DomainException;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The forms in which an export can be had.
enum ExportFormat {
    EML((zip, files) -> new EmlSheets(zip, files, mails -> {})),
    ACTIANCE_XML((zip, files) -> new ActianceSheets(zip)),
    CSV((zip, files) -> new CsvSheets(zip)),
    EDRM_XML(EdrmSheets::new),
    JSON((zip, files) -> new JsonSheets(zip));

    private static final String CODES =
            Arrays.stream(values()).map(ExportFormat::code).collect(Collectors.joining(", "));

    private final BiFunction<ExportZip, AttachmentBytes, Sheets> sheets;

    ExportFormat(BiFunction<ExportZip, AttachmentBytes, Sheets> sheets) {
        this.sheets = sheets;
    }

    static ExportFormat of(@Nullable String code) {
        return Arrays.stream(values())
                .filter(format -> format.code().equals(code))
                .findFirst()
                .orElseThrow(() -> DomainException.invalid("format", "one of: " + CODES));
    }

    String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    Sheets into(ExportZip zip, AttachmentBytes files) {
        return sheets.apply(zip, files);
    }
}
