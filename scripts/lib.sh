# shellcheck shell=bash
# What the scripts here share: they run from the repository's root, say what they are doing on lines that begin with
# "==>", and keep the output of long commands in .dev/ until one of them fails.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
mkdir -p .dev

say() { printf '==> %s\n' "$*"; }

fail() {
    printf 'error: %s\n' "$*" >&2
    exit 1
}

# quietly LOG COMMAND...: runs the command with its output in .dev/LOG. A line every ten seconds shows that it is still
# at work; the end of the log is shown if it fails.
quietly() {
    local log=".dev/$1" start=$SECONDS pid
    shift
    "$@" >"$log" 2>&1 </dev/null &
    pid=$!
    while kill -0 "$pid" 2>/dev/null; do
        sleep 0.2
        if ((SECONDS - start >= 10)) && (((SECONDS - start) % 10 == 0)) && [[ ${told:-} != "$SECONDS" ]]; then
            told=$SECONDS
            printf '    … %d s: %s\n' "$((SECONDS - start))" "$(tail -n 1 "$log" | cut -c 1-100)"
        fi
    done
    if ! wait "$pid"; then
        tail -n 40 "$log" >&2
        fail "\"$*\" failed; its output is in $log"
    fi
}
