// hiredis, and the two calls of Linux that its thread needs and Swift's Glibc leaves out.
#pragma once
#include <hiredis/hiredis.h>
#include <pthread.h>
#include <sys/eventfd.h>

// Declared only for _GNU_SOURCE.
extern int pthread_setname_np(pthread_t thread, const char *name);

static inline int redis_eventfd(void) { return eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC); }
