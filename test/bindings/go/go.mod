module example.com/programs

go 1.25

// Generated (run): not every mirror of the Go proxy has those of cdk8s.
replace (
	example.com/cdk8s-pinterest-go/cdk8spinterest => ../cdk8spinterest
	github.com/cdk8s-team/cdk8s-core-go/cdk8s/v2 => ../cdk8s
	github.com/cdk8s-team/cdk8s-plus-go/cdk8splus27/v2 => ../cdk8splus27
)
