"""What is wrong with a component in Python is said with its name, and with what to write."""
import os

from cdk8s_pinterest import Owner, PinterestApp, PinterestChart, PinterestService
from cdk8s_pinterest.platform import Cluster, KubernetesVersion, Platform, StandardRelease
from cdk8s_pinterest.runtime import Component, Phase
from cdk8s_plus_27 import ContainerProps


class Attribute(Component):
    """Its phase is an attribute of the class, where a property belongs."""

    phase = Phase.ENVIRONMENT

    @property
    def name(self):
        return "geodata"


class Raising(Component):
    """Raises an exception that nobody expects."""

    @property
    def name(self):
        return "geodata"

    @property
    def phase(self):
        return Phase.ENVIRONMENT

    def add_to(self, pod, workload, beside):
        raise ValueError(f"no data for {workload.owner.team}")


def refuse(component, *expected):
    """The synth of a service on a release with the component fails, and says what is expected, and nothing else."""
    platform = Platform(
        clusters=[Cluster(name="prod", environment="prod", version=KubernetesVersion.of("1.31"))],
        releases=[StandardRelease.v202611().derive("2026.11-acme", [component])],
    )
    app = PinterestApp(platform=platform)
    chart = PinterestChart(app, "boards", owner=Owner(team="boards", contact="boards@example.com"))
    PinterestService(chart, "api", container=ContainerProps(image="registry.example.com/api:1.0.0", port_number=8080))
    try:
        app.synth()
    except RuntimeError as error:
        problems = [line.strip() for line in str(error).split("\n") if line.startswith("  [")]
        assert len(problems) == 1 and all(part in problems[0] for part in expected), problems
        assert "program.js" not in problems[0], problems
    else:
        raise AssertionError(f"{component.name} was taken")
    assert not os.path.exists(os.path.join(app.outdir, "boards.k8s.yaml"))


refuse(
    Attribute(),
    '[app] platform.releases["2026.11-acme"].components = {"name":"geodata"}: must have one of the phases. ',
    "in Python a property instead of an attribute: `@property def phase(self): return Phase.DEPENDENCIES`.",
)
refuse(
    Raising(),
    '[boards/api] component = "geodata": threw an error in addTo() for prod/default/api: no data for boards. ',
)
