#define _GNU_SOURCE
#include <pthread.h>
#include <stdatomic.h>
#include <stddef.h>
#include <time.h>

#include "CTemporalRuntime.h"

static _Thread_local void *mark;

// Out of line: an inlined access could keep one thread's address across a suspension.
__attribute__((noinline)) void *temporal_mark(void) { return mark; }
__attribute__((noinline)) void temporal_set_mark(void *new_mark) { mark = new_mark; }

#define SWIFT __attribute__((swiftcall))
#define WEAK __attribute__((weak))

// The types and names of the concurrency runtime of Swift 6.3.
typedef SWIFT void (*enqueue)(void *job);
typedef SWIFT void (*enqueue_delay)(unsigned long long delay, void *job);
typedef SWIFT void (*enqueue_deadline)(long long sec, long long nsec, long long tsec, long long tnsec, int clock, void *job);
typedef SWIFT void (*enqueue_hook)(void *job, enqueue original);
typedef SWIFT void (*delay_hook)(unsigned long long delay, void *job, enqueue_delay original);
typedef SWIFT void (*deadline_hook)(long long sec, long long nsec, long long tsec, long long tnsec, int clock, void *job,
                                    enqueue_deadline original);

extern enqueue_hook swift_task_enqueueGlobal_hook WEAK;
extern delay_hook swift_task_enqueueGlobalWithDelay_hook WEAK;
extern deadline_hook swift_task_enqueueGlobalWithDeadline_hook WEAK;
extern SWIFT void swift_task_enqueueGlobal(void *job) WEAK;
extern SWIFT void *swift_task_getCurrent(void) WEAK;
extern SWIFT uint64_t swift_task_getJobTaskId(void *job) WEAK;
extern void *swift_unownedRetain(void *object) WEAK;
extern void swift_unownedRelease(void *object) WEAK;
extern size_t swift_unownedRetainCount(void *object) WEAK;

const char *temporal_missing_symbol(void) {
    if (!&swift_task_enqueueGlobal_hook) return "swift_task_enqueueGlobal_hook";
    if (!&swift_task_enqueueGlobalWithDelay_hook) return "swift_task_enqueueGlobalWithDelay_hook";
    if (!&swift_task_enqueueGlobalWithDeadline_hook) return "swift_task_enqueueGlobalWithDeadline_hook";
    if (!swift_task_enqueueGlobal) return "swift_task_enqueueGlobal";
    if (!swift_task_getCurrent) return "swift_task_getCurrent";
    if (!swift_task_getJobTaskId) return "swift_task_getJobTaskId";
    if (!swift_unownedRetain) return "swift_unownedRetain";
    if (!swift_unownedRelease) return "swift_unownedRelease";
    if (!swift_unownedRetainCount) return "swift_unownedRetainCount";
    return NULL;
}

static struct temporal_hooks hooks;
// Other threads enqueue jobs while the hooks are installed.
static _Atomic(enqueue_hook) earlier_global;
static _Atomic(delay_hook) earlier_delay;
static _Atomic(deadline_hook) earlier_deadline;

static SWIFT void on_global(void *job, enqueue original) {
    enqueue_hook earlier = atomic_load_explicit(&earlier_global, memory_order_acquire);
    if (mark) hooks.global(mark, job);
    else if (earlier) earlier(job, original);
    else original(job);
}

static SWIFT void on_delay(unsigned long long delay, void *job, enqueue_delay original) {
    delay_hook earlier = atomic_load_explicit(&earlier_delay, memory_order_acquire);
    if (mark) hooks.delayed(mark, job, delay > INT64_MAX ? INT64_MAX : (int64_t)delay);
    else if (earlier) earlier(delay, job, original);
    else original(delay, job);
}

// The runtime's clock 2 stands still while the machine sleeps; the others do not.
static int64_t nanoseconds_until(long long sec, long long nsec, int clock) {
    struct timespec now;
    clock_gettime(clock == 2 ? CLOCK_MONOTONIC : CLOCK_BOOTTIME, &now);
    __int128 rest = ((__int128)sec - now.tv_sec) * 1000000000 + nsec - now.tv_nsec;
    return rest < 0 ? 0 : rest > INT64_MAX ? INT64_MAX : (int64_t)rest;
}

static SWIFT void on_deadline(long long sec, long long nsec, long long tsec, long long tnsec, int clock, void *job,
                              enqueue_deadline original) {
    deadline_hook earlier = atomic_load_explicit(&earlier_deadline, memory_order_acquire);
    if (mark) hooks.delayed(mark, job, nanoseconds_until(sec, nsec, clock));
    else if (earlier) earlier(sec, nsec, tsec, tnsec, clock, job, original);
    else original(sec, nsec, tsec, tnsec, clock, job);
}

void temporal_install_hooks(struct temporal_hooks new_hooks) {
    if (temporal_missing_symbol()) return;
    hooks = new_hooks;
    atomic_store_explicit(&earlier_global, swift_task_enqueueGlobal_hook, memory_order_release);
    atomic_store_explicit(&earlier_delay, swift_task_enqueueGlobalWithDelay_hook, memory_order_release);
    atomic_store_explicit(&earlier_deadline, swift_task_enqueueGlobalWithDeadline_hook, memory_order_release);
    __atomic_store_n(&swift_task_enqueueGlobal_hook, on_global, __ATOMIC_RELEASE);
    __atomic_store_n(&swift_task_enqueueGlobalWithDelay_hook, on_delay, __ATOMIC_RELEASE);
    __atomic_store_n(&swift_task_enqueueGlobalWithDeadline_hook, on_deadline, __ATOMIC_RELEASE);
}

void temporal_enqueue_globally(void *job) {
    void *earlier = mark;
    mark = NULL;
    swift_task_enqueueGlobal(job);
    mark = earlier;
}

uint64_t temporal_job_task_id(void *job) { return swift_task_getJobTaskId(job); }

uint64_t temporal_current_task_id(void) {
    void *task = swift_task_getCurrent();
    return task ? swift_task_getJobTaskId(task) : 0;  // a task begins with its job
}

void temporal_hold_address(void *object) { swift_unownedRetain(object); }
void temporal_release_address(void *object) { swift_unownedRelease(object); }
// A live object holds one unowned reference to itself, and gives it up as the last act of its deinit.
bool temporal_is_gone(void *object) { return swift_unownedRetainCount(object) == 1; }

void temporal_name_thread(const char *name) { pthread_setname_np(pthread_self(), name); }
