// flags.ts, in Go.
package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"example.com/cdk8s-pinterest-go/cdk8spinterest"
	"example.com/cdk8s-pinterest-go/cdk8spinterest/platform"
	"example.com/cdk8s-pinterest-go/cdk8spinterest/runtime"
	"github.com/aws/jsii-runtime-go"
	"github.com/cdk8s-team/cdk8s-plus-go/cdk8splus27/v2"
)

// What a workload says to get the feature flags of an area.
type flagsOf struct {
	cdk8spinterest.Requirement
	area string
}

func newFlagsOf(area string) cdk8spinterest.Requirement {
	requirement := &flagsOf{area: area}
	cdk8spinterest.NewRequirement_Override(requirement, jsii.String("flags"))
	return requirement
}

// jsii takes no type in Go that overrides nothing.
func (requirement *flagsOf) Component() *string { return jsii.String("flags") }

func areasOf(workload *runtime.WorkloadIntent) (areas []string) {
	for _, requirement := range *workload.Requirements {
		if flags, ok := requirement.(*flagsOf); ok {
			areas = append(areas, flags.area)
		}
	}
	return
}

// A component of a company's own: feature flags in a file, which a sidecar keeps as the node's daemon has them.
type flags struct {
	runtime.Component
	image string
}

func newFlags(image string) platform.IReleaseComponent {
	component := &flags{image: image}
	runtime.NewComponent_Override(component)
	return component
}

func (component *flags) Name() *string { return jsii.String("flags") }

func (component *flags) Phase() runtime.Phase { return runtime.Phase_DEPENDENCIES }

func (component *flags) Suits(workload *runtime.WorkloadIntent) *bool {
	return jsii.Bool(len(areasOf(workload)) > 0)
}

func (component *flags) AddTo(pod cdk8spinterest.PodPlan, workload *runtime.WorkloadIntent, beside runtime.ComponentScope) {
	areas := strings.Join(areasOf(workload), "\n")
	if areas == "all" {
		beside.Report(&cdk8spinterest.Problem{
			Field: jsii.String("requirements"),
			Value: map[string]string{"area": "all"},
			Rule:  jsii.String("is no area of flags"),
			Fix:   jsii.String("Name each area."),
		})
	}
	daemon := *runtime.InstallTarget_NameOf(jsii.String("flags"), workload.Release)
	config := beside.AddConfigMap(jsii.String("flags"), &map[string]*string{
		"areas":  jsii.String(areas),
		"source": jsii.String(fmt.Sprintf("http://%s.%s.svc:8080", daemon, *workload.RuntimeNamespace)),
	})
	pod.AddVolume(cdk8spinterest.PodVolume_ConfigMap(jsii.String("flags-config"), config.Name(), nil))
	pod.AddVolume(cdk8spinterest.PodVolume_EmptyDir(jsii.String("flags"), nil))
	pod.AddSidecar(jsii.String("flags"), &cdk8spinterest.SidecarOptions{
		Container: &cdk8splus27.ContainerProps{
			Image: jsii.String(component.image),
			Args:  jsii.Strings(fmt.Sprintf("--for=%s/%s/%s", *workload.Cluster.Name(), *workload.Namespace, *workload.Name)),
		},
		Mounts: &[]*cdk8spinterest.PodMount{
			{Volume: jsii.String("flags-config"), Path: jsii.String("/config")},
			{Volume: jsii.String("flags"), Path: jsii.String("/flags"), ReadOnly: jsii.Bool(false)},
		},
	})
	pod.Mount(&cdk8spinterest.PodMount{Volume: jsii.String("flags"), Path: jsii.String("/flags")})
	pod.AddEnv(jsii.String("FLAGS"), cdk8splus27.EnvValue_FromValue(jsii.String("/flags")))
	version := "unknown"
	if workload.Version != nil {
		version = *workload.Version
	}
	pod.AddAnnotation(jsii.String("example.com/flags-of"), jsii.String(*workload.Owner.Team+", version "+version))
	var ports []string
	for _, port := range *workload.Ports {
		ports = append(ports, fmt.Sprintf("%s=%v", *port.Name, *port.Number))
	}
	pod.AddAnnotation(jsii.String("example.com/flags-at"), jsii.String(strings.Join(ports, ",")))
}

func (component *flags) Install(target runtime.InstallTarget) {
	region := target.Cluster().Region()
	if region == nil {
		region = jsii.String("anywhere")
	}
	target.Daemon(jsii.String("flags"), &runtime.RuntimeDaemonProps{
		Container: &cdk8splus27.ContainerProps{
			Image:      jsii.String(component.image),
			PortNumber: jsii.Number(8080),
			Args:       &[]*string{jsii.String("--serve"), region},
		},
		ServesEveryPod: jsii.Bool(true),
	})
}

func (component *flags) Settings() *map[string]*string {
	return &map[string]*string{"image": jsii.String(component.image)}
}

var owner = &cdk8spinterest.Owner{Team: jsii.String("boards"), Contact: jsii.String("boards@example.com")}

func service(scope cdk8spinterest.PinterestApp, areas ...string) {
	requirements := []cdk8spinterest.Requirement{}
	for _, area := range areas {
		requirements = append(requirements, newFlagsOf(area))
	}
	chart := cdk8spinterest.NewPinterestChart(scope, jsii.String("boards"), &cdk8spinterest.PinterestChartProps{Owner: owner})
	cdk8spinterest.NewPinterestService(chart, jsii.String("api"), &cdk8spinterest.PinterestServiceProps{
		Container: &cdk8splus27.ContainerProps{
			Image: jsii.String("registry.example.com/api:1.0.0"), PortNumber: jsii.Number(8080),
		},
		Requirements: &requirements,
	})
}

// What the synth of an app says is wrong: it panics.
func problemsOf(app cdk8spinterest.PinterestApp) (problems string) {
	defer func() {
		for _, line := range strings.Split(fmt.Sprint(recover()), "\n") {
			if strings.HasPrefix(line, "  [") && !strings.Contains(problems, line) {
				problems += line
			}
		}
	}()
	app.Synth()
	return
}

func main() {
	defer jsii.Close()

	current := platform.StandardRelease_V202611().Derive(jsii.String("2026.11-acme"), &[]platform.IReleaseComponent{
		newFlags("registry.example.com/flags:1"),
	})
	next := current.Derive(jsii.String("2026.12-acme"), &[]platform.IReleaseComponent{newFlags("registry.example.com/flags:2")})
	declared := platform.NewPlatform(&platform.PlatformProps{
		Clusters: &[]platform.Cluster{platform.NewCluster(&platform.ClusterProps{
			Name:        jsii.String("prod"),
			Environment: jsii.String("prod"),
			Region:      jsii.String("us-east-1"),
			Version:     platform.KubernetesVersion_Of(jsii.String("1.31")),
		})},
		Releases: &[]platform.Release{current, next},
		Channels: &[]*platform.ChannelRelease{{
			Channel: cdk8spinterest.Channel_STABLE(),
			Release: current.Name(),
			Rollout: &platform.Rollout{To: next.Name(), Step: platform.RolloutStep_TEN_PERCENT()},
		}},
	})

	app := cdk8spinterest.NewPinterestApp(&cdk8spinterest.PinterestAppProps{
		Platform: declared, ReleaseReport: jsii.String("releases.txt"),
	})
	service(app, "checkout", "search")
	platform.NewPlatformRuntime(cdk8spinterest.NewPinterestChart(app, jsii.String("runtime"), &cdk8spinterest.PinterestChartProps{
		Namespace: declared.RuntimeNamespace(), Owner: owner,
	}), jsii.String("runtime"))
	app.Synth()

	refused := cdk8spinterest.NewPinterestApp(&cdk8spinterest.PinterestAppProps{Platform: declared})
	service(refused, "all")
	if err := os.WriteFile(filepath.Join(*app.Outdir(), "problem.txt"), []byte(problemsOf(refused)), 0o644); err != nil {
		panic(err)
	}
}
