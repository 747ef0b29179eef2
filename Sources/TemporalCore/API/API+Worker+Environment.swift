// `temporal.api.worker.v1`: the machine and runtime that a worker runs on.

extension API.Worker {
    package struct EnvironmentInfo: Message {
        package var runtimes: [API.Worker.EnvironmentInfo.Runtime] = []
        package var hostingEnvironments: [API.Worker.EnvironmentInfo.HostingEnvironment] = []
        package var platform: API.Worker.EnvironmentInfo.Platform?
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.worker.v1.EnvironmentInfo" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "runtimes", &runtimes)
            visitor.field(2, "hosting_environments", &hostingEnvironments)
            visitor.field(3, "platform", &platform)
        }

        package struct Architecture: ProtoEnum {
            package let rawValue: Int32

            package init(rawValue: Int32) { self.rawValue = rawValue }
            package static let protoName = "temporal.api.worker.v1.EnvironmentInfo.Architecture"

            package static let unspecified = Self(rawValue: 0)
            package static let amd64 = Self(rawValue: 1)
            package static let arm64 = Self(rawValue: 2)

            package static let names = EnumNames<Self>(
                prefix: "ARCHITECTURE_",
                [
                    .unspecified: "UNSPECIFIED",
                    .amd64: "AMD64",
                    .arm64: "ARM64",
                ])
        }

        package struct Runtime: Message {
            package var type: API.Worker.EnvironmentInfo.Runtime.RuntimeType = .unspecified
            package var version = ""
            package var unknownFields = UnknownFields()

            package init() {}
            package static var protoName: String { "temporal.api.worker.v1.EnvironmentInfo.Runtime" }

            package mutating func fields(_ visitor: inout some FieldVisitor) {
                visitor.field(1, "type", &type)
                visitor.field(2, "version", &version)
            }

            package struct RuntimeType: ProtoEnum {
                package let rawValue: Int32

                package init(rawValue: Int32) { self.rawValue = rawValue }
                package static let protoName = "temporal.api.worker.v1.EnvironmentInfo.Runtime.RuntimeType"

                package static let unspecified = Self(rawValue: 0)
                package static let jvm = Self(rawValue: 1)
                package static let cpython = Self(rawValue: 2)
                package static let node = Self(rawValue: 3)
                package static let bun = Self(rawValue: 4)
                package static let cruby = Self(rawValue: 5)
                package static let go = Self(rawValue: 6)
                package static let dotnetFramework = Self(rawValue: 7)
                package static let dotnetCore = Self(rawValue: 8)
                package static let native = Self(rawValue: 9)
                package static let roadrunner = Self(rawValue: 10)
                package static let graalAot = Self(rawValue: 11)
                package static let kotlin = Self(rawValue: 12)

                package static let names = EnumNames<Self>(
                    prefix: "RUNTIME_TYPE_",
                    [
                        .unspecified: "UNSPECIFIED",
                        .jvm: "JVM",
                        .cpython: "CPYTHON",
                        .node: "NODE",
                        .bun: "BUN",
                        .cruby: "CRUBY",
                        .go: "GO",
                        .dotnetFramework: "DOTNET_FRAMEWORK",
                        .dotnetCore: "DOTNET_CORE",
                        .native: "NATIVE",
                        .roadrunner: "ROADRUNNER",
                        .graalAot: "GRAAL_AOT",
                        .kotlin: "KOTLIN",
                    ])
            }
        }

        package struct HostingEnvironment: Message {
            package var type: API.Worker.EnvironmentInfo.HostingEnvironment.HostingEnvironmentType = .unspecified
            package var version = ""
            package var unknownFields = UnknownFields()

            package init() {}
            package static var protoName: String { "temporal.api.worker.v1.EnvironmentInfo.HostingEnvironment" }

            package mutating func fields(_ visitor: inout some FieldVisitor) {
                visitor.field(1, "type", &type)
                visitor.field(2, "version", &version)
            }

            package struct HostingEnvironmentType: ProtoEnum {
                package let rawValue: Int32

                package init(rawValue: Int32) { self.rawValue = rawValue }
                package static let protoName =
                    "temporal.api.worker.v1.EnvironmentInfo.HostingEnvironment.HostingEnvironmentType"

                package static let unspecified = Self(rawValue: 0)
                package static let docker = Self(rawValue: 1)
                package static let k8s = Self(rawValue: 2)
                package static let awsLambda = Self(rawValue: 3)
                package static let awsEcs = Self(rawValue: 4)
                package static let googleCloudRun = Self(rawValue: 6)
                package static let googleAppEngine = Self(rawValue: 7)
                package static let azureAppService = Self(rawValue: 8)
                package static let azureFunctions = Self(rawValue: 9)
                package static let azureContainerApps = Self(rawValue: 10)

                package static let names = EnumNames<Self>(
                    prefix: "HOSTING_ENVIRONMENT_TYPE_",
                    [
                        .unspecified: "UNSPECIFIED",
                        .docker: "DOCKER",
                        .k8s: "K8S",
                        .awsLambda: "AWS_LAMBDA",
                        .awsEcs: "AWS_ECS",
                        .googleCloudRun: "GOOGLE_CLOUD_RUN",
                        .googleAppEngine: "GOOGLE_APP_ENGINE",
                        .azureAppService: "AZURE_APP_SERVICE",
                        .azureFunctions: "AZURE_FUNCTIONS",
                        .azureContainerApps: "AZURE_CONTAINER_APPS",
                    ])
            }
        }

        package struct Platform: Message {
            package var variant: Variant?
            package var unknownFields = UnknownFields()

            package init() {}
            package static var protoName: String { "temporal.api.worker.v1.EnvironmentInfo.Platform" }

            package enum Variant: Sendable, Equatable {
                case linux(API.Worker.EnvironmentInfo.LinuxPlatform)
                case macOS(API.Worker.EnvironmentInfo.MacOSPlatform)
                case windows(API.Worker.EnvironmentInfo.WindowsPlatform)
            }

            package mutating func fields(_ visitor: inout some FieldVisitor) {
                visitor.oneof(1, "linux", &variant, Variant.linux) {
                    if case .linux(let value) = $0 { value } else { nil }
                }
                visitor.oneof(2, "macos", &variant, Variant.macOS) {
                    if case .macOS(let value) = $0 { value } else { nil }
                }
                visitor.oneof(3, "windows", &variant, Variant.windows) {
                    if case .windows(let value) = $0 { value } else { nil }
                }
            }
        }

        package struct LinuxPlatform: Message {
            package var version = ""
            package var architecture: API.Worker.EnvironmentInfo.Architecture = .unspecified
            package var libc: API.Worker.EnvironmentInfo.LinuxPlatform.Libc = .unspecified
            package var unknownFields = UnknownFields()

            package init() {}
            package static var protoName: String { "temporal.api.worker.v1.EnvironmentInfo.LinuxPlatform" }

            package mutating func fields(_ visitor: inout some FieldVisitor) {
                visitor.field(1, "version", &version)
                visitor.field(2, "architecture", &architecture)
                visitor.field(3, "libc", &libc)
            }

            package struct Libc: ProtoEnum {
                package let rawValue: Int32

                package init(rawValue: Int32) { self.rawValue = rawValue }
                package static let protoName = "temporal.api.worker.v1.EnvironmentInfo.LinuxPlatform.Libc"

                package static let unspecified = Self(rawValue: 0)
                package static let glibc = Self(rawValue: 1)
                package static let musl = Self(rawValue: 2)

                package static let names = EnumNames<Self>(
                    prefix: "LIBC_",
                    [
                        .unspecified: "UNSPECIFIED",
                        .glibc: "GLIBC",
                        .musl: "MUSL",
                    ])
            }
        }

        package struct MacOSPlatform: Message {
            package var version = ""
            package var architecture: API.Worker.EnvironmentInfo.Architecture = .unspecified
            package var unknownFields = UnknownFields()

            package init() {}
            package static var protoName: String { "temporal.api.worker.v1.EnvironmentInfo.MacOSPlatform" }

            package mutating func fields(_ visitor: inout some FieldVisitor) {
                visitor.field(1, "version", &version)
                visitor.field(2, "architecture", &architecture)
            }
        }

        package struct WindowsPlatform: Message {
            package var version = ""
            package var architecture: API.Worker.EnvironmentInfo.Architecture = .unspecified
            package var crt: API.Worker.EnvironmentInfo.WindowsPlatform.Crt = .unspecified
            package var unknownFields = UnknownFields()

            package init() {}
            package static var protoName: String { "temporal.api.worker.v1.EnvironmentInfo.WindowsPlatform" }

            package mutating func fields(_ visitor: inout some FieldVisitor) {
                visitor.field(1, "version", &version)
                visitor.field(2, "architecture", &architecture)
                visitor.field(3, "crt", &crt)
            }

            package struct Crt: ProtoEnum {
                package let rawValue: Int32

                package init(rawValue: Int32) { self.rawValue = rawValue }
                package static let protoName = "temporal.api.worker.v1.EnvironmentInfo.WindowsPlatform.Crt"

                package static let unspecified = Self(rawValue: 0)
                package static let ucrt = Self(rawValue: 1)
                package static let msvcrt = Self(rawValue: 2)
                package static let mingw = Self(rawValue: 3)
                package static let cygwin = Self(rawValue: 4)

                package static let names = EnumNames<Self>(
                    prefix: "CRT_",
                    [
                        .unspecified: "UNSPECIFIED",
                        .ucrt: "UCRT",
                        .msvcrt: "MSVCRT",
                        .mingw: "MINGW",
                        .cygwin: "CYGWIN",
                    ])
            }
        }
    }
}
