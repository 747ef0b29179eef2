// Links between a Nexus operation's caller and what carries it out, which the UI shows on both sides. On the wire between them they
// are addresses: temporal:///namespaces/NAMESPACE/workflows/ID/RUN/history?…

import TemporalCore

enum NexusLinks {
    private static let type = API.Common.Link.WorkflowEvent.protoName

    /// The links to workflows' events among `links`, `most` of them: a server refuses a request that has more than ten.
    static func links(_ links: [API.Nexus.Link], most: Int) -> [API.Common.Link] {
        Array(links.compactMap(link).prefix(most))
    }

    /// The link that `link` is, where it leads to a workflow's event; others, and what a server would refuse, are left out.
    static func link(_ link: API.Nexus.Link) -> API.Common.Link? {
        guard link.type == type, link.url.hasPrefix("temporal:///") else { return nil }
        let parts = link.url.dropFirst("temporal:///".count).split(
            separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        let path = parts[0].split(separator: "/", omittingEmptySubsequences: false).map { decoded($0) }
        guard path.count == 6, path[0] == "namespaces", path[2] == "workflows", path[5] == "history",
            !path.contains("")
        else { return nil }
        var event = API.Common.Link.WorkflowEvent()
        (event.namespace, event.workflowID, event.runID) = (path[1], path[3], path[4])
        let query = parts.count > 1 ? fields(parts[1]) : [:]
        let eventType = self.eventType(query["eventType"] ?? "")
        switch query["referenceType"] {
        case "EventReference":
            // One that this version does not know; without its type a server would refuse the request.
            guard eventType != .unspecified else { return nil }
            event.reference = .eventRef(
                .with {
                    $0.eventID = Int64(query["eventID"] ?? "") ?? 0
                    $0.eventType = eventType
                })
        case "RequestIdReference":
            event.reference = .requestIDRef(
                .with {
                    $0.requestID = query["requestID"] ?? ""
                    $0.eventType = eventType
                })
        default: return nil
        }
        return .with { $0.variant = .workflowEvent(event) }
    }

    /// The link to the start of a workflow that a request with the id `requestID` has brought about.
    static func start(namespace: String, workflowID: String, runID: String, requestID: String) -> API.Nexus.Link {
        var event = API.Common.Link.WorkflowEvent()
        (event.namespace, event.workflowID, event.runID) = (namespace, workflowID, runID)
        return address(
            event,
            .requestIDRef(
                .with {
                    $0.requestID = requestID
                    $0.eventType = .workflowExecutionStarted
                }))
    }

    /// The address of the workflow's event that `link` leads to; nil where it leads elsewhere.
    static func address(of link: API.Common.Link) -> API.Nexus.Link? {
        guard case .workflowEvent(let event)? = link.variant, let reference = event.reference else { return nil }
        return address(event, reference)
    }

    private static func address(
        _ event: API.Common.Link.WorkflowEvent, _ reference: API.Common.Link.WorkflowEvent.Reference
    ) -> API.Nexus.Link {
        let path = ["namespaces", event.namespace, "workflows", event.workflowID, event.runID, "history"].map(encoded)
        let query = parameters(of: reference).map { "\($0)=\(encoded($1))" }
        return .with {
            $0.url = "temporal:///\(path.joined(separator: "/"))?\(query.joined(separator: "&"))"
            $0.type = type
        }
    }

    private static func parameters(
        of reference: API.Common.Link.WorkflowEvent.Reference
    ) -> [(name: String, value: String)] {
        switch reference {
        case .eventRef(let event):
            [
                ("referenceType", "EventReference"), ("eventID", "\(event.eventID)"),
                ("eventType", name(of: event.eventType)),
            ]
        case .requestIDRef(let request):
            [
                ("referenceType", "RequestIdReference"), ("requestID", request.requestID),
                ("eventType", name(of: request.eventType)),
            ]
        }
    }

    /// The name of an event type as addresses have it: `WorkflowExecutionStarted`.
    private static func name(of type: API.Enums.EventType) -> String {
        let words = (type.name ?? "").split(separator: "_").dropFirst(2)
        return words.map { "\($0.prefix(1))\($0.dropFirst().lowercased())" }.joined()
    }

    private static func fields(_ query: Substring) -> [String: String] {
        let pairs = query.split(separator: "&").map { pair in
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            return (decodedOfQuery(parts[0]), parts.count > 1 ? decodedOfQuery(parts[1]) : "")
        }
        return Dictionary(pairs, uniquingKeysWith: { first, _ in first })
    }

    /// The event type of a name: `WorkflowExecutionStarted`, or as the API's own files have it.
    private static func eventType(_ name: String) -> API.Enums.EventType {
        let plain = name.lowercased().filter { $0 != "_" }
        return API.Enums.EventType.names.all.first { entry in
            let known = entry.name.lowercased().filter { $0 != "_" }
            return known == plain || known == "eventtype" + plain
        }?.value ?? .unspecified
    }

    /// A part of an address, as RFC 3986 wants it.
    private static func encoded(_ text: String) -> String {
        var result = ""
        for byte in text.utf8 {
            let scalar = Unicode.Scalar(byte)
            switch scalar {
            case "a"..."z", "A"..."Z", "0"..."9", "-", ".", "_", "~": result.unicodeScalars.append(scalar)
            default: result += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
            }
        }
        return result
    }

    /// A part of a query, where a plus is a space; in a path it is itself.
    private static func decodedOfQuery(_ text: Substring) -> String {
        decoded(text.replacing("+", with: " "))
    }

    private static func decoded(_ text: some StringProtocol) -> String {
        var bytes: [UInt8] = []
        var rest = text.utf8[...]
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "%"), rest.count >= 2,
                let value = UInt8(String(decoding: Array(rest.prefix(2)), as: UTF8.self), radix: 16)
            {
                bytes.append(value)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
