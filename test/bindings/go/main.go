// The quickstart, in Go.
package main

import (
	"example.com/cdk8s-pinterest-go/cdk8spinterest"
	"github.com/aws/jsii-runtime-go"
	"github.com/cdk8s-team/cdk8s-plus-go/cdk8splus27/v2"
)

func main() {
	defer jsii.Close()

	app := cdk8spinterest.NewPinterestApp(nil)
	chart := cdk8spinterest.NewPinterestChart(app, jsii.String("hello"), &cdk8spinterest.PinterestChartProps{
		Owner: &cdk8spinterest.Owner{Team: jsii.String("boards"), Contact: jsii.String("boards@example.com")},
	})

	cdk8spinterest.NewPinterestService(chart, jsii.String("hello"), &cdk8spinterest.PinterestServiceProps{
		Container: &cdk8splus27.ContainerProps{
			Image:      jsii.String("registry.example.com/hello:1.0.0"),
			PortNumber: jsii.Number(8080),
			Readiness:  cdk8splus27.Probe_FromHttpGet(jsii.String("/healthz"), nil),
		},
	})

	app.Synth()
}
