import io.github.cdk8s_pinterest.Owner;
import io.github.cdk8s_pinterest.PinterestApp;
import io.github.cdk8s_pinterest.PinterestChart;
import io.github.cdk8s_pinterest.PinterestService;
import org.cdk8s.plus27.ContainerProps;
import org.cdk8s.plus27.Probe;

/** The quickstart, in Java. */
public class Quickstart {
    public static void main(String[] args) {
        PinterestApp app = new PinterestApp();
        PinterestChart chart = PinterestChart.Builder.create(app, "hello")
            .owner(Owner.builder().team("boards").contact("boards@example.com").build())
            .build();

        PinterestService.Builder.create(chart, "hello")
            .container(ContainerProps.builder()
                .image("registry.example.com/hello:1.0.0")
                .portNumber(8080)
                .readiness(Probe.fromHttpGet("/healthz"))
                .build())
            .build();

        app.synth();
    }
}
