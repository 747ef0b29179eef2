// What people and queries find a run by: search attributes, a memo, summaries and details.

import TemporalCore
import TemporalWorkflow

extension SearchAttributeKey where Value == String {
    static var customer: Self { .keyword("Customer") }
    static var state: Self { .keyword("State") }
}

extension SearchAttributeKey where Value == Int {
    static var cents: Self { .int("Cents") }
}

actor Invoice: Workflow {
    func run(_ cents: Int) async throws -> String {
        let customer = info.searchAttributes[.customer] ?? "nobody"
        try upsertSearchAttributes(SearchAttributeKey.state.set("open"), SearchAttributeKey.cents.set(cents))
        try upsertMemo(["note": "sent to \(customer)", "origin": nil])
        currentDetails = "Waits for **\(customer)** to pay \(cents) cents."
        try await sleep(for: .milliseconds(10), summary: "until the money is there")
        try upsertSearchAttributes(SearchAttributeKey.state.unset)
        currentDetails = "Paid."
        return customer
    }
}

func sendInvoice(with client: TemporalClient) async throws -> String {
    var options = StartWorkflowOptions()
    options.searchAttributes[.customer] = "ada"
    options.memo = ["origin": "web", "attempt": 2]
    options.summary = "an invoice for ada"
    options.details = "It was asked for on the *web*."
    let invoice = try await client.startWorkflow(
        Invoice.self, 1_299, id: "invoice-1", taskQueue: "guide", options: options)
    return try await invoice.result()
}

func largeInvoices(with client: TemporalClient) async throws -> [String] {
    var ids: [String] = []
    for try await invoice in client.workflows(where: "Customer = 'ada' AND Cents > 1000") { ids.append(invoice.id) }
    return ids
}
