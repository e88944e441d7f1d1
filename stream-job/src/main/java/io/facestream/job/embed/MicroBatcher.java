package io.facestream.job.embed;

import io.facestream.vision.embed.Embedding;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * Gathers the crops of all slots into batches for one GPU session: a batch leaves when it is full, when its oldest crop has waited
 * {@code maxWait}, or when a slot drains. One thread runs the model.
 */
final class MicroBatcher implements EmbeddingService {
    private record Request(List<byte[]> crops, CompletableFuture<List<Embedding>> answer, long sinceNanos) {}

    private final Function<List<byte[]>, List<Embedding>> model;
    private final int maxBatch;
    private final long maxWaitNanos;
    private final Deque<Request> requests = new ArrayDeque<>();
    private final Thread worker;
    private int crops;
    private boolean flush;
    private boolean closed;

    /** @param model called by one thread, with at most {@code maxBatch} crops unless one request alone has more */
    MicroBatcher(Function<List<byte[]>, List<Embedding>> model, int maxBatch, long maxWaitMillis) {
        this.model = model;
        this.maxBatch = maxBatch;
        this.maxWaitNanos = maxWaitMillis * 1_000_000;
        this.worker = new Thread(this::work, "embed-batcher");
        worker.setDaemon(true);
        worker.start();
    }

    @Override
    public CompletableFuture<List<Embedding>> embed(List<byte[]> shots) {
        CompletableFuture<List<Embedding>> answer = new CompletableFuture<>();
        synchronized (requests) {
            if (closed) {
                throw new IllegalStateException("embed-batcher: closed");
            }
            requests.add(new Request(shots, answer, System.nanoTime()));
            crops += shots.size();
            requests.notifyAll();
        }
        return answer;
    }

    @Override
    public void flush() {
        synchronized (requests) {
            flush = true;
            requests.notifyAll();
        }
    }

    @Override
    public void close() {
        synchronized (requests) {
            closed = true;
            requests.notifyAll();
        }
        try {
            worker.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void work() {
        List<Request> batch = new ArrayList<>();
        while (take(batch)) {
            List<byte[]> shots = new ArrayList<>();
            batch.forEach(request -> shots.addAll(request.crops()));
            try {
                List<Embedding> embeddings = model.apply(shots);
                int from = 0;
                for (Request request : batch) {
                    int to = from + request.crops().size();
                    request.answer().complete(List.copyOf(embeddings.subList(from, to)));
                    from = to;
                }
            } catch (RuntimeException e) {
                batch.forEach(request -> request.answer().completeExceptionally(e));
            }
            batch.clear();
        }
    }

    /** Waits for a batch; false when closed and empty. */
    private boolean take(List<Request> batch) {
        synchronized (requests) {
            while (!due()) {
                if (closed) {
                    return false;
                }
                try {
                    waitForMore();
                } catch (InterruptedException e) {
                    return false;
                }
            }
            int size = 0;
            while (!requests.isEmpty()
                    && (size == 0 || size + requests.peek().crops().size() <= maxBatch)) {
                Request request = requests.remove();
                size += request.crops().size();
                batch.add(request);
            }
            crops -= size;
            flush &= !requests.isEmpty();
            return true;
        }
    }

    private boolean due() {
        return !requests.isEmpty()
                && (flush
                        || closed
                        || crops >= maxBatch
                        || System.nanoTime() - requests.peek().sinceNanos() >= maxWaitNanos);
    }

    private void waitForMore() throws InterruptedException {
        if (requests.isEmpty()) {
            requests.wait();
        } else {
            long left = maxWaitNanos - (System.nanoTime() - requests.peek().sinceNanos());
            requests.wait(Math.max(1, left / 1_000_000));
        }
    }
}
