package io.parley.archive.export;

import io.parley.platform.problem.DomainException;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The forms in which an export can be had.
enum ExportFormat {
    EML(zip -> new EmlSheets(zip, mails -> {})),
    ACTIANCE_XML(ActianceSheets::new),
    CSV(CsvSheets::new),
    EDRM_XML(EdrmSheets::new),
    JSON(JsonSheets::new);

    private static final String CODES =
            Arrays.stream(values()).map(ExportFormat::code).collect(Collectors.joining(", "));

    private final Function<ExportZip, Sheets> sheets;

    ExportFormat(Function<ExportZip, Sheets> sheets) {
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

    Sheets into(ExportZip zip) {
        return sheets.apply(zip);
    }
}
