package io.parley.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// What the values may not be, and how one is told.
class ValuesTest {

    /// Against the schema. The path of the mistake stands in the message.
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    region: Europe                                     | /region
                    region: ''                                         | /region
                    regions: {cn: not-a-url}                           | /regions/cn
                    regionn: eu                                        | 'regionn'
                    services: {search: {}}                             | 'search'
                    services: {gateway: {replica: 2}}                  | 'replica'
                    services: {gateway: {replicas: 0}}                 | /services/gateway/replicas
                    services: {gateway: {replicas: '2'}}               | /services/gateway/replicas
                    services: {gateway: {digest: latest}}              | /services/gateway/digest
                    defaults: {drainSeconds: 1}                        | /defaults/drainSeconds
                    defaults: {resources: {limits: {memory: much}}}    | /defaults/resources/limits/memory
                    defaults: {autoscaling: {cpuUtilization: 170}}     | /defaults/autoscaling/cpuUtilization
                    oidc: {linkBy: phone}                              | /oidc/linkBy
                    oidc: {issuer: id.example}                         | /oidc/issuer
                    oidc: {clientSecret: s3cret}                       | 'clientSecret'
                    postgresql: {password: s3cret}                     | 'password'
                    postgresql: {sslMode: prefer}                      | /postgresql/sslMode
                    postgresql: {port: 70000}                          | /postgresql/port
                    kafka: {bootstrapServers: kafka}                   | /kafka/bootstrapServers
                    kafka: {protocol: TLS}                             | /kafka/protocol
                    kafka: {topics: {partitions: 0}}                   | /kafka/topics/partitions
                    redis: {password: s3cret}                          | 'password'
                    redis: {host: ''}                                  | /redis/host
                    files: {s3: {accessKey: a}}                        | 'accessKey'
                    kek: {uri: 'gcp-kms://x'}                          | /kek/uri
                    kek: {uri: kek.json}                               | /kek/uri
                    signing: {kek: {uri: log-key.pem}}                 | /signing/kek/uri
                    signing: {auditLog: {pem: a}}                      | 'pem'
                    tls: {mode: self-signed}                           | /tls/mode
                    tls: {duration: 90d}                               | /tls/duration
                    tls: {secrets: {search: x}}                        | 'search'
                    ingress: {controller: caddy}                       | /ingress/controller
                    networkPolicy: {egress: {elsewhere: {}}}           | 'elsewhere'
                    networkPolicy: {egress: {kafka: {peers: [{}]}}}    | /networkPolicy/egress/kafka/peers/0
                    networkPolicy: {egress: {kafka: {ports: []}}}      | /networkPolicy/egress/kafka/ports
                    migrations: {mode: never}                          | /migrations/mode
                    traces: {sampled: 2}                               | /traces/sampled
                    traces: {endpoint: collector}                      | /traces/endpoint
                    corsOrigins: ['*']                                 | /corsOrigins/0
                    archiveClockSkew: soon                             | /archiveClockSkew
                    siem: {receivers: {a: {syslog: {host: ''}}}}       | /siem/receivers/a/syslog/host
                    siem: {receivers: {a: {fromBeginning: true}}}      | /siem/receivers/a
                    siem: {receivers: {a: {webhook: {url: 'http://x', existingSecret: s}}}} | /siem/receivers/a/webhook/url
                    siem: {receivers: {a: {kafka: {topic: t}, syslog: {host: h}}}} | /siem/receivers/a
                    witnesses: {required: 0}                           | /witnesses/required
                    witnesses: {list: {a: {url: 'https://x'}}}         | /witnesses/list/a
                    witnesses: {list: {a: {url: 'https://x', key: 'w+00000000+AAAA'}}} | /witnesses/list/a/key
                    """)
    void theSchemaIsClosed(String mistake, String named) {
        assertThat(Chart.refusal(Values.merge(Values.example("eu"), Values.yaml(mistake))))
                .contains(named);
    }

    /// Rules over several values.
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    tls: {mode: 'off'}                                                   | tls.mode: off
                    tls: {mode: secrets, secrets: {gateway: x}}                          | tls.secrets.audit: missing
                    tls: {issuerRef: {name: ''}}                                         | tls.issuerRef.name: missing
                    postgresql: {sslMode: require}                                       | postgresql.sslMode: require
                    kafka: {protocol: PLAINTEXT}                                         | kafka.protocol: PLAINTEXT
                    kafka: {protocol: SSL}                                               | kafka.client.existingSecret: missing
                    kafka: {sasl: {existingSecret: ''}}                                  | kafka.sasl.existingSecret: missing
                    redis: {tls: false}                                                  | redis.tls: false
                    oidc: {issuer: 'http://id.example'}                                  | oidc.issuer: http://id.example
                    publicUrl: 'http://chat.example'                                     | publicUrl: http://chat.example
                    files: {s3: {endpoint: 'http://s3.example'}}                         | files.s3.endpoint
                    files: {volume: {existingClaim: files}}                              | files: both
                    files: {s3: {bucket: ''}}                                            | files: neither
                    files: {s3: {bucket: ''}, volume: {existingClaim: files}}            | files.volume.shared: false
                    kek: {uri: 'hcvault+http://vault/transit/keys/p'}                    | kek.uri: hcvault+http
                    kek: {uri: 'hcvault://vault/transit/keys/p'}                         | kek.vault.existingSecret: missing
                    kek: {uri: 'file:///etc/kek.json', file: {existingSecret: x}}        | kek.uri: file:///etc/kek.json
                    kek: {uri: 'file:///run/parley/keys/kek.json'}                       | kek.file.existingSecret: missing
                    signing: {kek: {uri: 'hcvault+http://vault/transit/keys/p'}}         | signing.kek.uri: hcvault+http
                    signing: {kek: {uri: 'hcvault://vault/transit/keys/p'}}              | signing.kek.vault.existingSecret: missing
                    signing: {kek: {uri: 'file:///run/parley/keys/kek.json'}}            | signing.kek.uri: file:///run/parley/keys/kek.json
                    signing: {kek: {uri: 'file:///run/parley/keys/signing-kek.json'}}    | signing.kek.file.existingSecret: missing
                    signing: {kek: {uri: 'aws-kms://arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab'}} | another key than kek.uri
                    {kek: {file: {existingSecret: k}}, signing: {kek: {file: {existingSecret: k, key: kek.json}}}} | signing.kek.file: the same as kek.file
                    {kek: {uri: 'file:///run/parley/keys/kek.json', file: {existingSecret: k}, previousUri: 'hcvault://v/transit/keys/k'}, signing: {kek: {uri: 'file:///run/parley/keys/signing-kek.json', file: {existingSecret: s}}}, networkPolicy: {egress: {kek: {peers: []}}}} | networkPolicy.egress.kek.peers: empty
                    siem: {receivers: {a: {syslog: {host: h}}}}                          | networkPolicy.egress.siem.peers: empty
                    witnesses: {list: {a: {url: 'https://x', key: 'w+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2'}}} | networkPolicy.egress.witnesses.peers: empty
                    witnesses: {required: 2, list: {a: {url: 'https://x', key: 'w+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2'}}} | witnesses.required: 2
                    traces: {endpoint: 'https://c.example/v1/traces'}                    | networkPolicy.egress.traces.peers: empty
                    traces: {endpoint: 'http://c.example/v1/traces'}                     | traces.endpoint: http://c.example/v1/traces
                    regions: {eu: 'https://eu.example'}                                  | regions.eu: this region itself
                    gatewayApi: {enabled: true}                                          | gatewayApi.parentRefs: empty
                    ingress: {host: ''}                                                  | ingress.host: missing
                    ingress: {tlsSecret: ''}                                             | ingress.tlsSecret: missing
                    networkPolicy: {egress: {oidc: {peers: []}}}                         | networkPolicy.egress.oidc.peers: empty
                    networkPolicy: {egress: {oidc: {peers: [{ipBlock: {cidr: 0.0.0.0/0}}]}}} | not the whole world
                    networkPolicy: {egress: {kek: {peers: [{ipBlock: {cidr: '::/0'}}]}}}  | not the whole world
                    networkPolicy: {ingress: {peers: []}}                                | networkPolicy.ingress.peers: empty
                    services: {message: {replicas: 13, autoscaling: {enabled: false}}}   | 13 pods for 12 partitions
                    services: {audit: {autoscaling: {enabled: true, minReplicas: 9}}}    | minReplicas over maxReplicas
                    """)
    void whatContradictsItselfIsRefused(String mistake, String told) {
        assertThat(Chart.refusal(Values.merge(Values.example("eu"), Values.yaml(mistake))))
                .contains("mistakes in the values")
                .contains(told);
    }

    @Test
    void allMistakesAreToldAtOnce() {
        Map<String, Object> values = Values.merge(
                Values.example("eu"),
                Values.yaml("{redis: {tls: false}, kafka: {protocol: PLAINTEXT}, files: {s3: {bucket: ''}},"
                        + " ingress: {host: ''}, gatewayApi: {enabled: true}}"));

        assertThat(Chart.refusal(values))
                .contains("7 mistakes in the values")
                .contains("redis.tls", "kafka.protocol", "files: neither", "ingress.host", "gatewayApi.parentRefs");
    }

    @Test
    void theDefaultsAloneAreNoRegion() {
        assertThat(Chart.refusal(Map.of()))
                .contains("/region", "/organisation", "/oidc", "/postgresql", "/kafka", "/redis", "/kek", "/signing");
    }

    @Test
    void everyObjectOfTheSchemaIsClosedOrMapsNamesToOneKind() {
        Map<String, Object> schema = Values.of(Chart.FOLDER.resolve("values.schema.json"));

        each("", schema, (path, node) -> {
            if ("object".equals(node.get("type")) && !OPEN.contains(path.substring(path.lastIndexOf('/') + 1))) {
                assertThat(node).as(path).containsKey("additionalProperties");
                assertThat(node.get("additionalProperties")).as(path).isNotEqualTo(true);
            }
        });
    }

    /// More of application.yaml, and what Helm itself adds.
    private static final List<String> OPEN = List.of("config", "global");

    @SuppressWarnings("unchecked")
    private static void each(String path, Map<String, Object> node, BiConsumer<String, Map<String, Object>> rule) {
        rule.accept(path, node);
        node.forEach((key, value) -> {
            if (value instanceof Map<?, ?> map) {
                each(path + "/" + key, (Map<String, Object>) map, rule);
            }
        });
    }

    static Stream<String> regions() {
        return Stream.of("eu", "cn", "us");
    }

    private static final List<String> OTHERS = List.of("chat.eu.", "chat.cn.", "chat.us.");

    /// The other regions' addresses are where people are sent, never where this region connects to.
    @ParameterizedTest
    @MethodSource("regions")
    void anExampleNamesOtherRegionsOnlyAsTheDoorsOfOthers(String name) {
        Map<String, Object> values = Values.example(name);
        Manifests region = Chart.render(values);

        for (String service : List.of("gateway", "message", "presence", "archive", "consent", "audit")) {
            List<String> doors = region.configuration(service)
                    .lines()
                    .filter(line -> OTHERS.stream().anyMatch(line::contains))
                    .toList();
            assertThat(doors)
                    .as(service)
                    .hasSize(2)
                    .allSatisfy(line -> assertThat(line).matches(" {4}(eu|cn|us): https://chat\\.\\w+\\.example"));
        }
    }
}
