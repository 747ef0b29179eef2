// Tells the thread sanitizer what it cannot see of Swift's Mutex.
//
// The quick ways of locking and unlocking are inlined into our code, where the sanitizer sees them. The slow ways, taken when two
// threads want the lock at once, lie in the toolchain's library, which is not instrumented: the order that they make is unknown to
// the sanitizer, and every contended Mutex would be reported as a race. This library, loaded before that one, stands in front of
// both functions and says what happened.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stddef.h>
#include <stdint.h>

#define SWIFT __attribute__((swiftcall))
#define SELF __attribute__((swift_context)) void *mutex
// Synchronization._MutexHandle._lockSlow(UInt32) and ._unlockSlow()
#define LOCK_SLOW "$s15Synchronization12_MutexHandleV9_lockSlowyys6UInt32VF"
#define UNLOCK_SLOW "$s15Synchronization12_MutexHandleV11_unlockSlowyyF"

SWIFT void lock_slow(uint32_t owner, SELF) __asm__(LOCK_SLOW);
SWIFT void unlock_slow(SELF) __asm__(UNLOCK_SLOW);

// The processes that the tests start have this library loaded too, but not the sanitizer.
static void tell(const char *name, void *mutex) {
    void (*function)(void *) = dlsym(RTLD_DEFAULT, name);
    if (function) function(mutex);
}

SWIFT void lock_slow(uint32_t owner, SELF) {
    SWIFT void (*original)(uint32_t, SELF) = dlsym(RTLD_NEXT, LOCK_SLOW);
    original(owner, mutex);
    tell("__tsan_acquire", mutex);
}

SWIFT void unlock_slow(SELF) {
    SWIFT void (*original)(SELF) = dlsym(RTLD_NEXT, UNLOCK_SLOW);
    tell("__tsan_release", mutex);
    original(mutex);
}
