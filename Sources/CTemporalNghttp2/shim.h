// nghttp2, and the two calls of Linux that the event loop needs and Swift's Glibc leaves out.
#pragma once
#include <nghttp2/nghttp2.h>
#include <pthread.h>
#include <sys/eventfd.h>

// Declared only for _GNU_SOURCE.
extern int pthread_setname_np(pthread_t thread, const char *name);

static inline int temporal_eventfd(void) { return eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC); }
