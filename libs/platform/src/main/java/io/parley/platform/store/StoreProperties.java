package io.parley.platform.store;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Pattern;
import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/// @param directory where objects lie when no bucket is named; all instances must see the same one
/// @param s3 used when its bucket is named
@ConfigurationProperties(value = "parley.store", ignoreUnknownFields = false)
@Validated
record StoreProperties(
        @DefaultValue("files") Path directory,
        @Valid @DefaultValue S3 s3) {

    /// @param bucket that exists already; empty: the directory is used
    /// @param prefix of the names of all objects; each service that shares a bucket needs one of its own
    /// @param endpoint of a store that is not Amazon's; empty: Amazon's
    /// @param pathStyle whether the bucket stands in the path and not in the host name
    /// @param accessKey empty: the SDK's own chain of environment, profile and instance role
    /// @param partSize of multipart uploads; also what one running upload takes on the local disk
    /// @param timeout of one try of one call
    record S3(
            @DefaultValue("") String bucket,

            @DefaultValue("parley/")
            @Pattern(regexp = "([A-Za-z0-9_-]+/)+", message = "must be folders, each ended by /")
            String prefix,

            @DefaultValue("eu-central-1") String region,
            @DefaultValue("") String endpoint,
            @DefaultValue("true") boolean pathStyle,
            @DefaultValue("") String accessKey,
            @DefaultValue("") String secretKey,
            @DefaultValue("8MB") DataSize partSize,
            @DefaultValue("30s") Duration timeout) {

        @Override
        public String toString() {
            return "S3[bucket=" + bucket + ", prefix=" + prefix + ", region=" + region + ", endpoint=" + endpoint
                    + ", keys=[redacted]]";
        }
    }
}
