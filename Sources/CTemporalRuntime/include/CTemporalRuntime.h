// The few runtime hooks that Swift cannot express: a thread's mark, and the concurrency runtime's enqueue hooks, which are not
// part of its stable interface (docs/decisions/0001-private-runtime-symbols.md). All of them are used from one Swift file.
// The runtime's symbols are weak: one that a toolchain lacks has its name told, and does not keep the process from starting.
#pragma once

#include <stdbool.h>
#include <stdint.h>

/// What is draining on this thread, or null. The mark is only ever compared and handed back, never followed here.
void *_Nullable temporal_mark(void);
void temporal_set_mark(void *_Nullable mark);

/// How work that would leave a draining thread is met.
struct temporal_hooks {
    /// A job for the global pool.
    void (*_Nonnull global)(void *_Nonnull mark, void *_Nonnull job);
    /// A job that is to run later: in `nanoseconds`, never negative.
    void (*_Nonnull delayed)(void *_Nonnull mark, void *_Nonnull job, int64_t nanoseconds);
};

/// Installs the hooks, in front of whatever hooks there were. Call once.
void temporal_install_hooks(struct temporal_hooks hooks);

/// Gives a job to the global pool, whatever drains on this thread.
void temporal_enqueue_globally(void *_Nonnull job);

/// The name of a runtime symbol that this process lacks, or null.
const char *_Nullable temporal_missing_symbol(void);

/// The id of the task that a job continues; only for jobs that continue a task.
uint64_t temporal_job_task_id(void *_Nonnull job);
/// The id of the task that this thread runs, or 0.
uint64_t temporal_current_task_id(void);

/// Counts an unowned reference to an object, which keeps its memory and so its address, but not the object alive.
void temporal_hold_address(void *_Nonnull object);
void temporal_release_address(void *_Nonnull object);
/// Whether the object, whose address is held once, is past its deinit, and nothing else keeps its memory.
bool temporal_is_gone(void *_Nonnull object);

/// Names the calling thread, for debuggers; at most 15 bytes.
void temporal_name_thread(const char *_Nonnull name);
