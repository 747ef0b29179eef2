// The directories of github.com/temporalio/features that state a behaviour, with a reason for each that nothing here shows. The
// others have a test of the same name in this folder.

/// The directories, and the table of them.
enum Directories {
    /// The commit of temporalio/features that they are those of.
    static let commit = "98d4694b7bb831a38f98a549f7281a856b924cf1"

    /// Each directory, below `features`, and why it has no test; nil for those that have one.
    static let all: [(name: String, reason: String?)] = [
        ("activity/basic_no_workflow_timeout", nil),
        ("activity/cancel_abandon", nil),
        ("activity/cancel_try_cancel", nil),
        ("activity/cancel_wait_cancel", nil),
        ("activity/heartbeating", nil),
        ("activity/retry_on_error", nil),
        ("activity/running_concurrently", nil),
        ("activity/shutdown", nil),
        ("bugs/go/activity_start_race", nil),
        ("bugs/go/child_workflow_cancel_panic", nil),
        ("build_id_versioning/activity_and_child_on_correct_version", sets),
        ("build_id_versioning/continues_as_new_on_correct_version", sets),
        ("build_id_versioning/only_appropriate_worker_gets_task", sets),
        ("build_id_versioning/unversioned_worker_gets_unversioned_task", sets),
        ("build_id_versioning/unversioned_worker_no_task", sets),
        ("build_id_versioning/versions_added_while_worker_polling", sets),
        ("child_workflow/cancel_abandon", nil),
        ("child_workflow/cancel_try_cancel", nil),
        ("child_workflow/cancel_wait_completed", nil),
        ("child_workflow/cancel_wait_requested", nil),
        ("child_workflow/handle", nil),
        ("child_workflow/result", nil),
        ("child_workflow/retry", nil),
        ("child_workflow/signal", nil),
        ("child_workflow/start", nil),
        ("child_workflow/throws_on_execute", nil),
        ("child_workflow/throws_on_start", nil),
        ("child_workflow/throws_on_termination", nil),
        ("child_workflow/throws_on_timeout", nil),
        ("client/http_proxy", nil),
        ("client/http_proxy_auth", nil),
        ("client/http_proxy_nativeconn", nil),
        ("client/http_proxy_nativeconn_auth", nil),
        ("continue_as_new/continue_as_same", nil),
        ("continue_as_new/signals_block_continue_as_new", nil),
        ("continue_as_new/updates_do_not_block_continue_as_new", nil),
        ("data_converter/binary", nil),
        ("data_converter/binary_protobuf", nil),
        ("data_converter/codec", nil),
        ("data_converter/empty", nil),
        ("data_converter/failure", nil),
        ("data_converter/json", nil),
        ("data_converter/json_protobuf", nil),
        ("deployment_versioning/aa_clean_old_deployments", clean),
        ("deployment_versioning/routing_auto_upgrade", nil),
        ("deployment_versioning/routing_pinned", nil),
        ("deployment_versioning/routing_with_override", nil),
        ("deployment_versioning/routing_with_ramp", nil),
        ("eager_activity/non_remote_activities_worker", nil),
        ("eager_workflow/successful_start", nil),
        ("local_activity/backoff_with_persistent_timer", nil),
        ("local_activity/cancel_abandon", nil),
        ("local_activity/cancel_failing", nil),
        ("local_activity/cancel_try_cancel", nil),
        ("local_activity/cancel_wait_completed", nil),
        ("local_activity/complete_after_shutdown", nil),
        ("local_activity/complete_eventually", nil),
        ("local_activity/complete_immediately", nil),
        ("local_activity/concurrent", nil),
        ("local_activity/non_retryable_error_from_activity", nil),
        ("local_activity/non_retryable_error_in_options", nil),
        ("local_activity/one_success_one_fail", nil),
        ("local_activity/retry_on_error", nil),
        ("local_activity/serial", nil),
        ("local_activity/shutdown_sends_cancellation", nil),
        ("nexus/sync_success", nil),
        ("query/successful_query", nil),
        ("query/timeout_due_to_no_active_workers", nil),
        ("query/unexpected_arguments", nil),
        ("query/unexpected_query_type_name", nil),
        ("query/unexpected_return_type", nil),
        ("reset", nil),
        ("reset/reset_and_delete", nil),
        ("schedule/backfill", nil),
        ("schedule/basic", nil),
        ("schedule/cron", nil),
        ("schedule/duplicate_error", nil),
        ("schedule/pause", nil),
        ("schedule/trigger", nil),
        ("search_attributes/set", nil),
        ("search_attributes/upsert", nil),
        ("signal/activities", nil),
        ("signal/basic", nil),
        ("signal/child_workflow", nil),
        ("signal/external", nil),
        ("signal/prevent_close", nil),
        ("signal/signal_with_start", nil),
        ("signal/workflow_to_workflow", nil),
        ("telemetry/metrics", nil),
        ("timer", nil),
        ("tracing", nil),
        ("update/activities", nil),
        ("update/async_accepted", nil),
        ("update/basic", nil),
        ("update/basic_async", nil),
        ("update/client_interceptor", nil),
        ("update/deduplication", nil),
        ("update/non_durable_reject", nil),
        ("update/self", nil),
        ("update/task_failure", nil),
        ("update/validation_replay", nil),
        ("update/worker_restart", nil),
        ("worker_shutdown/poll_complete_on_shutdown", nil),
    ]

    private static let sets =
        "version sets are deprecated and disabled on the server; deployments have taken their place"
    private static let clean = "states no behaviour: it cleans up after others"

    /// The page docs/conformance.md, where `passed` are the names of the tests that pass.
    static func page(passed: Set<String>) -> String {
        let lines = all.map { name, reason in
            let outcome = reason.map { "no: \($0)" } ?? (passed.contains(name) ? "passes" : "**fails**")
            return "| `\(name)` | \(outcome) |"
        }
        let count = all.count { $0.reason == nil && passed.contains($0.name) }
        return """
            # Conformance

            What the directories of [temporalio/features](\(url))
            state of every SDK, held against this one: `Tests/ConformanceTests` has a test for each, named after it, which runs on a real
            server, and whose workflows' histories are replayed whole and up to each of their workflow tasks. \(count) of \(all.count) pass.
            `scripts/conformance` runs them and writes this page; a test fails where it is stale.

            | directory | here |
            |---|---|
            \(lines.joined(separator: "\n"))

            """
    }

    private static let url = "https://github.com/temporalio/features/tree/\(commit)"
}
