// `replay`: replays histories of the systems of this repository, as files or from a server.

import DICT
import PubSub
import PubSubCommon
import PubSubDomainA
import PubSubDomainB
import TemporalTesting

@main
struct Replay {
    static func main() async {
        await ReplayCommand {
            PubSubSystem.workflows
            DirectoryStore.workflows
        }.main()
    }
}
