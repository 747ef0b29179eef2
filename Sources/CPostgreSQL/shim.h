// libpq, PostgreSQL's own client library, and a call of Linux that Swift's Glibc leaves out.
#pragma once
#include <libpq-fe.h>
#include <sys/eventfd.h>

static inline int postgresql_eventfd(void) { return eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC); }
