package io.facestream.job.facebank;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Keeps one of equal templates a JVM, for as long as somebody holds it. For use by many threads. */
final class SharedTemplates {
    private final ConcurrentMap<Key, Held> held = new ConcurrentHashMap<>();
    private final ReferenceQueue<BankTemplate> gone = new ReferenceQueue<>();

    private record Key(String templateId, BankVersion version, long digest) {}

    private static final class Held extends WeakReference<BankTemplate> {
        private final Key key;

        Held(Key key, BankTemplate template, ReferenceQueue<BankTemplate> gone) {
            super(template, gone);
            this.key = key;
        }
    }

    /** An equal template that is held already, or this one. */
    BankTemplate shared(BankTemplate template) {
        forgetWhatIsGone();
        Key key = new Key(template.templateId(), template.version(), template.digest());
        Held mine = new Held(key, template, gone);
        while (true) {
            Held other = held.putIfAbsent(key, mine);
            if (other == null) {
                return template;
            }
            BankTemplate there = other.get();
            if (there != null) {
                return same(there, template) ? there : template;
            }
            held.remove(key, other);
        }
    }

    /** Another job in this JVM may use the same ids for other things. */
    private static boolean same(BankTemplate a, BankTemplate b) {
        return a.personId().equals(b.personId())
                && a.validUntilMillis() == b.validUntilMillis()
                && java.util.Arrays.equals(a.unit(), b.unit())
                && java.util.Arrays.equals(a.sealed(), b.sealed());
    }

    int size() {
        forgetWhatIsGone();
        return held.size();
    }

    private void forgetWhatIsGone() {
        for (Object next = gone.poll(); next != null; next = gone.poll()) {
            Held dead = (Held) next;
            held.remove(dead.key, dead);
        }
    }
}
