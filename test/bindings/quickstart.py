"""The quickstart, in Python."""
from cdk8s_plus_27 import ContainerProps, Probe
from cdk8s_pinterest import Owner, PinterestApp, PinterestChart, PinterestService

app = PinterestApp()
chart = PinterestChart(app, "hello", owner=Owner(team="boards", contact="boards@example.com"))

PinterestService(
    chart,
    "hello",
    container=ContainerProps(
        image="registry.example.com/hello:1.0.0",
        port_number=8080,
        readiness=Probe.from_http_get("/healthz"),
    ),
)

app.synth()
