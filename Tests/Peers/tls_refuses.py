"""A TLS server that insists on knowing its clients, and tells whom it does not know so, as servers that use OpenSSL or Go do
(grpcio's just closes the connection); it prints `port N` when it listens.

Usage: tls_refuses.py CERTIFICATE KEY AUTHORITY VERSION, where VERSION is TLSv1_2 or TLSv1_3
"""

import socket
import ssl
import sys
import threading

certificate, key, authority, version = sys.argv[1:]
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain(certificate, key)
context.load_verify_locations(authority)
context.verify_mode = ssl.CERT_REQUIRED
context.set_alpn_protocols(["h2"])
context.minimum_version = context.maximum_version = ssl.TLSVersion[version]


def serve(sock):
    try:
        secure = context.wrap_socket(sock, server_side=True, do_handshake_on_connect=False)
        secure.settimeout(30)
        try:
            secure.do_handshake()
        except ssl.SSLError:
            # Whatever the client has sent must be read, or closing the socket would take the alert with it.
            raw = socket.socket(fileno=secure.detach())
            raw.shutdown(socket.SHUT_WR)
            while raw.recv(1 << 16):
                pass
            raw.close()
    except OSError:
        pass


listener = socket.socket()
listener.bind(("127.0.0.1", 0))
listener.listen(64)
print(f"port {listener.getsockname()[1]}", flush=True)
while True:
    accepted, _ = listener.accept()
    threading.Thread(target=serve, args=(accepted,), daemon=True).start()
