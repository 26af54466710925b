package dev.florin.platform;

import com.github.kagkarlsson.scheduler.event.ExecutionChain;
import com.github.kagkarlsson.scheduler.event.ExecutionInterceptor;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionContext;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.TaskInstanceId;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps an instance from running a job that it has in hand already. A machine that stalls misses heartbeats, and takes its
 * own jobs for those of a dead instance; were they run once more, it would stall the more, until no hand is free for the
 * jobs that find out what became of payments.
 */
final class OneAtATime implements ExecutionInterceptor {

    /** When it is seen again whether the job is over. */
    private static final Duration PAUSE = Duration.ofSeconds(10);

    private static final Logger log = LoggerFactory.getLogger(OneAtATime.class);

    private final Set<TaskInstanceId> inHand = ConcurrentHashMap.newKeySet();

    @Override
    public CompletionHandler<?> execute(TaskInstance<?> task, ExecutionContext context, ExecutionChain chain) {
        var id = TaskInstanceId.of(task.getTaskName(), task.getId());
        if (!inHand.add(id)) {
            log.warn(
                    "Job {} runs here already, but has missed its heartbeats: this machine stalls. It is left to end",
                    task.getTaskName());
            return (CompletionHandler<Object>) OneAtATime::putOff;
        }
        try {
            return chain.proceed(task, context);
        } finally {
            inHand.remove(id);
        }
    }

    private static void putOff(ExecutionComplete complete, ExecutionOperations<Object> row) {
        row.reschedule(complete, complete.getTimeDone().plus(PAUSE));
    }
}
