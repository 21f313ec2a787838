"""kinds.ts, in Python."""
from cdk8s import Cron, Duration, Size
from cdk8s_pinterest import (
    Accelerator, Call, ClusterPermission, ConfigProps, Egress, EgressPeer, FailurePolicy, Gang, HealthCheck, HealthChecks, HostAccess,
    NetworkOptions, Owner, Permission, PinterestApp, PinterestChart, PinterestCronJob, PinterestDaemon, PinterestJobSet,
    PinterestStatefulSet, PinterestTrainingJob, Placement, PodMatch, PodSecurity, Port, PortAccess, PortProxy, Scaling,
    ScalingRules, ScratchFolder, Shards, ShardStorage, Toleration, TrainingFramework, VolumeClaim,
)
from cdk8s_pinterest.platform import Cluster, KubernetesVersion, Platform
from cdk8s_plus_27 import ContainerProps

platform = Platform(clusters=[Cluster(name="prod", environment="prod", version=KubernetesVersion.of("1.31"))])
app = PinterestApp(platform=platform)
chart = PinterestChart(app, "kinds", namespace="platform", owner=Owner(team="boards", contact="boards@example.com"))
container = ContainerProps(image="registry.example.com/app:1.0.0", port_number=8080)
volume = dict(name="data", mount_path="/data", size=Size.gibibytes(10))

job_set = PinterestJobSet(
    chart,
    "job-set",
    container=ContainerProps(image="registry.example.com/work:1.0.0"),
    shards=Shards.range(start=0, end=25, size=10),
    config=ConfigProps(files={"part": "{{start}} {{end}}"}),
    storage=[ShardStorage.shared(**volume)],
    failure_policy=FailurePolicy.give_up_on(64, 65),
    success_percent=90,
)
job_set.pod.add_label("tier", "batch")

PinterestCronJob(
    chart,
    "cron-job",
    container=ContainerProps(image="registry.example.com/work:1.0.0"),
    schedule=Cron.daily(),
    deadline=Duration.hours(1),
    calls=[Call.http("pages", namespace="cms", elsewhere=True)],
)

PinterestDaemon(
    chart,
    "daemon",
    container=container,
    host=[HostAccess.path(path="/var/log", reason="reads logs")],
    tolerations=[Toleration.everything()],
    permissions=[ClusterPermission(resources=["pods"], verbs=["list"])],
)

PinterestStatefulSet(chart, "stateful-set", container=container, replicas=5, storage=[VolumeClaim(**volume)])

ring = PinterestStatefulSet(
    chart,
    "ring",
    container=ContainerProps(image="registry.example.com/ring:1.0.0"),
    ports=[
        Port.grpc(9090, access=PortAccess.CALLERS.plus(PortAccess.ranges("10.0.0.0/16")), service_port=90),
        Port.udp(7946, name="gossip", access=PortAccess.PEERS, proxy=PortProxy.none("keys of its own")),
    ],
    health=HealthChecks(readiness=HealthCheck.grpc(service="ring")),
    permissions=[Permission.in_namespace(resources=["pods"], verbs=["get"])],
    placement=Placement.nodes({"disk": "ssd"}).apart_from(PodMatch.SELF, preferred=50),
    scaling=Scaling.between(3, 9).on_cpu(60).behaving(scale_down=ScalingRules(stabilization=Duration.minutes(10))),
    scratch=[ScratchFolder.disk("/tmp", limit=Size.gibibytes(1))],
    security=PodSecurity(user=1000),
    network=NetworkOptions(egress=Egress.only(EgressPeer.ranges(["203.0.113.0/24"], ports=[443]))),
)
ring.pod.add_sidecar(
    "exporter",
    container=ContainerProps(image="registry.example.com/exporter:1.0.0"),
    ports=[Port.metrics(9187)],
    keep_image_user=True,
)

PinterestTrainingJob(
    chart,
    "training-job",
    container=ContainerProps(image="registry.example.com/train:1.0.0", command=["torchrun", "train.py"]),
    framework=TrainingFramework.pytorch(nodes=4, processes_per_node=2, min_nodes=2),
    accelerator=Accelerator.nvidia(2),
    checkpoint=VolumeClaim(**volume),
    gang=Gang.kueue("research"),
)

app.synth()
