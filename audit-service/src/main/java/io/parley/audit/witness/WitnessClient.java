package io.parley.audit.witness;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.parley.audit.log.Cosignatures.Head;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;

/// Shows a checkpoint to one witness (C2SP tlog-witness, `add-checkpoint`). Believes nothing of the answer that the
/// witness' key does not vouch for.
final class WitnessClient {

    private static final int OK = 200;
    private static final int CONFLICT = 409;
    private static final int UNPROCESSABLE = 422;
    private static final String SIZE_TYPE = "text/x.tlog.size";
    private static final Pattern SIZE = Pattern.compile("(0|[1-9][0-9]{0,17})\n");

    /// Room for many keys of one witness; a larger answer is none.
    private static final int LONGEST_ANSWER = 1 << 16;

    private final HttpClient http;
    private final URI address;
    private final Duration timeout;
    private final WitnessKey key;

    WitnessClient(HttpClient http, WitnessProperties.Witness witness, Duration timeout) {
        this.http = http;
        this.address = URI.create(witness.url().toString().replaceAll("/+$", "") + "/add-checkpoint");
        this.timeout = timeout;
        this.key = WitnessKey.parse(witness.key());
    }

    /// What proves that the tree of a size is the beginning of the head's.
    interface Proofs {
        List<String> from(long size);
    }

    /// Who cosigned.
    WitnessKey key() {
        return key;
    }

    /// @param seen the size that the witness has seen last, as far as we know; it corrects us when we are wrong
    /// @return its cosignature, verified, with its line feed
    String show(Head head, long seen, Proofs proofs) throws NotCosigned, InterruptedException {
        HttpResponse<InputStream> answer = post(head, seen, proofs);
        OptionalLong theirs = size(answer);
        return cosignature(head, theirs.isPresent() ? again(head, seen, theirs.getAsLong(), proofs) : answer);
    }

    private HttpResponse<InputStream> again(Head head, long seen, long theirs, Proofs proofs)
            throws NotCosigned, InterruptedException {
        if (theirs > head.size()) {
            throw new NotCosigned(NotCosigned.AHEAD);
        }
        if (theirs == seen) {
            throw new NotCosigned(NotCosigned.CONFLICT);
        }
        return post(head, theirs, proofs);
    }

    private HttpResponse<InputStream> post(Head head, long from, Proofs proofs)
            throws NotCosigned, InterruptedException {
        var body = new StringBuilder("old " + from + "\n");
        proofs.from(from).forEach(hash -> body.append(hash).append('\n'));
        HttpRequest request = HttpRequest.newBuilder(address)
                .timeout(timeout)
                .POST(BodyPublishers.ofString(
                        body.append('\n').append(head.note()).toString()))
                .build();
        try {
            return http.send(request, BodyHandlers.ofInputStream());
        } catch (java.net.http.HttpTimeoutException slow) {
            throw new NotCosigned("timeout", slow);
        } catch (SSLException untrusted) {
            throw new NotCosigned("tls", untrusted);
        } catch (IOException unreachable) {
            throw new NotCosigned("unreachable", unreachable);
        }
    }

    /// What it has seen last, when it answers that we are wrong about that.
    private static OptionalLong size(HttpResponse<InputStream> answer) throws NotCosigned {
        boolean tellsSize = answer.headers()
                .firstValue("Content-Type")
                .filter(SIZE_TYPE::equals)
                .isPresent();
        if (answer.statusCode() != CONFLICT || !tellsSize) {
            return OptionalLong.empty();
        }
        String size = body(answer);
        if (!SIZE.matcher(size).matches()) {
            throw new NotCosigned("malformed");
        }
        return OptionalLong.of(Long.parseLong(size.strip()));
    }

    private String cosignature(Head head, HttpResponse<InputStream> answer) throws NotCosigned {
        switch (answer.statusCode()) {
            case OK -> {}
            case CONFLICT -> throw new NotCosigned(NotCosigned.CONFLICT);
            case UNPROCESSABLE -> throw new NotCosigned(NotCosigned.INCONSISTENT);
            default -> throw new NotCosigned("http-" + answer.statusCode());
        }
        String checkpoint = head.text();
        return body(answer)
                .lines()
                .filter(line -> key.cosigned(checkpoint, line))
                .findFirst()
                .map(line -> line + "\n")
                .orElseThrow(() -> new NotCosigned("unsigned"));
    }

    private static String body(HttpResponse<InputStream> answer) throws NotCosigned {
        try (InputStream in = answer.body()) {
            byte[] bytes = in.readNBytes(LONGEST_ANSWER + 1);
            if (bytes.length > LONGEST_ANSWER) {
                throw new NotCosigned("malformed");
            }
            return new String(bytes, UTF_8);
        } catch (IOException broken) {
            throw new NotCosigned("unreachable", broken);
        }
    }
}
