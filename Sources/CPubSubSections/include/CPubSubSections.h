// The linker gathers every declaration that stands in the section `pubsub_parts`, whatever file it comes from, and names the
// section's two ends. Swift cannot name those symbols, so this does.
#pragma once

typedef void (*pubsub_part)(void *_Nonnull catalog);

extern const pubsub_part _Nullable __start_pubsub_parts[] __attribute__((weak));
extern const pubsub_part _Nullable __stop_pubsub_parts[] __attribute__((weak));

/// Calls every declaration of the section with `catalog`.
static inline void pubsub_visit_parts(void *_Nonnull catalog) {
    for (const pubsub_part _Nullable *part = __start_pubsub_parts; part < __stop_pubsub_parts; part++) {
        if (*part) (*part)(catalog);
    }
}
