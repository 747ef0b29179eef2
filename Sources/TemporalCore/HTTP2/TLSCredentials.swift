// What a TLS connection is made with: whom to trust and who we are, read from PEM text or files into OpenSSL's context.
// Files are read for each connection, so that a renewed certificate is found without a restart.
import CTemporalOpenSSL
import Glibc

/// An OpenSSL context for one connection.
final class TLSCredentials {
    /// A PEM file holds some kilobytes; of a larger one only this much is read.
    private static let fileLimit = 1 << 20

    let context: OpaquePointer

    init(_ options: TLSOptions, negotiatesHTTP2: Bool = true) throws(TLSFailure) {
        guard let context = SSL_CTX_new(TLS_client_method()) else { throw .configuration(TLSError.text("no memory")) }
        self.context = context
        _ = temporal_ssl_ctx_set_min_tls12(context)
        SSL_CTX_set_verify(context, SSL_VERIFY_PEER, nil)
        // Unlike its siblings, this one returns 0 for success.
        guard !negotiatesHTTP2 || SSL_CTX_set_alpn_protos(context, [2, 0x68, 0x32], 3) == 0 else {
            throw .configuration(TLSError.text("ALPN cannot be set"))
        }
        if let authority = options.serverCA {
            for certificate in try Self.certificates(authority, "the certificate authority") {
                X509_STORE_add_cert(SSL_CTX_get_cert_store(context), certificate)
                X509_free(certificate)
            }
        } else {
            SSL_CTX_set_default_verify_paths(context)
        }
        switch (options.clientCertificate, options.clientKey) {
        case (let certificate?, let key?): try use(certificate, key)
        case (nil, nil): break
        default: throw .configuration("a client certificate and its key are needed together")
        }
    }

    deinit { SSL_CTX_free(context) }

    private func use(_ certificate: TLSOptions.Source, _ key: TLSOptions.Source) throws(TLSFailure) {
        let chain = try Self.certificates(certificate, "the client certificate")
        // The context takes over what is added as chain, and has its own reference to the first.
        for issuer in chain.dropFirst() { _ = temporal_ssl_ctx_add_chain_certificate(context, issuer) }
        defer { chain.first.map(X509_free) }
        guard let leaf = chain.first, SSL_CTX_use_certificate(context, leaf) == 1 else {
            throw .configuration(TLSError.text("the client certificate cannot be used"))
        }
        let privateKey = Self.read(try Self.pem(key, "the client key")) { bio in
            // An encrypted key would make OpenSSL ask for a password on the terminal; this answers with none.
            PEM_read_bio_PrivateKey(bio, nil, { _, _, _, _ in 0 }, nil)
        }
        guard let privateKey else {
            throw .configuration(TLSError.text("\(Self.place(key, "the client key")) is not an unencrypted PEM key"))
        }
        defer { EVP_PKEY_free(privateKey) }
        guard SSL_CTX_use_PrivateKey(context, privateKey) == 1 else {
            throw .configuration(TLSError.text("the client key does not belong to the client certificate"))
        }
    }

    /// The certificates that `source` holds, in order; the caller frees them.
    private static func certificates(_ source: TLSOptions.Source, _ what: String) throws(TLSFailure) -> [OpaquePointer]
    {
        let certificates = read(try pem(source, what)) { bio in
            var certificates: [OpaquePointer] = []
            while let certificate = PEM_read_bio_X509(bio, nil, nil, nil) { certificates.append(certificate) }
            return certificates
        }
        ERR_clear_error()
        guard !certificates.isEmpty else { throw .configuration("\(place(source, what)) holds no PEM certificate") }
        return certificates
    }

    private static func read<Result>(_ pem: Bytes, _ body: (OpaquePointer?) -> Result) -> Result {
        pem.withUnsafeBytes { bytes in
            let bio = BIO_new_mem_buf(bytes.baseAddress, Int32(clamping: bytes.count))
            defer { BIO_free(bio) }
            return body(bio)
        }
    }

    private static func pem(_ source: TLSOptions.Source, _ what: String) throws(TLSFailure) -> Bytes {
        switch source {
        case .pem(let bytes): return bytes.isEmpty ? Bytes(utf8: "\n") : bytes
        case .file(let path):
            guard let file = fopen(path, "rbe") else {
                throw .configuration("\(place(source, what)) cannot be read: \(SocketError(code: errno))")
            }
            defer { fclose(file) }
            let bytes = Bytes(capacity: fileLimit) { fread($0.baseAddress, 1, $0.count, file) }
            return bytes.isEmpty ? Bytes(utf8: "\n") : bytes
        }
    }

    private static func place(_ source: TLSOptions.Source, _ what: String) -> String {
        switch source {
        case .file(let path): "\(what) (\(path))"
        case .pem: what
        }
    }
}

/// OpenSSL's queue of errors.
enum TLSError {
    /// The code of the error that was noted first; 0 where there is none. The queue is empty afterwards.
    static func take() -> UInt {
        defer { ERR_clear_error() }
        return ERR_get_error()
    }

    /// The words for `code`.
    static func words(_ code: UInt) -> String {
        ERR_reason_error_string(code).map { String(cString: $0) } ?? "error \(code)"
    }

    /// `what`, and what OpenSSL has noted about it.
    static func text(_ what: String) -> String {
        let code = take()
        return code == 0 ? what : "\(what): \(words(code))"
    }
}
