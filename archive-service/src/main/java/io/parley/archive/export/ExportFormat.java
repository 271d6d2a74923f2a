package io.parley.archive.export;

import io.parley.archive.officer.Given;
import io.parley.contracts.Coded;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/// The forms in which an export can be had.
enum ExportFormat implements Coded {
    EML((zip, files) -> new EmlSheets(zip, files, mails -> {})),
    ACTIANCE_XML((zip, files) -> new ActianceSheets(zip)),
    CSV((zip, files) -> new CsvSheets(zip)),
    EDRM_XML(EdrmSheets::new),
    JSON((zip, files) -> new JsonSheets(zip));

    private final BiFunction<ExportZip, AttachmentBytes, Sheets> sheets;

    ExportFormat(BiFunction<ExportZip, AttachmentBytes, Sheets> sheets) {
        this.sheets = sheets;
    }

    static ExportFormat of(@Nullable String code) {
        return Given.oneOf("format", values(), code);
    }

    Sheets into(ExportZip zip, AttachmentBytes files) {
        return sheets.apply(zip, files);
    }
}
