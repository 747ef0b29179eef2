// TLSStream: TLS without a socket: records of the peer go in, plaintext comes out, and the other way round. OpenSSL never
// touches the socket, so it cannot block on it or raise SIGPIPE.
import CTemporalOpenSSL
import Glibc

/// One TLS connection as a client; only the thread of its loop touches it.
package final class TLSStream {
    private let ssl: OpaquePointer
    private let expectedName: String
    private let negotiatesHTTP2: Bool
    // Both belong to `ssl` and are freed with it.
    private let incoming: OpaquePointer
    private let outgoing: OpaquePointer

    /// A connection to a server whose certificate is for `host`, or for the name that the options give. With `negotiatesHTTP2`,
    /// the handshake fails unless both sides agree to HTTP/2; without, nothing is said about protocols.
    package init(_ options: TLSOptions, host: String, negotiatesHTTP2: Bool = true) throws(ConnectionFailure) {
        do throws(TLSFailure) {
            // The connection keeps what it needs of the context.
            let credentials = try TLSCredentials(options, negotiatesHTTP2: negotiatesHTTP2)
            guard let ssl = SSL_new(credentials.context), let incoming = BIO_new(BIO_s_mem()),
                let outgoing = BIO_new(BIO_s_mem())
            else { throw TLSFailure.configuration(TLSError.text("no memory")) }
            self.ssl = ssl
            self.incoming = incoming
            self.outgoing = outgoing
            expectedName = options.serverName ?? host
            self.negotiatesHTTP2 = negotiatesHTTP2
        } catch {
            throw .tls(error)
        }
        SSL_set_bio(ssl, incoming, outgoing)
        SSL_set_connect_state(ssl)
        let isNamed: Bool
        if Target.isAddress(expectedName) {
            isNamed = X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(ssl), expectedName) == 1
        } else {
            isNamed = SSL_set1_host(ssl, expectedName) == 1 && temporal_ssl_set_server_name(ssl, expectedName) == 1
        }
        guard isNamed else {
            throw .tls(.configuration(TLSError.text("\"\(expectedName)\" is not a server name")))
        }
    }

    deinit { SSL_free(ssl) }

    /// Takes in what came from the peer.
    package func feed(_ bytes: UnsafeRawBufferPointer) throws(ConnectionFailure) {
        guard BIO_write(incoming, bytes.baseAddress, Int32(clamping: bytes.count)) == bytes.count else {
            throw .system("no memory for TLS records")
        }
    }

    /// Goes on with the handshake; true when it is done.
    package func handshake() throws(ConnectionFailure) -> Bool {
        ERR_clear_error()
        let status = SSL_do_handshake(ssl)
        guard status == 1 else {
            try check(status)
            return false
        }
        guard negotiatesHTTP2 else { return true }
        var name: UnsafePointer<UInt8>?
        var length: UInt32 = 0
        SSL_get0_alpn_selected(ssl, &name, &length)
        guard UnsafeRawBufferPointer(start: name, count: Int(length)).equals("h2") else {
            throw .tls(.http2NotNegotiated)
        }
        return true
    }

    /// The next plaintext; nil when more has to come from the peer first, 0 at the end.
    package func read(into buffer: UnsafeMutableRawBufferPointer) throws(ConnectionFailure) -> Int? {
        ERR_clear_error()
        let count = SSL_read(ssl, buffer.baseAddress, Int32(clamping: buffer.count))
        if count > 0 { return Int(count) }
        return try check(count) ? nil : 0
    }

    /// Encrypts `bytes`.
    package func write(_ bytes: [UInt8]) throws(ConnectionFailure) {
        guard !bytes.isEmpty else { return }
        ERR_clear_error()
        let count = SSL_write(ssl, bytes, Int32(clamping: bytes.count))
        // What is written goes to memory, so all of it is taken unless something is wrong.
        if count != bytes.count { throw .tls(.handshake(TLSError.text("a record could not be written"))) }
    }

    /// Appends to `output` what is to be sent to the peer.
    package func takeOutput(into output: inout [UInt8]) {
        var data: UnsafeMutablePointer<CChar>?
        let count = temporal_bio_data(outgoing, &data)
        guard count > 0, let data else { return }
        output.append(contentsOf: UnsafeRawBufferPointer(start: data, count: count))
        _ = temporal_bio_reset(outgoing)
    }

    /// Whether more has to come from the peer (true), or nothing more will (false); throws what went wrong.
    @discardableResult
    private func check(_ status: Int32) throws(ConnectionFailure) -> Bool {
        switch SSL_get_error(ssl, status) {
        case SSL_ERROR_WANT_READ, SSL_ERROR_WANT_WRITE: return true
        case SSL_ERROR_ZERO_RETURN: return false
        default: throw .tls(failure())
        }
    }

    private func failure() -> TLSFailure {
        let code = TLSError.take()
        let verification = SSL_get_verify_result(ssl)
        if verification != X509_V_OK { return certificateFailure(verification) }
        let words = TLSError.words(code)
        switch Int32(truncatingIfNeeded: temporal_err_reason(code)) {
        case SSL_R_WRONG_VERSION_NUMBER, SSL_R_HTTP_REQUEST, SSL_R_PACKET_LENGTH_TOO_LONG, SSL_R_UNEXPECTED_MESSAGE:
            return .notTLS(words)
        case SSL_R_TLSV13_ALERT_CERTIFICATE_REQUIRED, SSL_R_SSLV3_ALERT_BAD_CERTIFICATE,
            SSL_R_SSLV3_ALERT_UNSUPPORTED_CERTIFICATE, SSL_R_SSLV3_ALERT_CERTIFICATE_REVOKED,
            SSL_R_SSLV3_ALERT_CERTIFICATE_EXPIRED, SSL_R_SSLV3_ALERT_CERTIFICATE_UNKNOWN, SSL_R_TLSV1_ALERT_UNKNOWN_CA,
            SSL_R_TLSV1_ALERT_ACCESS_DENIED:
            return .clientCertificateRefused(words)
        case SSL_R_TLSV1_ALERT_NO_APPLICATION_PROTOCOL: return .http2NotNegotiated
        default: return .handshake(words)
        }
    }

    private func certificateFailure(_ code: Int) -> TLSFailure {
        let words = X509_verify_cert_error_string(code).map { String(cString: $0) } ?? "error \(code)"
        return switch Int32(truncatingIfNeeded: code) {
        case X509_V_ERR_CERT_HAS_EXPIRED, X509_V_ERR_CERT_NOT_YET_VALID: .certificateExpired(words)
        case X509_V_ERR_HOSTNAME_MISMATCH, X509_V_ERR_IP_ADDRESS_MISMATCH: .hostNameMismatch(expected: expectedName)
        default: .untrustedCertificate(words)
        }
    }
}
