//go:build kube1.37

package main

import (
	"k8s.io/apiserver/pkg/authorization/authorizerfactory"
	certificates "k8s.io/kubernetes/pkg/registry/certificates/rest"
	lifecycle "k8s.io/kubernetes/pkg/registry/lifecycle/rest"
	rbac "k8s.io/kubernetes/pkg/registry/rbac/rest"
	resource "k8s.io/kubernetes/pkg/registry/resource/rest"
	storagemigration "k8s.io/kubernetes/pkg/registry/storagemigration/rest"
)

func providersOfVersion() []provider {
	all := authorizerfactory.NewAlwaysAllowAuthorizer()
	return []provider{
		certificates.RESTStorageProvider{Authorizer: all},
		lifecycle.RESTStorageProvider{},
		rbac.RESTStorageProvider{Authorizer: all},
		resource.RESTStorageProvider{NamespaceClient: nobody().CoreV1().Namespaces(), Authorizer: all},
		storagemigration.RESTStorageProvider{},
	}
}
