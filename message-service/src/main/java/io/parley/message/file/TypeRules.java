package io.parley.message.file;

import io.parley.contracts.ErrorCode;
import io.parley.platform.problem.DomainException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.mime.MediaType;
import org.apache.tika.mime.MediaTypeRegistry;
import org.apache.tika.mime.MimeTypes;

/// Which files may come in by what they are: claimed type, name and first bytes (Apache Tika's signatures) must agree,
/// and none may be of a denied type.
final class TypeRules {

    /// More than any signature looks at.
    static final int HEAD_BYTES = 1 << 16;

    private static final MimeTypes SIGNATURES = MimeTypes.getDefaultMimeTypes();
    private static final MediaTypeRegistry FAMILIES = SIGNATURES.getMediaTypeRegistry();
    /// These always show their signature: content without it is something else.
    private static final Set<MediaType> SIGNED = Set.of(
            MediaType.image("jpeg"),
            MediaType.image("png"),
            MediaType.image("gif"),
            MediaType.image("webp"),
            MediaType.image("bmp"),
            MediaType.image("tiff"),
            MediaType.application("pdf"),
            MediaType.application("zip"));

    private final Set<MediaType> denied;

    TypeRules(Collection<String> denied) {
        this.denied = denied.stream().map(TypeRules::type).collect(Collectors.toUnmodifiableSet());
    }

    /// Before a byte came.
    ///
    /// @throws DomainException `rule-violated` naming `mediaType` or `name`
    void check(About about) {
        refuseDenied(type(about.mediaType()), "mediaType");
        refuseDenied(byName(about.name()), "name");
    }

    /// @param head the first bytes of the content
    /// @throws DomainException `rule-violated` naming `mediaType`
    void check(About about, byte[] head) {
        MediaType claimed = type(about.mediaType());
        MediaType found = byContent(head);
        refuseDenied(found, "mediaType");
        if (!compatible(claimed, found)) {
            throw broken("mediaType", "the content is " + found);
        }
    }

    private void refuseDenied(MediaType type, String field) {
        for (MediaType each = type; each != null; each = FAMILIES.getSupertype(each)) {
            if (denied.contains(each)) {
                throw broken(field, "not allowed here: " + each);
            }
        }
    }

    private static boolean compatible(MediaType claimed, MediaType found) {
        if (kin(claimed, found)) {
            return true;
        }
        return !isSigned(claimed) && (isGeneric(found) || isMedia(claimed) && isMedia(found));
    }

    /// One is a special case of the other. That everything is a special case of "bytes" or "text" says nothing.
    private static boolean kin(MediaType claimed, MediaType found) {
        return claimed.equals(found)
                || FAMILIES.isSpecializationOf(found, claimed)
                || !isGeneric(found) && FAMILIES.isSpecializationOf(claimed, found);
    }

    private static boolean isGeneric(MediaType type) {
        return type.equals(MediaType.OCTET_STREAM) || type.equals(MediaType.TEXT_PLAIN);
    }

    private static boolean isSigned(MediaType claimed) {
        return SIGNED.stream().anyMatch(signed -> FAMILIES.isInstanceOf(claimed, signed));
    }

    /// Containers of sound and pictures share signatures: whether an MP4 has a picture is not in its first bytes.
    private static boolean isMedia(MediaType type) {
        return type.getType().equals("audio")
                || type.getType().equals("video")
                || type.equals(MediaType.application("mp4"))
                || type.equals(MediaType.application("ogg"))
                || type.equals(MediaType.application("x-matroska"));
    }

    private static MediaType byContent(byte[] head) {
        try {
            return FAMILIES.normalize(SIGNATURES.detect(new ByteArrayInputStream(head), new Metadata()));
        } catch (IOException impossible) {
            throw new IllegalStateException("detect: bytes in memory cannot be read", impossible);
        }
    }

    private static MediaType byName(String name) {
        var hint = new Metadata();
        hint.set(TikaCoreProperties.RESOURCE_NAME_KEY, name);
        try {
            return FAMILIES.normalize(SIGNATURES.detect(null, hint));
        } catch (IOException impossible) {
            throw new IllegalStateException("detect: a name cannot be read", impossible);
        }
    }

    private static MediaType type(String text) {
        MediaType type = MediaType.parse(text);
        return type == null ? MediaType.OCTET_STREAM : FAMILIES.normalize(type);
    }

    private static DomainException broken(String field, String rule) {
        return new DomainException(ErrorCode.RULE_VIOLATED, field + ": " + rule).violation(field, rule);
    }
}
