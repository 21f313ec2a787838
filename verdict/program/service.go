package main

import (
	"net"

	"k8s.io/kubernetes/pkg/apis/core"
	"k8s.io/kubernetes/pkg/registry/core/service/ipallocator"
	"k8s.io/kubernetes/pkg/registry/core/service/portallocator"
	"k8s.io/kubernetes/pkg/registry/core/service/storage"
)

// serviceStorage is what serves Services: it gives them addresses and ports before it looks at them. Here any will do, of both
// families, since nobody knows what the cluster has.
func serviceStorage() *storage.REST {
	addresses := map[core.IPFamily]ipallocator.Interface{
		core.IPv4Protocol: anyAddress{core.IPv4Protocol, net.IPv4(10, 0, 0, 10)},
		core.IPv6Protocol: anyAddress{core.IPv6Protocol, net.ParseIP("fd00::10")},
	}
	rest, _, _, err := storage.NewREST(withoutStorage{}, core.IPv4Protocol, addresses, anyPort{}, nil, nil, nil)
	if err != nil {
		panic(err)
	}
	return rest
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

type anyPort struct{}

var _ portallocator.Interface = anyPort{}

func (anyPort) Allocate(int) error         { return nil }
func (anyPort) AllocateNext() (int, error) { return 30000, nil }
func (anyPort) Release(int) error          { return nil }
func (anyPort) ForEach(func(int))          {}
func (anyPort) Has(int) bool               { return false }
func (anyPort) Destroy()                   {}
func (anyPort) EnableMetrics()             {}
