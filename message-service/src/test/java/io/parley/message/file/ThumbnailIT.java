package io.parley.message.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.UUID;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/// Small pictures of pictures.
class ThumbnailIT extends SendingFiles {

    @Test
    void makesASmallJpegOfAnImageAndNoneOfABrokenOne() throws IOException {
        var image = new BufferedImage(1000, 500, BufferedImage.TYPE_INT_ARGB);
        var png = new ByteArrayOutputStream();
        ImageIO.write(image, "png", png);
        String path = path(sentAtOnce(aliceName, "a.png", "image/png", png.toByteArray()));
        await().atMost(Duration.ofSeconds(20))
                .until(() -> download(aliceName, path + "/thumbnail").statusCode() == 200);
        var answer = download(aliceName, path + "/thumbnail");
        assertThat(header(answer, "Content-Type")).isEqualTo("image/jpeg");
        BufferedImage small = ImageIO.read(new ByteArrayInputStream(answer.body()));
        assertThat(small.getWidth()).isEqualTo(320);
        assertThat(small.getHeight()).isEqualTo(160);
        assertThat(download(bobName, path + "/thumbnail").statusCode()).isEqualTo(404);

        byte[] broken = Arrays.copyOf(png.toByteArray(), 60);
        String other = path(sentAtOnce(aliceName, "b.png", "image/png", broken));
        getsNoThumbnail(other);
        assertThat(download(aliceName, other).body()).isEqualTo(broken);
    }

    @Test
    void decodesNoImageOfTooManyPixels() throws IOException {
        var large = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(1001, 1000, BufferedImage.TYPE_BYTE_BINARY), "png", large);
        getsNoThumbnail(path(sentAtOnce(aliceName, "a.png", "image/png", large.toByteArray())));
    }

    @Test
    void readsWebP() throws IOException {
        byte[] webp = Base64.getDecoder().decode("UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA");
        String path = path(sentAtOnce(aliceName, "a.webp", "image/webp", webp));
        await().atMost(Duration.ofSeconds(20))
                .until(() -> download(aliceName, path + "/thumbnail").statusCode() == 200);
    }

    private void getsNoThumbnail(String path) {
        await().atMost(Duration.ofSeconds(20))
                .until(() -> jdbc.sql("SELECT thumbnail FROM file WHERE file_id = ?")
                        .param(UUID.fromString(path.substring("/v1/files/".length())))
                        .query(String.class)
                        .single()
                        .equals("failed"));
        assertThat(download(aliceName, path + "/thumbnail").statusCode()).isEqualTo(404);
    }
}
