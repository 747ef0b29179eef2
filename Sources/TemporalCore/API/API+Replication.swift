// `temporal.api.replication.v1`: how a namespace is replicated.

extension API.Replication {
    package struct ClusterReplicationConfig: Message {
        package var clusterName = ""
        package var replicationRampDuration: Duration?
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.replication.v1.ClusterReplicationConfig" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "cluster_name", &clusterName)
            visitor.field(2, "replication_ramp_duration", &replicationRampDuration)
        }
    }

    package struct NamespaceReplicationConfig: Message {
        package var activeClusterName = ""
        package var clusters: [API.Replication.ClusterReplicationConfig] = []
        package var state: API.Enums.ReplicationState = .unspecified
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.replication.v1.NamespaceReplicationConfig" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "active_cluster_name", &activeClusterName)
            visitor.field(2, "clusters", &clusters)
            visitor.field(3, "state", &state)
        }
    }

    package struct FailoverStatus: Message {
        package var failoverTime: Timestamp?
        package var failoverVersion: Int64 = 0
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.replication.v1.FailoverStatus" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "failover_time", &failoverTime)
            visitor.field(2, "failover_version", &failoverVersion)
        }
    }
}
