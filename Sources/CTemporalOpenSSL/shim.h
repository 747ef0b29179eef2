// OpenSSL, and functions for those of its calls that are macros, which Swift cannot see.
#pragma once
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

static inline long temporal_ssl_ctx_set_min_tls12(SSL_CTX *context) {
    return SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION);
}

static inline long temporal_ssl_set_server_name(SSL *ssl, const char *name) {
    return SSL_set_tlsext_host_name(ssl, name);
}

static inline long temporal_ssl_ctx_add_chain_certificate(SSL_CTX *context, X509 *certificate) {
    return SSL_CTX_add_extra_chain_cert(context, certificate);
}

static inline long temporal_ssl_set_partial_write(SSL *ssl) {
    return SSL_set_mode(ssl, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
}

static inline int temporal_err_reason(unsigned long code) { return ERR_GET_REASON(code); }

static inline long temporal_bio_data(BIO *bio, char **data) { return BIO_get_mem_data(bio, data); }

static inline int temporal_bio_reset(BIO *bio) { return (int)BIO_reset(bio); }
