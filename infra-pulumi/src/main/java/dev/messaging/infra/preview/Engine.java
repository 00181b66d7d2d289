package dev.messaging.infra.preview;

import com.google.protobuf.Empty;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import pulumirpc.EngineGrpc;
import pulumirpc.EngineOuterClass;
import pulumirpc.Resource;
import pulumirpc.ResourceMonitorGrpc;

/**
 * Pulumi's engine as a program sees it, on this machine alone: it answers every call and keeps what was declared, and nothing is
 * ever made. A program's calls arrive on many threads.
 */
final class Engine implements AutoCloseable {
    private static final String STACK_TYPE = "pulumi:pulumi:Stack";
    private static final Set<String> FEATURES = Set.of("secrets", "resourceReferences", "aliasSpecs", "deletedWith");

    private final String project;
    private final String stack;
    private final Answers answers;
    private final List<Declared> declared = Collections.synchronizedList(new ArrayList<>());
    private final Map<String, Struct> outputs = new ConcurrentHashMap<>();
    private final List<String> said = Collections.synchronizedList(new ArrayList<>());
    private final Server server;

    Engine(String project, String stack, Answers answers) throws IOException {
        this.project = project;
        this.stack = stack;
        this.answers = answers;
        this.server = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .addService(new Monitor()).addService(new Host()).build().start();
    }

    String address() {
        return "127.0.0.1:" + server.getPort();
    }

    /** Everything but the stack itself, in no particular order. */
    List<Declared> declared() {
        return List.copyOf(declared);
    }

    /** What the stack tells at its end. */
    Struct outputs() {
        return outputs.entrySet().stream().filter(entry -> entry.getKey().contains("::" + STACK_TYPE + "::"))
                .map(Map.Entry::getValue).findFirst().orElse(Struct.getDefaultInstance());
    }

    /** What the program logged, each with its level. */
    List<String> said() {
        return List.copyOf(said);
    }

    @Override
    public void close() {
        var unused = server.shutdownNow();
    }

    private String urn(Resource.RegisterResourceRequest request) {
        String parent = request.getParent();
        String types = parent.isEmpty() || parent.contains("::" + STACK_TYPE + "::")
                ? request.getType()
                : parent.split("::", -1)[2] + "$" + request.getType();
        return "urn:pulumi:" + stack + "::" + project + "::" + types + "::" + request.getName();
    }

    private static <T> void reply(StreamObserver<T> caller, T message) {
        caller.onNext(message);
        caller.onCompleted();
    }

    /** Where resources are declared. */
    private final class Monitor extends ResourceMonitorGrpc.ResourceMonitorImplBase {
        @Override
        public void supportsFeature(Resource.SupportsFeatureRequest request,
                StreamObserver<Resource.SupportsFeatureResponse> caller) {
            reply(caller, Resource.SupportsFeatureResponse.newBuilder()
                    .setHasSupport(FEATURES.contains(request.getId())).build());
        }

        @Override
        public void registerResource(Resource.RegisterResourceRequest request,
                StreamObserver<Resource.RegisterResourceResponse> caller) {
            String urn = urn(request);
            Struct.Builder state = request.getObject().toBuilder();
            String id = "";
            if (request.getCustom()) {
                id = answers.id(request.getType(), request.getName(), request.getObject());
                answers.computed(request.getType(), request.getName(), id).forEach((name, value) -> {
                    if (!state.containsFields(name)) {
                        state.putFields(name, value);
                    }
                });
            }
            if (!request.getType().equals(STACK_TYPE)) {
                declared.add(new Declared(urn, request));
            }
            reply(caller,
                    Resource.RegisterResourceResponse.newBuilder().setUrn(urn).setId(id).setObject(state).build());
        }

        @Override
        public void registerResourceOutputs(Resource.RegisterResourceOutputsRequest request,
                StreamObserver<Empty> caller) {
            outputs.put(request.getUrn(), request.getOutputs());
            reply(caller, Empty.getDefaultInstance());
        }

        @Override
        public void invoke(Resource.ResourceInvokeRequest request,
                StreamObserver<Resource.ResourceInvokeResponse> caller) {
            Map<String, Value> found = answers.found(request.getTok(), request.getArgs());
            if (found.isEmpty()) {
                said.add("ERROR the preview has no answer to " + request.getTok());
            }
            reply(caller, Resource.ResourceInvokeResponse.newBuilder()
                    .setReturn(Struct.newBuilder().putAllFields(found)).build());
        }
    }

    /** What else a program asks of its engine. */
    private final class Host extends EngineGrpc.EngineImplBase {
        private volatile String root = "";

        @Override
        public void log(EngineOuterClass.LogRequest request, StreamObserver<Empty> caller) {
            said.add(request.getSeverity() + " " + request.getMessage());
            reply(caller, Empty.getDefaultInstance());
        }

        @Override
        public void getRootResource(EngineOuterClass.GetRootResourceRequest request,
                StreamObserver<EngineOuterClass.GetRootResourceResponse> caller) {
            reply(caller, EngineOuterClass.GetRootResourceResponse.newBuilder().setUrn(root).build());
        }

        @Override
        public void setRootResource(EngineOuterClass.SetRootResourceRequest request,
                StreamObserver<EngineOuterClass.SetRootResourceResponse> caller) {
            root = request.getUrn();
            reply(caller, EngineOuterClass.SetRootResourceResponse.getDefaultInstance());
        }
    }
}
