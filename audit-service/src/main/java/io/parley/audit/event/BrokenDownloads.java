package io.parley.audit.event;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/// Breaks the connection of a download that failed half way. Its status has left long before, and an ending like that
/// of a whole download would pass a part for the whole.
@Component
class BrokenDownloads extends OncePerRequestFilter {

    private static final String BROKEN = BrokenDownloads.class.getName();

    @FunctionalInterface
    interface Download {
        void write() throws IOException;
    }

    static void watched(HttpServletRequest request, Download download) throws IOException {
        request.setAttribute(BROKEN, true);
        download.write();
        request.removeAttribute(BROKEN);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        chain.doFilter(request, response);
        if (request.getAttribute(BROKEN) != null && response.isCommitted()) {
            throw new IOException("download: broken off (expected: whole)");
        }
    }
}
