//go:build !kube1.37

package main

import (
	certificates "k8s.io/kubernetes/pkg/registry/certificates/rest"
	rbac "k8s.io/kubernetes/pkg/registry/rbac/rest"
	resource "k8s.io/kubernetes/pkg/registry/resource/rest"
)

func providersOfVersion() []provider {
	return []provider{certificates.RESTStorageProvider{}, rbac.RESTStorageProvider{}, resource.RESTStorageProvider{}}
}
