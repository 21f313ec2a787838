package main

import (
	"k8s.io/apiserver/pkg/registry/rest"
	"k8s.io/kubernetes/pkg/registry/core/configmap"
	"k8s.io/kubernetes/pkg/registry/core/endpoint"
	"k8s.io/kubernetes/pkg/registry/core/event"
	"k8s.io/kubernetes/pkg/registry/core/limitrange"
	"k8s.io/kubernetes/pkg/registry/core/namespace"
	"k8s.io/kubernetes/pkg/registry/core/node"
	"k8s.io/kubernetes/pkg/registry/core/persistentvolume"
	"k8s.io/kubernetes/pkg/registry/core/persistentvolumeclaim"
	"k8s.io/kubernetes/pkg/registry/core/pod"
	"k8s.io/kubernetes/pkg/registry/core/podtemplate"
	"k8s.io/kubernetes/pkg/registry/core/replicationcontroller"
	"k8s.io/kubernetes/pkg/registry/core/resourcequota"
	"k8s.io/kubernetes/pkg/registry/core/secret"
	"k8s.io/kubernetes/pkg/registry/core/serviceaccount"
)

type coreName struct{ kind, resource string }

// coreStrategies are those of the oldest group. Its provider needs a running server, and it gets no new kinds. Services
// have more before it: serviceStorage.
func coreStrategies() map[coreName]rest.RESTCreateStrategy {
	return map[coreName]rest.RESTCreateStrategy{
		{"ConfigMap", "configmaps"}:                         configmap.Strategy,
		{"Endpoints", "endpoints"}:                          endpoint.Strategy,
		{"Event", "events"}:                                 event.Strategy,
		{"LimitRange", "limitranges"}:                       limitrange.Strategy,
		{"Namespace", "namespaces"}:                         namespace.Strategy,
		{"Node", "nodes"}:                                   node.Strategy,
		{"PersistentVolume", "persistentvolumes"}:           persistentvolume.Strategy,
		{"PersistentVolumeClaim", "persistentvolumeclaims"}: persistentvolumeclaim.Strategy,
		{"Pod", "pods"}:                                     pod.Strategy,
		{"PodTemplate", "podtemplates"}:                     podtemplate.Strategy,
		{"ReplicationController", "replicationcontrollers"}: replicationcontroller.Strategy,
		{"ResourceQuota", "resourcequotas"}:                 resourcequota.Strategy,
		{"Secret", "secrets"}:                               secret.Strategy,
		{"ServiceAccount", "serviceaccounts"}:               serviceaccount.Strategy,
	}
}
