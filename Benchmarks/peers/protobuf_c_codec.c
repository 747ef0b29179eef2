// libprotobuf-c in the codec benchmark: protobuf_c_codec MESSAGE REPETITIONS FILE prints the nanoseconds of one decoding (with
// the freeing of what it made) and of one encoding, a line each repetition.
#include <protobuf-c/protobuf-c.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "temporal/api/history/v1/message.pb-c.h"
#include "temporal/api/workflowservice/v1/request_response.pb-c.h"

static const ProtobufCMessageDescriptor *find(const char *name) {
    if (!strcmp(name, "History")) return &temporal__api__history__v1__history__descriptor;
    if (!strcmp(name, "PollWorkflowTaskQueueResponse"))
        return &temporal__api__workflowservice__v1__poll_workflow_task_queue_response__descriptor;
    if (!strcmp(name, "RespondWorkflowTaskCompletedRequest"))
        return &temporal__api__workflowservice__v1__respond_workflow_task_completed_request__descriptor;
    return NULL;
}

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return time.tv_sec * 1e9 + time.tv_nsec;
}

static const ProtobufCMessageDescriptor *descriptor;
static uint8_t *bytes;
static size_t count;
static ProtobufCMessage *message;

static void decode(void) {
    ProtobufCMessage *decoded = protobuf_c_message_unpack(descriptor, NULL, count, bytes);
    if (!decoded) exit(1);
    protobuf_c_message_free_unpacked(decoded, NULL);
}

static void encode(void) {
    size_t size = protobuf_c_message_get_packed_size(message);
    uint8_t *packed = malloc(size);
    if (protobuf_c_message_pack(message, packed) != size) exit(1);
    free(packed);
}

static double nanoseconds(void (*work)(void)) {
    long times = 1;
    for (;;) {
        double start = now();
        for (long i = 0; i < times; i++) work();
        double elapsed = now() - start;
        if (elapsed > 0.2e9) return elapsed / times;
        times = elapsed > 0.02e9 ? (long)(times * 0.25e9 / elapsed) + 1 : times * 4;
    }
}

int main(int arguments, char **values) {
    if (arguments != 4 || !(descriptor = find(values[1]))) return 64;
    FILE *file = fopen(values[3], "rb");
    if (!file) return 66;
    bytes = malloc(64 << 20);
    count = fread(bytes, 1, 64 << 20, file);
    fclose(file);
    message = protobuf_c_message_unpack(descriptor, NULL, count, bytes);
    if (!message) return 65;
    for (int i = 0; i < atoi(values[2]); i++) {
        double decoding = nanoseconds(decode);
        printf("%f %f\n", decoding, nanoseconds(encode));
    }
    return 0;
}
