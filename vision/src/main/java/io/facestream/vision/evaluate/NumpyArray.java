package io.facestream.vision.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.razorvine.pickle.PickleException;
import net.razorvine.pickle.Unpickler;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a numpy array in a pickle, as pictures and flags in verification sets are kept. Public because unpickling calls {@link
 * #__setstate__} by its name.
 */
public final class NumpyArray {
    private static final List<String> MODULES = List.of("numpy.core.multiarray", "numpy._core.multiarray");
    private static final List<String> NUMERIC = List.of("numpy.core.numeric", "numpy._core.numeric");

    private byte[] content = new byte[0];
    private String type = "";

    /** For whoever unpickles. */
    public NumpyArray() {}

    /** Lets pickles that are read from now on hold arrays of bytes and flags. */
    static void register() {
        Unpickler.registerConstructor("numpy", "ndarray", args -> new NumpyArray());
        Unpickler.registerConstructor("numpy", "dtype", args -> new NumpyType(String.valueOf(args[0])));
        for (String module : MODULES) {
            Unpickler.registerConstructor(module, "_reconstruct", args -> new NumpyArray());
            Unpickler.registerConstructor(module, "scalar", args -> bytes(args[1])[0] != 0);
        }
        for (String module : NUMERIC) {
            Unpickler.registerConstructor(module, "_frombuffer", args -> {
                NumpyArray array = new NumpyArray();
                array.set(args[1], args[0]);
                return array;
            });
        }
    }

    /** Element type in an array's state. Public as {@link NumpyArray} is. */
    public record NumpyType(String name) {
        /** Takes byte order and the like, which bytes have none of. */
        public void __setstate__(Object[] state) {
            // one byte has no order
        }
    }

    /** Takes version, shape, element type, order and content. */
    public void __setstate__(Object[] state) {
        if (state.length != 5) {
            throw new PickleException("numpy array with a state of " + state.length + " values (expected: 5)");
        }
        set(state[2], state[4]);
    }

    private void set(Object elementType, Object elements) {
        type = elementType instanceof NumpyType named ? named.name() : String.valueOf(elementType);
        if (!type.equals("u1") && !type.equals("b1") && !type.equals("S1")) {
            throw new PickleException("numpy array of " + type + " (expected: u1 or b1)");
        }
        content = bytes(elements);
    }

    /** A string or array of bytes, whatever Python called it. */
    static byte[] bytes(@Nullable Object value) {
        if (value instanceof byte[] bytes) {
            return bytes;
        }
        if (value instanceof NumpyArray array) {
            return array.content;
        }
        if (value instanceof String text && text.chars().allMatch(c -> c < 256)) {
            // Python 2 pickled bytes as text of which each character is one
            return text.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
        }
        throw new PickleException(
                (value == null ? "nothing" : value.getClass().getSimpleName()) + " (expected: bytes)");
    }

    /** Flags one by one, if that is what the array holds. */
    List<Object> flags() {
        List<Object> flags = new ArrayList<>(content.length);
        for (byte flag : content) {
            flags.add(flag != 0);
        }
        return flags;
    }

    @Override
    public String toString() {
        return "NumpyArray[type=" + type + ", bytes=" + content.length + ", hash=" + Arrays.hashCode(content) + "]";
    }
}
