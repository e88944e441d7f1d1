package io.facestream.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.facestream.ingest.camera.FrameCounts;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CameraSplitCodecTest {
    private static final CameraSplit SPLIT = new CameraSplit(
            "cam-1", CameraSplit.State.UP, 4_920, 1_004_920, 1_004_921, 42, new FrameCounts(124, 42, 80, 1, 1, 3, 2));

    private final CameraSplitCodec codec = new CameraSplitCodec();
    private final CameraEnumeratorStateCodec stateCodec = new CameraEnumeratorStateCodec();

    @Test
    void aSplitComesBackAsItWas() throws IOException {
        assertThat(codec.deserialize(codec.getVersion(), codec.serialize(SPLIT)))
                .isEqualTo(SPLIT);
        CameraSplit unread = CameraSplit.unread("x");
        assertThat(codec.deserialize(codec.getVersion(), codec.serialize(unread)))
                .isEqualTo(unread);
    }

    /** Written by version 1 of the codec: these bytes stand in checkpoints. */
    @Test
    void versionOneStaysReadable() throws IOException {
        byte[] written = HexFormat.of()
                .parseHex("000563616d2d31" + "00025550" + "0000000000001338" + "00000000000f5578" + "00000000000f5579"
                        + "000000000000002a" + "000000000000007c" + "000000000000002a" + "0000000000000050"
                        + "0000000000000001" + "0000000000000001" + "0000000000000003" + "0000000000000002");
        assertThat(codec.deserialize(1, written)).isEqualTo(SPLIT);
    }

    @Test
    void theDistributionComesBackAsItWas() throws IOException {
        CameraEnumeratorState state = new CameraEnumeratorState(Set.of("cam-1", "b"), List.of(SPLIT));
        assertThat(stateCodec.deserialize(stateCodec.getVersion(), stateCodec.serialize(state)))
                .isEqualTo(state);
    }

    @Test
    void aVersionOfTheFutureIsRefused() {
        assertThatThrownBy(() -> codec.deserialize(2, new byte[0])).hasMessage("camera split: version 2 (expected: 1)");
        assertThatThrownBy(() -> stateCodec.deserialize(9, new byte[0]))
                .hasMessage("camera enumerator state: version 9 (expected: 1)");
    }
}
