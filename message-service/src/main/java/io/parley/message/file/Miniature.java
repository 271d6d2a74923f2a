package io.parley.message.file;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.jspecify.annotations.Nullable;

/// A small JPEG of an image: fresh pixels on white and nothing else, so no place, device or date of the original.
final class Miniature {

    private final long maxPixels;
    private final int edge;

    Miniature(long maxPixels, int edge) {
        this.maxPixels = maxPixels;
        this.edge = edge;
    }

    /// @return null when there is no reader for it or it is too large to decode; its header is all that is read then
    byte @Nullable [] of(PlainFile file) throws IOException {
        try (ImageInputStream in = new PlainImageInput(file)) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
            return readers.hasNext() ? of(readers.next(), in) : null;
        }
    }

    private byte @Nullable [] of(ImageReader reader, ImageInputStream in) throws IOException {
        try {
            reader.setInput(in, true, true);
            int width = reader.getWidth(0);
            int height = reader.getHeight(0);
            boolean decodable = width > 0 && height > 0 && (long) width * height <= maxPixels;
            return decodable ? jpeg(scaled(decoded(reader, width, height), width, height)) : null;
        } finally {
            reader.dispose();
        }
    }

    /// Readers drop rows and columns while they decode: an image twice the size of the thumbnail is enough.
    private BufferedImage decoded(ImageReader reader, int width, int height) throws IOException {
        ImageReadParam param = reader.getDefaultReadParam();
        int step = Math.max(1, Math.max(width, height) / (2 * edge));
        param.setSourceSubsampling(step, step, 0, 0);
        return reader.read(0, param);
    }

    private BufferedImage scaled(BufferedImage image, int width, int height) {
        double scale = Math.min(1, (double) edge / Math.max(width, height));
        int across = Math.max(1, (int) Math.round(width * scale));
        int down = Math.max(1, (int) Math.round(height * scale));
        var small = new BufferedImage(across, down, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = small.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        graphics.drawImage(image, 0, 0, across, down, Color.WHITE, null);
        graphics.dispose();
        return small;
    }

    private static byte[] jpeg(BufferedImage image) throws IOException {
        var out = new ByteArrayOutputStream();
        if (!ImageIO.write(image, "jpeg", out)) {
            throw new IllegalStateException("jpeg: no writer (expected: in every Java platform)");
        }
        return out.toByteArray();
    }
}
