// Lists that the server hands out page by page.

/// A reading of a list: the items of its pages, each page fetched when those before have been read.
struct Pages<Item: Sendable>: Sendable {
    private var page: ArraySlice<Item> = []
    /// Where the next page begins; nil when there is none.
    private var nextPage: Bytes? = Bytes()

    /// The next item. `fetch` is given the token of a page, empty for the first, and returns its items and the token of the next,
    /// empty where there is none.
    mutating func next(_ fetch: (_ token: Bytes) async throws -> ([Item], Bytes)) async throws -> Item? {
        // A page may be empty although others follow.
        while page.isEmpty, let token = nextPage {
            let (items, next) = try await fetch(token)
            page = items[...]
            nextPage = next.isEmpty ? nil : next
        }
        return page.popFirst()
    }
}
