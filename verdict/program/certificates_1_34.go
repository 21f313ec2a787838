//go:build kube1.34

package main

import (
	"k8s.io/apiserver/pkg/authorization/authorizerfactory"
	certificates "k8s.io/kubernetes/pkg/registry/certificates/rest"
)

func certificatesProvider() provider {
	return certificates.RESTStorageProvider{Authorizer: authorizerfactory.NewAlwaysAllowAuthorizer()}
}
