// The second judge of the codecs: libprotobuf-c, with the code that protoc-c makes of Protos/. Each line of standard input is
// a message's full name, a space and its bytes in hexadecimal; the answer is what libprotobuf-c makes of them: the bytes
// unpacked and packed again, or "!" where it declines them. descriptors.inc lists every message's descriptor.
#include <protobuf-c/protobuf-c.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "descriptors.h"

static const ProtobufCMessageDescriptor *descriptors[] = {
#include "descriptors.inc"
};

static const ProtobufCMessageDescriptor *find(const char *name) {
    for (size_t i = 0; i < sizeof descriptors / sizeof *descriptors; i++)
        if (strcmp(descriptors[i]->name, name) == 0) return descriptors[i];
    return NULL;
}

static int digit(char c) { return c <= '9' ? c - '0' : c - 'a' + 10; }

int main(void) {
    char *line = NULL;
    size_t capacity = 0;
    while (getline(&line, &capacity, stdin) > 0) {
        char *hex = strchr(line, ' ');
        if (hex == NULL) return 2;
        *hex++ = 0;
        size_t count = strcspn(hex, "\n") / 2;
        uint8_t *bytes = malloc(count + 1);
        for (size_t i = 0; i < count; i++) bytes[i] = (uint8_t)(digit(hex[2 * i]) << 4 | digit(hex[2 * i + 1]));
        const ProtobufCMessageDescriptor *descriptor = find(line);
        ProtobufCMessage *message =
            descriptor == NULL ? NULL : protobuf_c_message_unpack(descriptor, NULL, count, bytes);
        if (message == NULL) {
            printf("!");
        } else {
            uint8_t *packed = malloc(protobuf_c_message_get_packed_size(message) + 1);
            size_t size = protobuf_c_message_pack(message, packed);
            for (size_t i = 0; i < size; i++) printf("%02x", packed[i]);
            free(packed);
            protobuf_c_message_free_unpacked(message, NULL);
        }
        free(bytes);
        putchar('\n');
        fflush(stdout);
    }
    free(line);
    return 0;
}
