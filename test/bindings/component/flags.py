"""flags.ts, in Python."""
import os

from cdk8s_pinterest import (
    Channel, Owner, PinterestApp, PinterestChart, PinterestService, PodMount, PodVolume, Problem, Requirement,
)
from cdk8s_pinterest.platform import (
    ChannelRelease, Cluster, KubernetesVersion, Platform, PlatformRuntime, Rollout, RolloutStep, StandardRelease,
)
from cdk8s_pinterest.runtime import Component, InstallTarget, Phase
from cdk8s_plus_27 import ContainerProps, EnvValue


class FlagsOf(Requirement):
    """What a workload says to get the feature flags of an area."""

    def __init__(self, area):
        super().__init__("flags")
        self.area = area


def areas_of(workload):
    return [requirement.area for requirement in workload.requirements if isinstance(requirement, FlagsOf)]


class Flags(Component):
    """A component of a company's own: feature flags in a file, which a sidecar keeps as the node's daemon has them."""

    def __init__(self, image):
        super().__init__()
        self.image = image

    @property
    def name(self):
        return "flags"

    @property
    def phase(self):
        return Phase.DEPENDENCIES

    def suits(self, workload):
        return len(areas_of(workload)) > 0

    def add_to(self, pod, workload, beside):
        areas = areas_of(workload)
        if "all" in areas:
            beside.report(
                Problem(field="requirements", value={"area": "all"}, rule="is no area of flags", fix="Name each area."),
            )
        daemon = InstallTarget.name_of("flags", workload.release)
        config = beside.add_config_map("flags", {
            "areas": "\n".join(areas),
            "source": f"http://{daemon}.{workload.runtime_namespace}.svc:8080",
        })
        pod.add_volume(PodVolume.config_map("flags-config", config.name))
        pod.add_volume(PodVolume.empty_dir("flags"))
        pod.add_sidecar(
            "flags",
            container=ContainerProps(
                image=self.image,
                args=[f"--for={workload.cluster.name}/{workload.namespace}/{workload.name}"],
            ),
            mounts=[
                PodMount(volume="flags-config", path="/config"),
                PodMount(volume="flags", path="/flags", read_only=False),
            ],
        )
        pod.mount(volume="flags", path="/flags")
        pod.add_env("FLAGS", EnvValue.from_value("/flags"))
        pod.add_annotation("example.com/flags-of", f"{workload.owner.team}, version {workload.version or 'unknown'}")
        pod.add_annotation("example.com/flags-at", ",".join(f"{port.name}={port.number}" for port in workload.ports))

    def install(self, target):
        target.daemon(
            "flags",
            container=ContainerProps(
                image=self.image,
                port_number=8080,
                args=["--serve", target.cluster.region or "anywhere"],
            ),
            serves_every_pod=True,
        )

    def settings(self):
        return {"image": self.image}


current = StandardRelease.v202611().derive("2026.11-acme", [Flags("registry.example.com/flags:1")])
next_release = current.derive("2026.12-acme", [Flags("registry.example.com/flags:2")])
rollout = Rollout(to=next_release.name, step=RolloutStep.TEN_PERCENT)
platform = Platform(
    clusters=[Cluster(name="prod", environment="prod", region="us-east-1", version=KubernetesVersion.of("1.31"))],
    releases=[current, next_release],
    channels=[ChannelRelease(channel=Channel.STABLE, release=current.name, rollout=rollout)],
)
owner = Owner(team="boards", contact="boards@example.com")


def service(scope, areas):
    PinterestService(
        PinterestChart(scope, "boards", owner=owner),
        "api",
        container=ContainerProps(image="registry.example.com/api:1.0.0", port_number=8080),
        requirements=[FlagsOf(area) for area in areas],
    )


app = PinterestApp(platform=platform, release_report="releases.txt")
service(app, ["checkout", "search"])
PlatformRuntime(PinterestChart(app, "runtime", namespace=platform.runtime_namespace, owner=owner), "runtime")
app.synth()

refused = PinterestApp(platform=platform)
service(refused, ["all"])
try:
    refused.synth()
except RuntimeError as error:
    with open(os.path.join(app.outdir, "problem.txt"), "w", encoding="utf-8") as file:
        file.write("\n".join(line for line in str(error).split("\n") if line.startswith("  [")))
