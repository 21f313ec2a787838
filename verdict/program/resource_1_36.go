//go:build kube1.36

package main

import (
	"k8s.io/apiserver/pkg/authorization/authorizerfactory"
	resource "k8s.io/kubernetes/pkg/registry/resource/rest"
)

func resourceProvider() provider {
	return resource.RESTStorageProvider{
		NamespaceClient: nobody().CoreV1().Namespaces(), Authorizer: authorizerfactory.NewAlwaysAllowAuthorizer(),
	}
}
