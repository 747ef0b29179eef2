// A workflow task's events and commands side by side, around the place where they part. It is made once, when they have, and
// bounded: a task may have thousands of commands, and this text goes into history.

import TemporalCore

/// History on the left, code on the right, a row for each event and its command.
struct NondeterminismTable: Sendable, Equatable {
    /// How many rows are shown before the first difference, and how many after.
    static let (before, after) = (8, 4)

    private var rows: [Row] = []
    private let rowsBefore: Int
    private let eventsAfter: Int
    private let commandsAfter: Int

    /// - Parameter passedOver: the positions, in order, of events before `position` that need no command.
    init(
        events: [API.History.HistoryEvent], _ position: Int, commands: [WorkflowCommand], _ index: Int,
        passedOver: [Int]
    ) {
        let first = max(0, position - Self.before)
        rowsBefore = first
        eventsAfter = max(0, events.count - position - 1 - Self.after)
        commandsAfter = max(0, commands.count - index - 1 - Self.after)
        var next = first - passedOver.count { $0 < first }
        for place in first..<position {
            if passedOver.contains(place) {
                rows.append(Row(events[place], nil, missing: "(the code no longer asks for this change)"))
            } else {
                rows.append(Row(events[place], commands[next]))
                next += 1
            }
        }
        var difference = Row(
            position < events.count ? events[position] : nil, index < commands.count ? commands[index] : nil,
            missing: "(nothing)")
        difference.isDifference = true
        rows.append(difference)
        for offset in 1...Self.after {
            let event = position + offset < events.count ? events[position + offset] : nil
            let command = index + offset < commands.count ? commands[index + offset] : nil
            if event != nil || command != nil { rows.append(Row(event, command)) }
        }
    }

    /// The table, without a line's end after its last row.
    var text: String {
        let ids = rows.map { $0.eventID.map(String.init) ?? "" }
        let idWidth = ids.map(\.count).max() ?? 0
        let eventWidth = max(rows.map(\.event.count).max() ?? 0, 7)
        let commandWidth = rows.filter { $0.source != nil }.map(\.command.count).max() ?? 0
        var lines = ["    \(spaces(idWidth)) \("history".padded(to: eventWidth)) | code"]
        if rowsBefore > 0 { lines.append("    … \(rowsBefore) before, without a difference") }
        for (row, id) in zip(rows, ids) {
            var line = row.isDifference ? "--> " : "    "
            line += "\(spaces(idWidth - id.count))\(id) \(row.event.padded(to: eventWidth)) | "
            line += row.source.map { "\(row.command.padded(to: commandWidth))  \($0)" } ?? row.command
            lines.append(line)
        }
        if eventsAfter + commandsAfter > 0 {
            lines.append("    … \(eventsAfter) more of history, \(commandsAfter) more of the code")
        }
        return lines.joined(separator: "\n")
    }

    private func spaces(_ count: Int) -> String { String(repeating: " ", count: max(0, count)) }
}

private struct Row: Equatable {
    let eventID: Int64?
    let event: String
    let command: String
    let source: String?
    var isDifference = false

    /// The row of an event and its command; `missing` stands for the one that is not there.
    init(_ event: API.History.HistoryEvent?, _ command: WorkflowCommand?, missing: String = "-") {
        eventID = event?.eventID
        self.event = (event?.summary ?? missing).cell
        self.command = (command?.summary ?? missing).cell
        source = command?.site?.text
    }
}

extension String {
    fileprivate func padded(to width: Int) -> String {
        count < width ? self + String(repeating: " ", count: width - count) : self
    }

    /// Ids and names may be long; a row may not, and is one line.
    fileprivate var cell: String {
        let line = replacing("\n", with: " ")
        return line.count > 90 ? line.prefix(89) + "…" : line
    }
}
