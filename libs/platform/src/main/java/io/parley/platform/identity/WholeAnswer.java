package io.parley.platform.identity;

import io.parley.platform.problem.DomainException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.client.ClientHttpResponse;

/// An answer that breaks off, or takes too long after its first line, is of a neighbour that is down.
final class WholeAnswer implements ClientHttpResponse {

    private final ClientHttpResponse response;
    private final String neighbour;

    WholeAnswer(ClientHttpResponse response, String neighbour) {
        this.response = response;
        this.neighbour = neighbour;
    }

    @Override
    public HttpStatusCode getStatusCode() throws IOException {
        return response.getStatusCode();
    }

    @Override
    public String getStatusText() throws IOException {
        return response.getStatusText();
    }

    @Override
    public HttpHeaders getHeaders() {
        return response.getHeaders();
    }

    @Override
    public InputStream getBody() throws IOException {
        return new FilterInputStream(response.getBody()) {

            @Override
            public int read() {
                try {
                    return in.read();
                } catch (IOException brokenOff) {
                    throw DomainException.unavailable(neighbour, brokenOff);
                }
            }

            @Override
            public int read(byte[] bytes, int offset, int length) {
                try {
                    return in.read(bytes, offset, length);
                } catch (IOException brokenOff) {
                    throw DomainException.unavailable(neighbour, brokenOff);
                }
            }
        };
    }

    @Override
    public void close() {
        response.close();
    }
}
