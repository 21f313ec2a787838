package main

import (
	"context"
	"net"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apiserver/pkg/registry/generic/registry"
	"k8s.io/kubernetes/pkg/apis/core"
	"k8s.io/kubernetes/pkg/registry/core/service/ipallocator"
	"k8s.io/kubernetes/pkg/registry/core/service/portallocator"
	"k8s.io/kubernetes/pkg/registry/core/service/storage"
)

// serviceStorage is what serves Services: it gives them addresses and ports before it looks at them. Here any will do, of both
// families, since nobody knows what the cluster has.
func serviceStorage() (*storage.REST, registry.BeginCreateFunc) {
	addresses := map[core.IPFamily]ipallocator.Interface{
		core.IPv4Protocol: anyAddress{core.IPv4Protocol, net.IPv4(10, 0, 0, 10)},
		core.IPv6Protocol: anyAddress{core.IPv6Protocol, net.ParseIP("fd00::10")},
	}
	ports := &anyPort{}
	rest, _, _, err := storage.NewREST(withoutStorage{}, core.IPv4Protocol, addresses, ports, nil, nil, nil)
	if err != nil {
		panic(err)
	}
	return rest, func(ctx context.Context, object runtime.Object, options *metav1.CreateOptions) (registry.FinishFunc, error) {
		ports.startOver(object.(*core.Service))
		return rest.BeginCreate(ctx, object, options)
	}
}

type anyAddress struct {
	family core.IPFamily
	next   net.IP
}

var _ ipallocator.Interface = anyAddress{}

func (a anyAddress) Allocate(net.IP) error         { return nil }
func (a anyAddress) AllocateNext() (net.IP, error) { return a.next, nil }
func (a anyAddress) Release(net.IP) error          { return nil }
func (a anyAddress) ForEach(func(net.IP))          {}
func (a anyAddress) CIDR() net.IPNet               { return net.IPNet{} }
func (a anyAddress) IPFamily() core.IPFamily       { return a.family }
func (a anyAddress) Has(net.IP) bool               { return false }
func (a anyAddress) Destroy()                      {}
func (a anyAddress) EnableMetrics()                {}
func (a anyAddress) DryRun() ipallocator.Interface { return a }

// anyPort gives each port of a Service another node port, and none that the Service asks for.
type anyPort struct{ taken map[int]bool }

var _ portallocator.Interface = &anyPort{}

func (a *anyPort) startOver(service *core.Service) {
	a.taken = map[int]bool{}
	for _, port := range service.Spec.Ports {
		a.taken[int(port.NodePort)] = true
	}
}

func (a *anyPort) AllocateNext() (int, error) {
	port := 30000
	for a.taken[port] {
		port++
	}
	a.taken[port] = true
	return port, nil
}

func (*anyPort) Allocate(int) error { return nil }
func (*anyPort) Release(int) error  { return nil }
func (*anyPort) ForEach(func(int))  {}
func (*anyPort) Has(int) bool       { return false }
func (*anyPort) Destroy()           {}
func (*anyPort) EnableMetrics()     {}
