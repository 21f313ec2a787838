package main

import (
	"k8s.io/apiserver/pkg/authorization/authorizerfactory"
	"k8s.io/client-go/informers"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/rest"
	admissionregistration "k8s.io/kubernetes/pkg/registry/admissionregistration/rest"
	apiserverinternal "k8s.io/kubernetes/pkg/registry/apiserverinternal/rest"
	apps "k8s.io/kubernetes/pkg/registry/apps/rest"
	autoscaling "k8s.io/kubernetes/pkg/registry/autoscaling/rest"
	batch "k8s.io/kubernetes/pkg/registry/batch/rest"
	coordination "k8s.io/kubernetes/pkg/registry/coordination/rest"
	discovery "k8s.io/kubernetes/pkg/registry/discovery/rest"
	events "k8s.io/kubernetes/pkg/registry/events/rest"
	flowcontrol "k8s.io/kubernetes/pkg/registry/flowcontrol/rest"
	networking "k8s.io/kubernetes/pkg/registry/networking/rest"
	node "k8s.io/kubernetes/pkg/registry/node/rest"
	policy "k8s.io/kubernetes/pkg/registry/policy/rest"
	rbac "k8s.io/kubernetes/pkg/registry/rbac/rest"
	scheduling "k8s.io/kubernetes/pkg/registry/scheduling/rest"
	storage "k8s.io/kubernetes/pkg/registry/storage/rest"
)

// providers are those of the server. It gives some of them what they need to serve, and none of it to judge.
func providers() []provider {
	return append([]provider{
		admissionregistration.RESTStorageProvider{DiscoveryClient: nobody().Discovery()},
		apiserverinternal.StorageProvider{},
		apps.StorageProvider{},
		autoscaling.RESTStorageProvider{},
		batch.RESTStorageProvider{},
		coordination.RESTStorageProvider{},
		discovery.StorageProvider{},
		events.RESTStorageProvider{},
		flowcontrol.RESTStorageProvider{InformerFactory: informers.NewSharedInformerFactory(nobody(), 0)},
		networking.RESTStorageProvider{},
		node.RESTStorageProvider{},
		policy.RESTStorageProvider{},
		scheduling.RESTStorageProvider{},
		storage.RESTStorageProvider{},
		rbac.RESTStorageProvider{Authorizer: authorizerfactory.NewAlwaysAllowAuthorizer()},
		certificatesProvider(),
		resourceProvider(),
	}, newGroups...)
}

// newGroups are those that came after 1.27.
var newGroups []provider

// nobody is a client that must never be asked.
func nobody() kubernetes.Interface {
	return kubernetes.NewForConfigOrDie(&rest.Config{Host: "invalid.invalid"})
}
