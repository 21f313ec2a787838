import io.github.cdk8s_pinterest.Channel;
import io.github.cdk8s_pinterest.Owner;
import io.github.cdk8s_pinterest.PinterestApp;
import io.github.cdk8s_pinterest.PinterestChart;
import io.github.cdk8s_pinterest.PinterestService;
import io.github.cdk8s_pinterest.PodMount;
import io.github.cdk8s_pinterest.PodPlan;
import io.github.cdk8s_pinterest.PodVolume;
import io.github.cdk8s_pinterest.Problem;
import io.github.cdk8s_pinterest.Requirement;
import io.github.cdk8s_pinterest.SidecarOptions;
import io.github.cdk8s_pinterest.platform.ChannelRelease;
import io.github.cdk8s_pinterest.platform.Cluster;
import io.github.cdk8s_pinterest.platform.KubernetesVersion;
import io.github.cdk8s_pinterest.platform.Platform;
import io.github.cdk8s_pinterest.platform.PlatformRuntime;
import io.github.cdk8s_pinterest.platform.Release;
import io.github.cdk8s_pinterest.platform.Rollout;
import io.github.cdk8s_pinterest.platform.RolloutStep;
import io.github.cdk8s_pinterest.platform.StandardRelease;
import io.github.cdk8s_pinterest.runtime.Component;
import io.github.cdk8s_pinterest.runtime.ComponentScope;
import io.github.cdk8s_pinterest.runtime.InstallTarget;
import io.github.cdk8s_pinterest.runtime.Phase;
import io.github.cdk8s_pinterest.runtime.RuntimeDaemonProps;
import io.github.cdk8s_pinterest.runtime.WorkloadIntent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.cdk8s.ApiObject;
import org.cdk8s.plus27.ContainerProps;
import org.cdk8s.plus27.EnvValue;

/** flags.ts, in Java. */
public class Flags extends Component {
    /** What a workload says to get the feature flags of an area. */
    static class FlagsOf extends Requirement {
        final String area;

        FlagsOf(String area) {
            super("flags");
            this.area = area;
        }
    }

    private final String image;

    /** A component of a company's own: feature flags in a file, which a sidecar keeps as the node's daemon has them. */
    Flags(String image) {
        this.image = image;
    }

    private static List<String> areasOf(WorkloadIntent workload) {
        return workload.getRequirements().stream()
            .filter(FlagsOf.class::isInstance).map(requirement -> ((FlagsOf) requirement).area).collect(Collectors.toList());
    }

    @Override
    public String getName() {
        return "flags";
    }

    @Override
    public Phase getPhase() {
        return Phase.DEPENDENCIES;
    }

    @Override
    public Boolean suits(WorkloadIntent workload) {
        return !areasOf(workload).isEmpty();
    }

    @Override
    public void addTo(PodPlan pod, WorkloadIntent workload, ComponentScope beside) {
        List<String> areas = areasOf(workload);
        if (areas.contains("all")) {
            beside.report(Problem.builder()
                .field("requirements").value(Map.of("area", "all")).rule("is no area of flags").fix("Name each area.").build());
        }
        String daemon = InstallTarget.nameOf("flags", workload.getRelease());
        ApiObject config = beside.addConfigMap("flags", Map.of(
            "areas", String.join("\n", areas),
            "source", "http://" + daemon + "." + workload.getRuntimeNamespace() + ".svc:8080"));
        String self = workload.getCluster().getName() + "/" + workload.getNamespace() + "/" + workload.getName();
        pod.addVolume(PodVolume.configMap("flags-config", config.getName()));
        pod.addVolume(PodVolume.emptyDir("flags"));
        pod.addSidecar("flags", SidecarOptions.builder()
            .container(ContainerProps.builder().image(image).args(List.of("--for=" + self)).build())
            .mounts(List.of(
                PodMount.builder().volume("flags-config").path("/config").build(),
                PodMount.builder().volume("flags").path("/flags").readOnly(false).build()))
            .build());
        pod.mount(PodMount.builder().volume("flags").path("/flags").build());
        pod.addEnv("FLAGS", EnvValue.fromValue("/flags"));
        String version = workload.getVersion() == null ? "unknown" : workload.getVersion();
        pod.addAnnotation("example.com/flags-of", workload.getOwner().getTeam() + ", version " + version);
        pod.addAnnotation("example.com/flags-at", workload.getPorts().stream()
            .map(port -> port.getName() + "=" + port.getNumber()).collect(Collectors.joining(",")));
    }

    @Override
    public void install(InstallTarget target) {
        String region = target.getCluster().getRegion() == null ? "anywhere" : target.getCluster().getRegion();
        target.daemon("flags", RuntimeDaemonProps.builder()
            .container(ContainerProps.builder().image(image).portNumber(8080).args(List.of("--serve", region)).build())
            .servesEveryPod(true)
            .build());
    }

    @Override
    public Map<String, String> settings() {
        return Map.of("image", image);
    }

    private static final Owner OWNER = Owner.builder().team("boards").contact("boards@example.com").build();

    private static void service(PinterestApp scope, String... areas) {
        PinterestService.Builder.create(PinterestChart.Builder.create(scope, "boards").owner(OWNER).build(), "api")
            .container(ContainerProps.builder().image("registry.example.com/api:1.0.0").portNumber(8080).build())
            .requirements(List.of(areas).stream().map(FlagsOf::new).collect(Collectors.toList()))
            .build();
    }

    public static void main(String[] args) throws IOException {
        Release current = StandardRelease.v202611().derive("2026.11-acme", List.of(new Flags("registry.example.com/flags:1")));
        Release next = current.derive("2026.12-acme", List.of(new Flags("registry.example.com/flags:2")));
        Rollout rollout = Rollout.builder().to(next.getName()).step(RolloutStep.TEN_PERCENT).build();
        Platform platform = Platform.Builder.create()
            .clusters(List.of(Cluster.Builder.create()
                .name("prod").environment("prod").region("us-east-1").version(KubernetesVersion.of("1.31")).build()))
            .releases(List.of(current, next))
            .channels(List.of(
                ChannelRelease.builder().channel(Channel.STABLE).release(current.getName()).rollout(rollout).build()))
            .build();

        PinterestApp app = PinterestApp.Builder.create().platform(platform).releaseReport("releases.txt").build();
        service(app, "checkout", "search");
        PinterestChart runtime = PinterestChart.Builder.create(app, "runtime")
            .namespace(platform.getRuntimeNamespace()).owner(OWNER).build();
        new PlatformRuntime(runtime, "runtime");
        app.synth();

        PinterestApp refused = PinterestApp.Builder.create().platform(platform).build();
        service(refused, "all");
        try {
            refused.synth();
        } catch (RuntimeException error) {
            // With the stack of JavaScript, which says the message again.
            String problems = error.getMessage().lines()
                .filter(line -> line.startsWith("  [")).distinct().collect(Collectors.joining("\n"));
            Files.writeString(Path.of(app.getOutdir(), "problem.txt"), problems);
        }
    }
}
