package io.facestream.training;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A TorchScript program whose methods the engine runs in one call each, in place and without gradients of their own: what would be thousands
 * of calls on single arrays, each with an array to be freed, is one. One thread.
 */
public final class Program implements AutoCloseable {
    /** What every program begins with; its methods follow, indented by two spaces. */
    public static final String CLASS = """
            class Net(Module):
              __parameters__ = []
              __buffers__ = []
              training : bool
            """;

    private static final String ANY = "net/";
    /** A pickled object of class Net that holds nothing but {@code training = True}. */
    private static final String OBJECT = "\u0080\u0002c__torch__\nNet\n)\u0081}(X\b\0\0\0training\u0088ub.";
    /** A pickled empty tuple. */
    private static final String NO_CONSTANTS = "\u0080\u0002).";
    /** Of the archive's form; the oldest that PyTorch 2 reads as it stands. */
    private static final String VERSION = "3\n";

    private static final String FORWARD = """
              def forward(self: __torch__.Net,
                x: Tensor) -> Tensor:
                return x
            """;

    private final Model model;

    /** @param methods in Python's form, indented by two spaces, as TorchScript writes them */
    public Program(String methods, Device device) {
        this.model = Model.newInstance("program", device, Engines.PYTORCH);
        try {
            model.load(new ByteArrayInputStream(archive(CLASS + FORWARD + methods)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (MalformedModelException e) {
            throw new IllegalStateException("a program was not understood", e);
        }
    }

    /** Runs a method for what it does to its arguments; these are closed. */
    public void run(String method, IValue... arguments) {
        call(method, arguments).close();
    }

    /** Runs a method that gives one array; its arguments are closed, and the caller closes the array. */
    public NDArray compute(PtNDManager manager, String method, IValue... arguments) {
        try (IValue result = call(method, arguments)) {
            return result.toTensor(manager);
        }
    }

    private IValue call(String method, IValue... arguments) {
        try {
            return IValueUtils.runMethod((PtSymbolBlock) model.getBlock(), method, arguments);
        } finally {
            for (IValue argument : arguments) {
                argument.close();
            }
        }
    }

    /** Arrays as one argument. */
    public static IValue list(Collection<? extends NDArray> arrays) {
        return IValue.listFrom(arrays.toArray(PtNDArray[]::new));
    }

    /** The archive that the engine loads a whole program from, {@link #CLASS} included. */
    public static byte[] archive(String source) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            store(zip, "data.pkl", OBJECT.getBytes(StandardCharsets.ISO_8859_1));
            store(zip, "code/__torch__.py", source.getBytes(StandardCharsets.UTF_8));
            store(zip, "constants.pkl", NO_CONSTANTS.getBytes(StandardCharsets.ISO_8859_1));
            store(zip, "version", VERSION.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void store(ZipOutputStream zip, String name, byte[] content) throws IOException {
        ZipEntry entry = new ZipEntry(ANY + name);
        CRC32 crc = new CRC32();
        crc.update(content);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(content.length);
        entry.setCrc(crc.getValue());
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }

    @Override
    public void close() {
        model.close();
    }
}
