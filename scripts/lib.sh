# shellcheck shell=bash
# What the scripts here share: they run from the repository's root, say what they are doing on lines that begin with
# "==>", and keep the output of long commands in .dev/ until one of them fails.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
mkdir -p .dev

# What the developer's shell says of a server of theirs is no business of what runs here.
for name in "${!TEMPORAL_@}" "${!POSTGRES_@}" "${!REDIS_@}" "${!PULSAR_@}" "${!BRIDGE_@}" LOG_LEVEL; do unset "$name"; done
unset name

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

# run_tests SECONDS OPTION...: swift test without a build, in parallel unless an option says otherwise. A run that has not ended after so long hangs: it is ended, and the
# tests that it was in are named. Each test may do a server's worth of work, so only a few run at once: more would make each
# other wait.
run_tests() {
    local limit=$1 log=.dev/tests.log status=0
    shift
    timeout --foreground --kill-after=10 "$limit" swift test --skip-build --disable-xctest --parallel \
        --experimental-maximum-parallelization-width $(($(nproc) * 2)) "$@" > >(tee "$log") || status=$?
    if ((status == 124 || status == 137)); then
        # swift test leaves the process that runs the tests behind.
        pkill -KILL -f "^$PWD/\.build.*\.xctest" || true
        sed -nE 's/^[^[:alnum:]]* ?(Test|Suite) (.*) (started|passed|failed).*/\3 \2/p' "$log" |
            sed -E 's/ (with [0-9]+ test cases?|after .*)$//' |
            awk '{ how = $1; sub(/^[a-z]+ /, "") } how == "started" { open[$0] } how != "started" { delete open[$0] }
                END { for (name in open) print "did not end: " name }' >&2
        fail "the tests were ended after $limit seconds"
    fi
    # Whoever sees only the end of a long output is to see what failed.
    if ((status)); then grep -a -A 3 'recorded an issue\|Fatal error\|error: Exited' "$log" | tail -n 40 >&2 || true; fi
    return "$status"
}
