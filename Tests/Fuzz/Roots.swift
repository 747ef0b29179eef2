// What the fuzz targets of the codecs share: the messages that the first byte of an input chooses from.
import TemporalCore

/// The messages that a server or a file can hand us: between them they reach nearly every other.
private let roots: [any Message.Type] = [
    API.History.History.self, API.WorkflowService.PollWorkflowTaskQueueResponse.self,
    API.WorkflowService.PollActivityTaskQueueResponse.self,
    API.WorkflowService.RespondWorkflowTaskCompletedRequest.self,
    API.WorkflowService.DescribeWorkflowExecutionResponse.self, API.WorkflowService.StartWorkflowExecutionRequest.self,
    API.WorkflowService.PollNexusTaskQueueResponse.self, API.WorkflowService.RecordWorkerHeartbeatRequest.self,
    API.WorkflowService.DescribeTaskQueueResponse.self, API.WorkflowService.ResetWorkflowExecutionRequest.self,
    API.Google.Status.self, API.Failure.Failure.self, API.Common.Payloads.self, API.Google.FieldMask.self,
]

/// The message that the first byte of `input` chooses, and the bytes after it.
func split(_ input: UnsafeRawBufferPointer) -> (any Message.Type, Bytes)? {
    guard let first = input.first else { return nil }
    return (roots[Int(first) % roots.count], Bytes(copying: UnsafeRawBufferPointer(rebasing: input.dropFirst())))
}

/// Ends the process, as a crash does: the fuzzer keeps the input.
func require(_ condition: Bool, _ message: @autoclosure () -> String) {
    if !condition { fatalError(message()) }
}
