package io.parley.platform.store;

import java.net.URI;
import java.time.Duration;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/// For the services that keep objects: those with an S3 client on their class path.
@AutoConfiguration
@ConditionalOnClass(S3Client.class)
@EnableConfigurationProperties(StoreProperties.class)
public class StoreAutoConfiguration {

    private static final Duration CONNECT = Duration.ofSeconds(2);

    @Bean
    ObjectStore objectStore(StoreProperties properties) {
        StoreProperties.S3 s3 = properties.s3();
        return s3.bucket().isEmpty()
                ? new DirectoryStore(properties.directory().toAbsolutePath())
                : new S3Store(
                        client(s3),
                        s3.bucket(),
                        s3.prefix(),
                        Math.toIntExact(s3.partSize().toBytes()));
    }

    /// Checksums only where S3 asks for them: other stores do not know the newer trailers, and every object is
    /// authenticated by its cipher anyway.
    static S3Client client(StoreProperties.S3 s3) {
        S3ClientBuilder builder = S3Client.builder()
                .region(Region.of(s3.region()))
                .forcePathStyle(s3.pathStyle())
                .credentialsProvider(credentials(s3))
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .overrideConfiguration(override -> override.apiCallAttemptTimeout(s3.timeout()))
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(CONNECT)
                        .socketTimeout(s3.timeout()));
        return s3.endpoint().isEmpty()
                ? builder.build()
                : builder.endpointOverride(URI.create(s3.endpoint())).build();
    }

    private static AwsCredentialsProvider credentials(StoreProperties.S3 s3) {
        return s3.accessKey().isEmpty()
                ? DefaultCredentialsProvider.builder().build()
                : StaticCredentialsProvider.create(AwsBasicCredentials.create(s3.accessKey(), s3.secretKey()));
    }
}
