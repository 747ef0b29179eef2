#!/bin/sh
# Runs in the admin-tools container: makes the namespace that the workers use, unless it is there.
set -eu
temporal operator cluster health
temporal operator namespace describe --namespace "$TEMPORAL_NAMESPACE" >/dev/null 2>&1 ||
    temporal operator namespace create --namespace "$TEMPORAL_NAMESPACE" --retention 3d
