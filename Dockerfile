# syntax=docker/dockerfile:1
# Both workers in one small image: built with the Swift toolchain, run on plain Debian with the libraries they link.
FROM swift:6.3-bookworm AS build

# The newest versions of the distribution's libraries are wanted, security fixes above all.
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install --yes --no-install-recommends libhiredis-dev libnghttp2-dev libpq-dev libssl-dev pkg-config \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /src
COPY Package.swift ./
COPY Sources Sources
COPY Tests Tests
COPY Benchmarks Benchmarks
COPY Examples Examples
# The build folder outlives the image's layers: only what changed is compiled again.
RUN --mount=type=cache,target=/src/.build \
    swift build -c release --static-swift-stdlib --product worker \
    && swift build -c release --static-swift-stdlib --product worker-secondary \
    && mkdir /out \
    && cp "$(swift build -c release --show-bin-path)/worker" "$(swift build -c release --show-bin-path)/worker-secondary" /out/ \
    && strip /out/worker /out/worker-secondary

FROM debian:bookworm-slim

# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install --yes --no-install-recommends ca-certificates libhiredis0.14 libnghttp2-14 libpq5 libssl3 \
    && rm -rf /var/lib/apt/lists/* \
    && install --directory --owner=65532 --group=65532 /var/lib/worker
COPY --from=build /out/ /usr/local/bin/
# The workers read .env from here, if one is mounted.
WORKDIR /app
# A worker keeps a record of the runs that it executes here, the only folder that it writes to.
ENV TMPDIR=/var/lib/worker
VOLUME /var/lib/worker
USER 65532:65532
# A worker listens on nothing. It is well while it holds an established connection (state 01), which is one to the server.
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s --retries=3 \
    CMD ["grep", "-Eq", "^ *[0-9]+: [0-9A-F]+:[0-9A-F]+ [0-9A-F]+:[0-9A-F]+ 01 ", "/proc/net/tcp", "/proc/net/tcp6"]
ENTRYPOINT ["/usr/local/bin/worker"]
