//go:build kube1.33 && !kube1.36

package main

import resource "k8s.io/kubernetes/pkg/registry/resource/rest"

func resourceProvider() provider {
	return resource.RESTStorageProvider{NamespaceClient: nobody().CoreV1().Namespaces()}
}
